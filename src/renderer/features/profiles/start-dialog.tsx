import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useConsoleNow } from '#renderer/stores/clock.ts';
import { useIsLive } from '#renderer/stores/connection.ts';
import { useRuns } from '#renderer/stores/runs.ts';
import { useInstantFormat, useUnit } from '#renderer/stores/settings.ts';
import { useVessels } from '#renderer/stores/vessels.ts';
import { formatInstant } from '#renderer/ui/instant.ts';
import { hrefOf } from '#renderer/ui/router.ts';
import { type TemperatureUnit, temperatureInText } from '#renderer/ui/temperature.ts';
import type { Profile } from '#shared/domain/profile.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import { AskDialog } from './ask-dialog.tsx';
import { useStartRun } from './use-profile-actions.ts';

interface StartDialogProps {
  readonly profile: Profile;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Starts a profile on a vessel that fits. */
export function StartDialog({ profile, opened, onClose }: StartDialogProps) {
  const { configs, order } = useVessels();
  const runs = useRuns((store) => store.byVessel);
  const kind = profile.kind === 'mash' ? 'kettle' : 'fermenter';
  const fitting = order.flatMap((id) => configs[id] ?? []).filter((vessel) => vessel.kind === kind);
  const free = fitting.find(({ id }) => runs[id] === undefined);
  const [picked, setPicked] = useState<string | null>(null);
  const [started, setStarted] = useState<Vessel | null>(null);
  const vessel = fitting.find(({ id }) => id === picked) ?? free ?? fitting[0];
  const close = (): void => {
    setStarted(null);
    onClose();
  };
  if (started !== null) return <Started opened={opened} vessel={started} profile={profile} onClose={close} />;
  if (vessel === undefined) {
    return (
      <AskDialog
        opened={opened}
        title={`Start ${profile.name}`}
        onClose={close}
        answers={<Button onClick={close}>Close</Button>}
      >
        <p>{`There is no ${kind} yet. Add a device with one first, on the screen of the devices.`}</p>
      </AskDialog>
    );
  }
  return (
    <StartForm
      key={vessel.id}
      profile={profile}
      opened={opened}
      vessel={vessel}
      fitting={fitting}
      busyWith={runs[vessel.id]?.profileName ?? null}
      onPick={setPicked}
      onClose={close}
      onStarted={() => setStarted(vessel)}
    />
  );
}

interface StartFormProps extends StartDialogProps {
  readonly vessel: Vessel;
  readonly fitting: readonly Vessel[];
  /** The profile that the vessel follows already. */
  readonly busyWith: string | null;
  readonly onPick: (id: string) => void;
  readonly onStarted: () => void;
}

function StartForm({
  profile,
  opened,
  vessel,
  fitting,
  busyWith,
  onPick,
  onClose,
  onStarted,
}: StartFormProps) {
  const live = useIsLive();
  const unit = useUnit();
  const clock = useInstantFormat();
  const nowMs = useConsoleNow(10_000, opened);
  const { start, busy, error } = useStartRun();
  const planned = profile.kind === 'fermentation' ? profile.plannedStartMs : null;
  const canWait = planned !== null && planned > nowMs;
  const [when, setWhen] = useState<'now' | 'planned'>(canWait ? 'planned' : 'now');
  const waits = canWait && when === 'planned';
  const limits = limitWords(profile, vessel, unit);
  return (
    <AskDialog
      opened={opened}
      title={`Start ${profile.name}`}
      error={error}
      onClose={onClose}
      answers={
        <>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            disabled={!live || busyWith !== null}
            loading={busy}
            onClick={() => start(vessel.id, profile.id, waits ? planned : null, onStarted)}
          >
            {`Start on ${vessel.name}`}
          </Button>
        </>
      }
    >
      <NativeSelect
        label="Vessel"
        data={fitting.map(({ id, name }) => ({ value: id, label: name }))}
        value={vessel.id}
        error={busyWith === null ? null : `${vessel.name} already follows ${busyWith}. End that first.`}
        onChange={(event) => onPick(event.currentTarget.value)}
      />
      {canWait && (
        <SegmentedControl
          aria-label="When"
          data={[
            { value: 'now', label: 'Now' },
            { value: 'planned', label: formatInstant(planned, 'dateTime', clock) },
          ]}
          value={when}
          onChange={(value) => setWhen(value === 'planned' ? 'planned' : 'now')}
        />
      )}
      <p>
        {waits
          ? `${vessel.name} goes to Auto and holds the first setpoint until then.`
          : `${vessel.name} goes to Auto and follows the profile from its beginning.`}
      </p>
      {limits !== null && <p>{limits}</p>}
    </AskDialog>
  );
}

/** Says when a profile goes beyond what the vessel allows; there the vessel stays at its limit. */
function limitWords(profile: Profile, vessel: Vessel, unit: TemperatureUnit): string | null {
  const all = profile.kind === 'mash' ? profile.steps : profile.points;
  const temperatures = all.flatMap(({ spC }) => spC ?? []);
  const { minSpC, maxSpC } = vessel.limits;
  const low = Math.min(...temperatures);
  const high = Math.max(...temperatures);
  if (low >= minSpC && high <= maxSpC) return null;
  const range = `${temperatureInText(minSpC, unit)} to ${temperatureInText(maxSpC, unit)}`;
  const beyond = temperatureInText(high > maxSpC ? high : low, unit);
  return `${vessel.name} allows ${range}, and the profile goes to ${beyond}: there it stays at the limit.`;
}

interface StartedProps {
  readonly opened: boolean;
  readonly vessel: Vessel;
  readonly profile: Profile;
  readonly onClose: () => void;
}

function Started({ opened, vessel, profile, onClose }: StartedProps) {
  return (
    <AskDialog
      opened={opened}
      title={`${profile.name} has started`}
      onClose={onClose}
      answers={
        <>
          <Button variant="default" onClick={onClose}>
            Stay here
          </Button>
          <Button component="a" href={hrefOf({ screen: 'vessel', id: vessel.id })}>
            {`Show ${vessel.name}`}
          </Button>
        </>
      }
    >
      <p>{`${vessel.name} follows it.`}</p>
    </AskDialog>
  );
}
