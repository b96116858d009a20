import type { ChannelListener, ChannelSource, LinkState, Transport } from '#renderer/transport/transport.ts';
import { type ConsoleChannel, type ConsolePayload, consoleChannels } from '#shared/contract/channels.ts';
import type { EventFrame } from '#shared/contract/frames.ts';
import type { ConsoleStatus } from '#shared/domain/console-status.ts';
import { changeAlarmRules, loadAlarmRules } from './alarm-rules.ts';
import { changeAlarms, loadAlarms } from './alarms.ts';
import { setConsoleTime, useClock } from './clock.ts';
import { useConnection } from './connection.ts';
import { changeDevices, loadDevices, setPointValues } from './devices.ts';
import { addLiveSamples } from './live-samples.ts';
import { addLogEntries, breakLogTail } from './log-tail.ts';
import { changeProfiles, loadProfiles } from './profiles.ts';
import { changeRuns, loadRuns } from './runs.ts';
import { changeSetting, loadSettings, resetSetting } from './settings.ts';
import { watchSilence } from './silence.ts';
import { loadVessels, removeVessel, saveVessel, setVesselStates } from './vessels.ts';

/** Keeps the stores in step with the console until it is stopped. */
export interface Feed {
  reconnect(): void;
  /** Listens to a channel of any name, beside what the stores are told. */
  listen(channel: string, listener: ChannelListener): () => void;
  stop(): void;
}

/** Events of one channel with their payloads, in order. */
type Batch<C extends ConsoleChannel> = readonly {
  readonly atMs: number;
  readonly payload: ConsolePayload<C>;
}[];

/** How long to wait before lists that did not arrive are asked for again. */
const RELOAD_AFTER_MS = 3000;

/**
 * Connects the stores to the console: subscribes to its channels, then loads the lists that the channels change.
 * Changes that arrive while a list is on its way are applied after it.
 */
export function startFeed(transport: Transport): Feed {
  const waiting: (() => void)[] = [];
  let loading = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  const load = async (): Promise<void> => {
    if (loading || stopped) return;
    loading = true;
    clearTimeout(retry);
    try {
      await loadLists(transport);
    } catch {
      // The connection light says that the console does not answer; the lists are asked for again.
      retry = setTimeout(() => void load(), RELOAD_AFTER_MS);
    } finally {
      loading = false;
      for (const apply of waiting.splice(0)) apply();
    }
  };

  const whenLoaded = (apply: () => void): void => {
    if (loading) waiting.push(apply);
    else apply();
  };

  const source = transport.openChannels({
    state: (link) => setLink(link, transport),
    heard: () => useConnection.setState({ heardAtMs: performance.now() }),
  });
  subscribeAll(source, { whenLoaded, reload: () => void load() });
  const endWatch = watchSilence();
  void load();
  return {
    reconnect: () => source.reconnect(),
    listen: (channel, listener) => source.subscribe(channel, listener),
    stop: () => {
      stopped = true;
      endWatch();
      clearTimeout(retry);
      source.close();
    },
  };
}

async function loadLists(transport: Transport): Promise<void> {
  const { procedures } = transport;
  const [status, settings, devices, points, vessels, runs, profiles, alarms, shelved, alarmRules] =
    await Promise.all([
      procedures.system.status(),
      procedures.setting.list(),
      procedures.device.list(),
      procedures.point.list(),
      procedures.vessel.list(),
      procedures.run.list({}),
      procedures.profile.list(),
      procedures.alarm.list({}),
      procedures.alarm.shelved(),
      procedures.alarmRule.list(),
    ]);
  applyStatus(status);
  loadSettings(settings);
  loadDevices(devices, points);
  loadVessels(vessels);
  loadRuns(runs);
  loadProfiles(profiles);
  loadAlarms(alarms, shelved);
  loadAlarmRules(alarmRules);
}

/** A lost connection may mean that the session has ended: then the sign-in page is due, not a reconnect. */
function setLink(link: LinkState, transport: Transport): void {
  useConnection.setState({ link });
  if (link !== 'lost') return;
  transport.session.check().then(
    ({ needed, signedIn }) => {
      if (needed && !signedIn) useConnection.setState({ session: 'sign-in' });
    },
    () => undefined,
  );
}

interface Hooks {
  readonly whenLoaded: (apply: () => void) => void;
  readonly reload: () => void;
}

function subscribeAll(source: ChannelSource, hooks: Hooks): void {
  const on = <C extends ConsoleChannel>(channel: C, apply: (batch: Batch<C>) => void): void => {
    source.subscribe(channel, {
      events: (events) => hooks.whenLoaded(() => apply(understood(channel, events))),
      reload: () => {
        if (channel === 'logs') breakLogTail();
        hooks.reload();
      },
    });
  };
  on('console', (batch) => batch.forEach(({ payload }) => applyStatus(payload)));
  on('settings', (batch) =>
    batch.forEach(({ payload }) =>
      payload.type === 'saved' ? changeSetting(payload.setting) : resetSetting(payload.name),
    ),
  );
  on('vessels', (batch) =>
    batch.forEach(({ payload }) =>
      payload.type === 'saved' ? saveVessel(payload.vessel) : removeVessel(payload.vesselId),
    ),
  );
  on('devices', (batch) => changeDevices(batch.map(({ payload }) => payload)));
  on('profiles', (batch) => changeProfiles(batch.map(({ payload }) => payload)));
  on('runs', (batch) => changeRuns(batch.map(({ payload }) => payload)));
  on('alarms', (batch) => changeAlarms(batch.map(({ payload }) => payload)));
  on('alarm-rules', (batch) => changeAlarmRules(batch.map(({ payload }) => payload)));
  on('logs', (batch) => addLogEntries(batch.map(({ payload }) => payload)));
  on('data', applyData);
}

/** Payloads that have the shape the channel promises; what has not is left out. */
function understood<C extends ConsoleChannel>(channel: C, events: readonly EventFrame[]): Batch<C> {
  return events.flatMap(({ atMs, payload }) => {
    const parsed = consoleChannels[channel].safeParse(payload);
    return parsed.success ? [{ atMs, payload: parsed.data as ConsolePayload<C> }] : [];
  });
}

function applyStatus(status: ConsoleStatus): void {
  const before = useConnection.getState().status;
  // Another version has been started meanwhile: this page is part of the old one.
  if (before !== null && before.version !== status.version) window.location.reload();
  useConnection.setState({ status });
  setConsoleTime(status.nowMs, status.speed);
}

function applyData(batch: Batch<'data'>): void {
  const states = batch.flatMap(({ atMs, payload }) =>
    payload.type === 'vessel' ? [{ atMs, state: payload }] : [],
  );
  const newest = batch.at(-1);
  useConnection.setState({ dataAtMs: performance.now(), silent: false });
  if (newest !== undefined && useConnection.getState().status !== null) {
    setConsoleTime(newest.atMs, useClock.getState().speed);
  }
  setVesselStates(
    states.map(({ state }) => state),
    states.at(-1)?.atMs ?? 0,
  );
  addLiveSamples(states);
  setPointValues(batch.flatMap(({ payload }) => (payload.type === 'point' ? [payload] : [])));
}
