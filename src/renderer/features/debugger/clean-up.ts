import type { Api } from '#renderer/transport/api.ts';
import { errorText } from '#renderer/ui/error-note.tsx';
import { deviceIdSchema, profileIdSchema } from '#shared/domain/ids.ts';
import { forgetMade, type MadeKind, useMadeThings } from './made-things.ts';
import { testAlarms } from './simulations.ts';

/**
 * Removes exactly what the debugger of this browser has made. What is gone already is no failure; what cannot be removed
 * stays remembered.
 * @returns what could not be removed, in words; empty when all is gone.
 */
export async function cleanUp(api: Api): Promise<string[]> {
  const { profiles, devices, settings } = useMadeThings.getState();
  const removals: [MadeKind, string, () => Promise<unknown>][] = [
    ...profiles.map((id): (typeof removals)[number] => [
      'profiles',
      id,
      async () => api.profile.remove.call({ id: profileIdSchema.parse(id) }),
    ]),
    ...devices.map((id): (typeof removals)[number] => [
      'devices',
      id,
      async () => api.device.remove.call({ id: deviceIdSchema.parse(id) }),
    ]),
    ...settings.map((name): (typeof removals)[number] => [
      'settings',
      name,
      async () => api.setting.reset.call({ name }),
    ]),
  ];
  const failures: string[] = [];
  for (const [kind, id, remove] of removals) {
    const failure = await attempt(remove);
    if (failure === null) forgetMade(kind, id);
    else failures.push(failure);
  }
  const failure = await attempt(async () => clearAlarms(api));
  return failure === null ? failures : [...failures, failure];
}

/** An alarm that is acknowledged and whose cause is gone is over. */
async function clearAlarms(api: Api): Promise<void> {
  const made = useMadeThings.getState().alarms;
  for (const alarm of await testAlarms(api)) {
    if (alarm.acknowledgedAtMs === null) await api.alarm.acknowledge.call({ id: alarm.id });
    if (alarm.clearedAtMs === null) await api.alarm.clearExternal.call({ id: alarm.id });
  }
  for (const message of made) forgetMade('alarms', message);
}

async function attempt(act: () => Promise<unknown>): Promise<string | null> {
  try {
    await act();
    return null;
  } catch (error) {
    return isGone(error) ? null : errorText(error);
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && Reflect.get(error, 'code') === 'NOT_FOUND';
}
