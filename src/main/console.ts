import { randomBytes } from 'node:crypto';
import { ChannelHub } from '#main/app/channel-hub.ts';
import type { ConsoleTime } from '#main/app/console-time.ts';
import { Heart } from '#main/app/heart.ts';
import type { Kernel } from '#main/app/kernel.ts';
import type { DriverFamily } from '#main/app/ports/driver.ts';
import { StartError } from '#main/app/ports/start-error.ts';
import { createProcedures } from '#main/app/procedures.ts';
import { createServices, type ServiceGraph } from '#main/app/service-graph.ts';
import type { ConsoleServices } from '#main/app/services.ts';
import { seedSimulatedBrewery } from '#main/app/simulated-brewery.ts';
import { openConsoleTime } from '#main/app/time-keeper.ts';
import { driverFamilies } from '#main/devices/registry.ts';
import { serialPorts } from '#main/devices/transports/serial-ports.ts';
import { readClassicProfile } from '#main/server/classic/read-profile.ts';
import { isLoopback } from '#main/server/host-names.ts';
import { type RunningServer, startServer } from '#main/server/server.ts';
import { WindowDoor, type WindowPorts } from '#main/server/window-door.ts';
import { readClassicDatabase } from '#main/storage/classic-database.ts';
import { createHistoryReader } from '#main/storage/history-reader.ts';
import { type OpenedStore, openStore } from '#main/storage/open-store.ts';
import type { LogLevel } from '#shared/domain/log-entry.ts';

export type { WindowPorts };
export { StartError };

/** What the user decides about a start. */
export interface ConsoleConfig {
  readonly version: string;
  /** Folder that holds everything the console keeps. */
  readonly dataDir: string;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Console seconds in a real second, 1 to 3600. */
  readonly speed: number;
  /** What every request must carry; null only on loopback. */
  readonly token: string | null;
  /** Folder of the built page, or null to serve none. */
  readonly staticDir: string | null;
  /** With `optional` a busy port does not end the start: the status says that remote access is off. */
  readonly remoteAccess?: 'required' | 'optional';
}

/** What the console stands on, beside its configuration. */
export interface ConsolePorts {
  /** The worker that reads history. */
  readonly historyWorkerUrl: URL;
  /** Told of faults that no user can be told of. */
  readonly onError: (error: unknown) => void;
  /** Replaces the machine's time, in tests. */
  readonly time?: ConsoleTime;
  /** Drivers beside those that the console ships. */
  readonly extraFamilies?: readonly DriverFamily[];
}

