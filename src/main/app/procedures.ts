import { done } from '#shared/contract/base.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { DeviceId, VesselId } from '#shared/domain/ids.ts';
import type { Point, PointChange } from '#shared/domain/point.ts';
import type { Run } from '#shared/domain/run.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import type { AlarmRules } from './alarm-rules.ts';
import type { AlarmService } from './alarm-service.ts';
import type { BoardLooks } from './board-looks.ts';
import type { BoardParts } from './board-parts.ts';
import { boardProcedures } from './board-procedures.ts';
import { addDevice, removeDevice } from './board-setup.ts';
import type { BoardVessels } from './board-vessels.ts';
import type { ChannelHub } from './channel-hub.ts';
import type { ChannelService } from './channel-service.ts';
import type { ClassicIds } from './classic-ids.ts';
import type { ClassicImport } from './classic-import.ts';
import type { ControlLoop } from './control-loop.ts';
import type { DeviceService } from './device-service.ts';
import type { EmergencyStop } from './emergency-stop.ts';
import type { IngestService } from './ingest-service.ts';
import type { LogService } from './log-service.ts';
import type { PointService } from './point-service.ts';
import type { PortList } from './ports/port-list.ts';
import type { HistoryReader } from './ports/store.ts';
import type { ProfileService } from './profile-service.ts';
import type { RunService } from './run-service.ts';
import type { Procedures } from './services.ts';
import type { SettingService } from './setting-service.ts';
import type { StayingOutputs } from './staying-outputs.ts';
import type { SystemService } from './system-service.ts';
import type { VesselCommands } from './vessel-commands.ts';
import type { VesselService } from './vessel-service.ts';

const DEFAULT_HISTORY_POINTS = 500;

/** The services of a running console. */
export interface Services {
  readonly hub: ChannelHub;
  readonly settings: SettingService;
  readonly devices: DeviceService;
  readonly ingest: IngestService;
  readonly ports: PortList;
  readonly points: PointService;
  readonly vessels: VesselService;
  readonly commands: VesselCommands;
  readonly boards: BoardVessels;
  readonly boardParts: BoardParts;
  readonly boardLooks: BoardLooks;
  readonly staying: StayingOutputs;
  readonly profiles: ProfileService;
  readonly runs: RunService;
  readonly loop: ControlLoop;
  readonly log: LogService;
  readonly alarms: AlarmService;
  readonly alarmRules: AlarmRules;
  readonly channels: ChannelService;
  /** Numbers by which programs of the original maelstrom know our things. */
  readonly classicIds: ClassicIds;
  readonly classicImport: ClassicImport;
  readonly history: HistoryReader;
  readonly emergencyStop: EmergencyStop;
  readonly system: SystemService;
}

/** The contract's procedures on the services. */
export function createProcedures(services: Services): Procedures {
  return {
    ...brewing(services),
    board: boardProcedures(services.boardParts, services.boardLooks),
    ...installation(services),
    ...records(services),
    system: {
      status: () => services.system.status(),
      storage: (_, actor) => services.system.storage(actor),
      access: () => services.system.access(),
      emergencyStop: async (_, actor) => {
        await services.emergencyStop.stop(actor.name);
        return services.system.status();
      },
      resetEmergencyStop: (_, actor) => {
        services.emergencyStop.release(actor.name);
        return services.system.status();
      },
      chooseFirstStart: ({ choice }) => services.system.chooseFirstStart(choice),
    },
  };
}

function brewing(services: Services): Pick<Procedures, 'vessel' | 'profile' | 'run'> {
  const { vessels, commands, loop, profiles, runs, boards } = services;
  const changed = (run: Run): Run => {
    boards.runChanged(run.vesselId);
    return run;
  };
  return {
    vessel: {
      list: () => vessels.list(),
      get: ({ id }) => vessels.get(id),
      state: ({ id }) => loop.stateOf(vessels.get(id)),
      create: (config) => vessels.create(config),
      update: (change) => vessels.update(change),
      remove: ({ id }) => {
        ensureUnneeded(services, id);
        vessels.remove(id);
        return done;
      },
      setMode: (request, actor) => commands.setMode(request, actor.name),
      setSetpoint: ({ id, spC }, actor) => commands.setSetpoint(id, spC, actor.name),
      setOutput: ({ id, ...output }, actor) => commands.setOutput(id, output, actor.name),
      stop: ({ id }, actor) => commands.setMode({ id, mode: 'off' }, actor.name),
    },
    profile: {
      list: () => profiles.list(),
      get: ({ id }) => profiles.get(id),
      create: (config) => profiles.create(config),
      update: (profile) => profiles.update(profile),
      remove: ({ id }) => {
        profiles.remove(id);
        return done;
      },
    },
    run: {
      list: ({ all }) => runs.list(all ?? false),
      start: (input, actor) => changed(runs.start(input, actor.name)),
      hold: ({ id }, actor) => runs.hold(id, actor.name),
      resume: ({ id }, actor) => changed(runs.resume(id, actor.name)),
      skip: ({ id }, actor) => runs.skip(id, actor.name),
      stop: ({ id }, actor) => changed(runs.stop(id, actor.name)),
      back: ({ id }, actor) => runs.back(id, actor.name),
      startTimer: ({ id }, actor) => runs.startTimer(id, actor.name),
      extend: ({ id, byS }, actor) => runs.extend(id, byS, actor.name),
      replan: ({ id, plan }, actor) => runs.replan(id, plan, actor.name),
    },
  };
}

