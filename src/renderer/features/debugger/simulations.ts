import type { Api } from '#renderer/transport/api.ts';
import { errorText } from '#renderer/ui/error-note.tsx';
import type { Alarm } from '#shared/domain/alarm.ts';
import { rememberMade, useMadeThings } from './made-things.ts';
import {
  freeNumbers,
  SAMPLE_SOURCE,
  sampleDevice,
  sampleLog,
  sampleProfile,
  sampleSetting,
} from './samples.ts';

/** Something that the debugger does to the console a chosen number of times, the way any program would. */
export interface Simulation {
  readonly title: string;
  readonly hint: string;
  /** What is counted. */
  readonly unit: string;
  readonly button: string;
  readonly initial: number;
  readonly max: number;
  /** @returns what came of it; throws Error in words. */
  readonly run: (api: Api, count: number) => Promise<string>;
}

export const simulations: readonly Simulation[] = [
  {
    title: 'Generate alarms',
    hint: 'Alarms from outside, as a program that watches the glycol would raise them.',
    unit: 'alarms',
    button: 'Generate',
    initial: 3,
    max: 20,
    run: generateAlarms,
  },
  {
    title: 'Acknowledge',
    hint: 'The oldest test alarms that nobody has acknowledged. Real alarms are left alone.',
    unit: 'test alarms',
    button: 'Acknowledge',
    initial: 3,
    max: 20,
    run: acknowledgeAlarms,
  },
  {
    title: 'Generate log entries',
    hint: 'Of every level in turns. They stay in the log.',
    unit: 'entries',
    button: 'Generate',
    initial: 20,
    max: 500,
    run: generateLogs,
  },
  {
    title: 'Sample profiles',
    hint: 'Fermentations and mashes in turns.',
    unit: 'profiles',
    button: 'Create',
    initial: 2,
    max: 50,
    run: createProfiles,
  },
  {
    title: 'Sample devices',
    hint: 'Simulated breweries, without points.',
    unit: 'devices',
    button: 'Create',
    initial: 2,
    max: 20,
    run: createDevices,
  },
  {
    title: 'Sample settings',
    hint: 'Texts, numbers and switches of a program that is not there.',
    unit: 'settings',
    button: 'Create',
    initial: 3,
    max: 100,
    run: createSettings,
  },
];

/** Does something for each of a list; when one fails it says how many were done. */
async function forEach<T>(items: readonly T[], act: (item: T, n: number) => Promise<void>): Promise<void> {
  let done = 0;
  for (const item of items) {
    try {
      await act(item, done + 1);
    } catch (error) {
      throw new Error(`${done} of ${items.length} were done, then: ${errorText(error)}`, { cause: error });
    }
    done += 1;
  }
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

async function generateAlarms(api: Api, count: number): Promise<string> {
  const stamp = Math.random().toString(36).slice(2, 6);
  await forEach(upTo(count), async (n) => {
    const message = `Test alarm ${n} of ${count} (${stamp})`;
    // Before it is there: an answer that gets lost leaves an alarm too.
    rememberMade('alarms', message);
    await api.channel.publish.call({ channel: 'alarms', payload: { source: SAMPLE_SOURCE, message } });
  });
  return count === 1 ? 'One alarm was raised.' : `${count} alarms were raised.`;
}

/** The alarms that the debugger has raised and that are not over. */
export async function testAlarms(api: Api): Promise<Alarm[]> {
  const made = useMadeThings.getState().alarms;
  const active = await api.alarm.list.call({});
  return active.filter(
    ({ code, source, message }) => code === 'external' && source === SAMPLE_SOURCE && made.includes(message),
  );
}

async function acknowledgeAlarms(api: Api, count: number): Promise<string> {
  const waiting = (await testAlarms(api))
    .filter(({ state }) => state === 'unacknowledged' || state === 'cleared-unacknowledged')
    .toSorted((a, b) => a.raisedAtMs - b.raisedAtMs)
    .slice(0, count);
  if (waiting.length === 0) throw new Error('No test alarm waits for it: generate some first.');
  await forEach(waiting, async ({ id }) => {
    await api.alarm.acknowledge.call({ id });
  });
  return waiting.length === 1 ? 'One alarm was acknowledged.' : `${waiting.length} alarms were acknowledged.`;
}

async function generateLogs(api: Api, count: number): Promise<string> {
  await forEach(upTo(count), async (n) => {
    await api.channel.publish.call({ channel: 'logs', payload: sampleLog(n, count) });
  });
  return count === 1 ? 'One entry was logged.' : `${count} entries were logged.`;
}

async function createProfiles(api: Api, count: number): Promise<string> {
  const names = new Set((await api.profile.list.call()).map(({ name }) => name));
  const free = freeNumbers(count, (n) => names.has(sampleProfile(n).name));
  await forEach(free, async (n) => {
    rememberMade('profiles', (await api.profile.create.call(sampleProfile(n))).id);
  });
  return count === 1 ? 'One profile was created.' : `${count} profiles were created.`;
}

async function createDevices(api: Api, count: number): Promise<string> {
  const names = new Set((await api.device.list.call()).map(({ device }) => device.name));
  const free = freeNumbers(count, (n) => names.has(sampleDevice(n).name));
  await forEach(free, async (n) => {
    rememberMade('devices', (await api.device.create.call(sampleDevice(n))).id);
  });
  return count === 1 ? 'One device was created.' : `${count} devices were created.`;
}

async function createSettings(api: Api, count: number): Promise<string> {
  const names = new Set((await api.setting.list.call()).map(({ name }) => name));
  const free = freeNumbers(count, (n) => names.has(sampleSetting(n).name));
  await forEach(free, async (n) => {
    const { name } = await api.setting.set.call(sampleSetting(n));
    rememberMade('settings', name);
  });
  return count === 1 ? 'One setting was created.' : `${count} settings were created.`;
}