export interface RunningConsole {
  /** Where browsers find it, such as `http://127.0.0.1:8888/`; empty when remote access is off. */
  readonly url: string;
  readonly services: ConsoleServices;
  /** Serves a window over its two ports until they are closed. */
  readonly openWindow: (ports: WindowPorts) => void;
  /** The computer has slept: what was read before says nothing about now. */
  readonly awake: () => void;
  /** Adds an entry of the computer that the console runs on to the log. */
  readonly note: (level: LogLevel, message: string) => void;
  /** Everything closed in reverse: the doors, the loop, and the devices with their outputs off. May be called twice. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts the console: opens its parts in order, and closes them in reverse when one of them fails.
 * @throws StartError with one line for the user.
 */
export async function startConsole(config: ConsoleConfig, ports: ConsolePorts): Promise<RunningConsole> {
  checkReach(config);
  const closers: (() => Promise<void> | void)[] = [];
  let closing: Promise<void> | null = null;
  const stop = (): Promise<void> => (closing ??= closeAll(closers));
  try {
    // What the store finds while it is opened waits for the log.
    const problems: string[] = [];
    let tell = (text: string): void => void problems.push(text);
    const opened = openStore(config.dataDir, { onProblem: (text) => tell(text) });
    closers.push(() => opened.store.close());
    const graph = openCore(config, ports, opened, closers);
    tell = (text) => void graph.services.log.add('error', 'console', text);
    for (const text of problems) tell(text);
    const services: ConsoleServices = {
      hub: graph.services.hub,
      procedures: createProcedures(graph.services),
      ingest: graph.services.ingest,
      classic: {
        ids: graph.services.classicIds,
        receive: (id, values) => graph.services.devices.receive(id, values),
        note: (level, source, message) => void graph.services.log.add(level, source, message),
      },
    };
    const windows = new WindowDoor(services, ports.onError);
    closers.push(() => windows.close());
    const url = await openRemoteAccess(config, { graph, services, ports, closers });
    return {
      url,
      services,
      openWindow: (windowPorts) => windows.open(windowPorts),
      awake: () => graph.services.devices.forgetReadings(),
      note: (level, message) => void graph.services.log.add(level, 'computer', message),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Whoever can reach the console can heat: before anything is opened, other machines need a token. */
function checkReach({ host, token }: ConsoleConfig): void {
  if (token !== null || isLoopback(host)) return;
  throw new StartError(
    'no-server',
    `Other machines reach ${host}, so it needs a token: set MAELSTROM_TOKEN, or name a file with --token-file.`,
  );
}

/** Opens everything that works without a network: store, services, devices, loop. */
function openCore(
  config: ConsoleConfig,
  ports: ConsolePorts,
  opened: OpenedStore,
  closers: (() => Promise<void> | void)[],
): ServiceGraph {
  const { store } = opened;
  const time = openConsoleTime({ store, speed: config.speed, replacement: ports.time });
  const hub = new ChannelHub({
    epoch: randomBytes(6).toString('hex'),
    wallMs: () => Math.round(time.wallMs()),
  });
  const kernel: Kernel = {
    clock: time,
    store,
    hub,
    newId: (prefix) => `${prefix}-${randomBytes(5).toString('hex')}`,
  };
  if (opened.isNew) seedSimulatedBrewery(store);
  const history = createHistoryReader({
    databasePath: opened.databasePath,
    workerUrl: ports.historyWorkerUrl,
  });
  closers.push(() => history.close());
  const families = new Map(
    [...driverFamilies, ...(ports.extraFamilies ?? [])].map((family) => [family.name, family]),
  );
  const graph = createServices({
    kernel,
    families,
    history,
    classicSource: { readDatabase: readClassicDatabase, readProfile: readClassicProfile },
    ports: serialPorts,
    version: config.version,
    setAside: opened.setAside,
  });
  closers.push(() => graph.services.devices.close());
  const heart = new Heart({ kernel, time, graph, onError: ports.onError });
  closers.push(() => heart.stop());
  heart.start();
  return graph;
}

/** @returns where browsers find the console, or nothing when that is not possible and need not be. */
async function openRemoteAccess(
  config: ConsoleConfig,
  parts: {
    readonly graph: ServiceGraph;
    readonly services: ConsoleServices;
    readonly ports: ConsolePorts;
    readonly closers: (() => Promise<void> | void)[];
  },
): Promise<string> {
  const { system, log } = parts.graph.services;
  try {
    const server = await listen(config, parts.services, parts.ports);
    parts.closers.push(() => server.close());
    const access = (): ReturnType<typeof system.access> => ({
      addresses: server.addresses(),
      thisComputerOnly: isLoopback(config.host),
      needsToken: config.token !== null,
    });
    system.setRemoteAccess({ url: server.url, problem: null }, access);
    return server.url;
  } catch (error) {
    if (config.remoteAccess !== 'optional' || !(error instanceof StartError)) throw error;
    system.setRemoteAccess({ url: null, problem: error.message });
    log.add('warning', 'console', `Remote access is off. ${error.message}`);
    return '';
  }
}

async function listen(
  config: ConsoleConfig,
  services: ConsoleServices,
  ports: ConsolePorts,
): Promise<RunningServer> {
  try {
    return await startServer({ ...config, services, onError: ports.onError });
  } catch (error) {
    throw new StartError('no-server', listenProblem(config, error), { cause: error });
  }
}

function listenProblem({ host, port }: ConsoleConfig, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use by another program: stop that, or choose another one with --port.`;
    case 'EACCES':
      return `This user may not listen on port ${port}: choose one above 1023 with --port.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is not an address of this computer: choose another one with --host.`;
    default:
      return `The server could not start: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** @throws what the first part that cannot be closed throws; all others are closed, the devices above all. */
async function closeAll(closers: (() => Promise<void> | void)[]): Promise<void> {
  const failures: unknown[] = [];
  for (let close = closers.pop(); close !== undefined; close = closers.pop()) {
    try {
      await close();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