/** @throws AppError `in-use` while a run or a rule of alarms is about a vessel. */
function ensureUnneeded({ vessels, runs, alarmRules }: Services, id: VesselId): void {
  const run = runs.ofVessel(id);
  if (run !== undefined)
    throw new AppError('in-use', `${run.profileName} is in progress here: stop it first`);
  alarmRules.ensureUnwatched(vessels.get(id).name, [id]);
}

/** @throws AppError `in-use` while a vessel has a point, other than the one that goes with it. */
function ensureUnused({ vessels }: Services, { id, name }: Point, own?: Vessel): void {
  const user = vessels.usersOf(id).find((vessel) => vessel !== own);
  if (user !== undefined)
    throw new AppError('in-use', `${name} belongs to ${user.name}: take it out of there first`);
}

/** Removes a device. A board that regulates by itself goes together with the vessel that it is: both, or none. */
async function removeWithVessel(services: Services, id: DeviceId): Promise<void> {
  const { devices, points, vessels, alarmRules, loop } = services;
  const own = vessels.ofBoard(id);
  const ofDevice = points.ofDevice(id);
  for (const point of ofDevice) ensureUnused(services, point, own);
  alarmRules.ensureUnwatched(devices.get(id).device.name, [id, ...ofDevice.map((point) => point.id)]);
  if (own !== undefined) ensureUnneeded(services, own.id);
  for (const point of ofDevice) loop.endTest(point.id);
  await removeDevice({ devices, points }, id, own === undefined ? null : vessels.removal(own.id));
}

function installation(services: Services): Pick<Procedures, 'setting' | 'device' | 'ingest' | 'point'> {
  const { settings, devices, points, vessels, loop, alarmRules } = services;
  return {
    setting: {
      list: () => settings.list(),
      set: (setting) => settings.set(setting),
      setAll: (input) => settings.setAll(input.settings),
      reset: ({ name }) => {
        settings.reset(name);
        return done;
      },
    },
    device: {
      list: () => devices.list(),
      drivers: () => devices.drivers(),
      ports: async () => {
        const { ports, problem } = await services.ports.list();
        return {
          ports: ports.map(({ path, manufacturer, serialNumber }) => ({ path, manufacturer, serialNumber })),
          problem,
        };
      },
      create: (config) => addDevice({ devices, points, vessels }, config),
      update: (change) => devices.update(change),
      remove: async ({ id }) => {
        await removeWithVessel(services, id);
        return done;
      },
    },
    ingest: {
      senders: () => services.ingest.senders(),
      adopt: ({ key, name }, actor) => services.ingest.adopt(key, name, actor.name),
      forget: ({ key }) => {
        services.ingest.forget(key);
        return done;
      },
    },
    point: {
      list: () => points.list(),
      create: (config) => points.create(config),
      update: ({ id, ...change }) => {
        if (isRewired(points.get(id), change)) {
          const running = vessels.usersOf(id).find(({ control }) => control.mode !== 'off');
          if (running !== undefined)
            throw new AppError('conflict', `${running.name} uses this and is running: switch it off first`);
          loop.endTest(id);
        }
        return points.update(id, change);
      },
      remove: ({ id }) => {
        const point = points.get(id);
        ensureUnused(services, point);
        alarmRules.ensureUnwatched(point.name, [id]);
        loop.endTest(id);
        points.remove(id);
        return done;
      },
      test: ({ id }, actor) => {
        loop.test(id, actor.name);
        return done;
      },
      acceptStaying: ({ id }, actor) => {
        services.staying.accept(id, actor.name);
        return done;
      },
    },
  };
}

/** Whether a change makes something else of a point: another terminal, another appliance, or the other sense of a contact. */
function isRewired(point: Point, change: PointChange): boolean {
  const present = { outputKind: null, inverted: null, ...point };
  return (['address', 'outputKind', 'inverted'] as const).some(
    (field) => change[field] !== undefined && change[field] !== present[field],
  );
}

function records(
  services: Services,
): Pick<Procedures, 'channel' | 'log' | 'alarm' | 'alarmRule' | 'history' | 'classicImport'> {
  const { hub, channels, log, alarms, alarmRules, history, classicImport } = services;
  return {
    channel: {
      list: () => hub.list(),
      publish: (input) => channels.publish(input),
      latest: ({ channel }) => hub.latest(channel),
    },
    log: { list: (query) => log.list(query), sources: () => log.sources() },
    alarm: {
      list: (query) => alarms.list(query),
      acknowledge: ({ id }, actor) => alarms.acknowledge(id, actor.name),
      acknowledgeAll: (_, actor) => alarms.acknowledgeAll(actor.name),
      shelve: ({ id, ...wish }, actor) => alarms.shelve(id, wish, actor.name),
      shelved: () => alarms.shelved(),
      unshelve: ({ id }, actor) => alarms.unshelve(id, actor.name),
      clearExternal: ({ id }) => alarms.clearExternal(id),
    },
    alarmRule: {
      list: () => alarmRules.list(),
      create: (config) => alarmRules.create(config),
      update: (rule) => alarmRules.update(rule),
      remove: ({ id }) => {
        alarmRules.remove(id);
        return done;
      },
    },
    classicImport: {
      preview: ({ file }) => classicImport.preview(file),
      apply: ({ file }, actor) => classicImport.apply(file, actor.name),
    },
    history: {
      series: () => history.series(),
      range: async ({ series, fromMs, toMs, maxPoints }) => {
        if (fromMs >= toMs) throw new AppError('invalid', 'fromMs: must be before toMs');
        return history.range({ series, fromMs, toMs, maxPoints: maxPoints ?? DEFAULT_HISTORY_POINTS });
      },
    },
  };
}
