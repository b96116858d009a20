import type { Reading } from '#shared/domain/reading.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import { AlarmRules } from './alarm-rules.ts';
import { AlarmService } from './alarm-service.ts';
import { BoardLooks } from './board-looks.ts';
import { BoardParts } from './board-parts.ts';
import { BoardRests } from './board-rests.ts';
import { BoardVessels } from './board-vessels.ts';
import { ChannelService } from './channel-service.ts';
import { ClassicIds } from './classic-ids.ts';
import { ClassicImport } from './classic-import.ts';
import { ControlLoop } from './control-loop.ts';
import { DeviceService } from './device-service.ts';
import { EmergencyStop } from './emergency-stop.ts';
import { IngestService } from './ingest-service.ts';
import type { Kernel } from './kernel.ts';
import { LogService } from './log-service.ts';
import { OutputTests } from './output-tests.ts';
import { PointService } from './point-service.ts';
import type { ClassicSource } from './ports/classic-source.ts';
import type { DriverFamily } from './ports/driver.ts';
import type { PortList } from './ports/port-list.ts';
import type { HistoryReader } from './ports/store.ts';
import type { Services } from './procedures.ts';
import { ProfileService } from './profile-service.ts';
import { Recorder } from './recorder.ts';
import { RuleWatch } from './rule-watch.ts';
import { RunService } from './run-service.ts';
import { SettingService } from './setting-service.ts';
import { emptyBrewery } from './simulated-brewery.ts';
import { StayingOutputs } from './staying-outputs.ts';
import { SystemService } from './system-service.ts';
import { keepInstant } from './time-keeper.ts';
import { VesselCommands } from './vessel-commands.ts';
import { VesselService } from './vessel-service.ts';

/** The services, and what only the beat of the console touches. */
export interface ServiceGraph {
  readonly services: Services;
  readonly loop: ControlLoop;
  readonly recorder: Recorder;
}

export interface ServiceGraphParts {
  readonly kernel: Kernel;
  readonly families: ReadonlyMap<string, DriverFamily>;
  readonly history: HistoryReader;
  /** Reads what the original maelstrom wrote. */
  readonly classicSource: ClassicSource;
  /** What is plugged into this computer. */
  readonly ports: PortList;
  readonly version: string;
  /** A database that could not be read and was set aside at this start. */
  readonly setAside: { readonly path: string } | null;
}

/** Makes the services in the order in which they stand on each other. Opening the devices switches outputs off first. */
export function createServices(parts: ServiceGraphParts): ServiceGraph {
  const { kernel, families, history, version } = parts;
  const log = new LogService(kernel);
  const alarms = new AlarmService(kernel, log);
  const devices = new DeviceService({ kernel, log, alarms, families });
  const points = new PointService(kernel, devices);
  const vessels = new VesselService(kernel, points, alarms);
  const alarmRules = new AlarmRules({
    kernel,
    alarms,
    point: (id) => points.peek(id),
    vessel: (id) => vessels.peek(id),
    device: (id) => devices.peek(id)?.device,
  });
  const ruleWatch = new RuleWatch({ rules: alarmRules, alarms, points, devices, vessels });
  const profiles = new ProfileService(kernel);
  const switchVesselsOff = (): void => commands.switchAllOff();
  const emergencyStop = new EmergencyStop({ kernel, log, alarms, devices, switchVesselsOff });
  const ensureReleased = (): void => emergencyStop.ensureReleased();
  const pvOf = (vessel: Vessel): Reading => loop.pvOf(vessel);
  const staying = new StayingOutputs({ kernel, log, points });
  const ensureAccepted = (vessel: Vessel): void => staying.ensureAccepted(vessel);
  const guards = { ensureReleased, ensureAccepted };
  const runs = new RunService({ kernel, log, alarms, profiles, vessels, pvOf, ...guards });
  const emergencyStopActive = (): boolean => emergencyStop.active;
  const rests = new BoardRests(kernel.clock, devices);
  const boards = new BoardVessels({ devices, vessels, runs, alarms, log, rests, emergencyStopActive });
  const commands = new VesselCommands({ log, alarms, boards, vessels, runs, ...guards });
  commands.resetManualOutputs();
  const onKept = (): void => keepInstant(kernel.store, kernel.clock);
  const recorder = new Recorder(kernel, alarms, onKept);
  const tests = new OutputTests({ log, points, vessels, ensureReleased });
  emergencyStop.onChange(() => tests.cutAll());
  const loop = new ControlLoop({
    kernel,
    log,
    tests,
    points,
    vessels,
    runs,
    boards,
    alarms,
    ruleWatch,
    recorder,
    emergencyStopActive,
    stayingOf: (id) => staying.of(id),
    onKept,
  });
  devices.onLinkChange(() => loop.hurry());
  const system = new SystemService({
    kernel,
    history,
    version,
    emergencyStop,
    removeSimulatedBrewery: () =>
      emptyBrewery({ vessels, runs, profiles, devices, points, commands, alarmRules }),
  });
  clearGone({ alarms, alarmRules, vessels, points, devices });
  reportStart(alarms, log, version, parts.setAside);
  const channels = new ChannelService(kernel, log, alarms);
  const settings = new SettingService(kernel);
  const classicIds = new ClassicIds(kernel.store);
  const { hub } = kernel;
  const { ports } = parts;
  const boardParts = new BoardParts({ log, devices, vessels, boards, rests, ensureReleased });
  const boardLooks = new BoardLooks(devices, kernel.clock);
  const onBoards = { boards, boardParts, boardLooks };
  const brewing = { vessels, commands, ...onBoards, staying, profiles, runs, loop, emergencyStop };
  const ingest = new IngestService({ kernel, log, devices, points });
  const source = parts.classicSource;
  const brought = { settings, devices, points, vessels, profiles };
  const classicImport = new ClassicImport({ kernel, source, log, classicIds, ...brought });
  const records = { log, alarms, alarmRules, channels, classicIds, classicImport, history };
  const services: Services = {
    hub,
    settings,
    devices,
    ingest,
    ports,
    points,
    system,
    ...brewing,
    ...records,
  };
  return { services, loop, recorder };
}

/** Alarms that were kept about what is not there any more. */
function clearGone(parts: Pick<Services, 'alarms' | 'alarmRules' | 'vessels' | 'points' | 'devices'>): void {
  const { alarms, alarmRules, vessels, points, devices } = parts;
  const things = [...vessels.list(), ...points.list(), ...devices.list().map(({ device }) => device)];
  const ids = new Set<string>(['console', ...things.map(({ id }) => id)]);
  alarms.clearGone({ isThere: (id) => ids.has(id), isWatched: (rule) => alarmRules.isWatched(rule) });
}

function reportStart(
  alarms: AlarmService,
  log: LogService,
  version: string,
  setAside: { path: string } | null,
): void {
  log.add('info', 'console', `Maelstrom ${version} started`);
  const text = `The database could not be read. It was set aside as ${setAside?.path ?? ''}; the console starts empty, with every output off.`;
  alarms.report(
    { code: 'database-set-aside', source: 'console', sourceName: 'Console' },
    setAside !== null,
    text,
  );
}
