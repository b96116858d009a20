import { AppError } from '#shared/domain/app-error.ts';
import type { ConsoleAccess, ConsoleStatus, ConsoleStorage } from '#shared/domain/console-status.ts';
import type { EmergencyStop } from './emergency-stop.ts';
import type { Kernel } from './kernel.ts';
import type { HistoryReader } from './ports/store.ts';
import type { Actor } from './services.ts';

/** Name in the store's memory: the user has not yet chosen between the simulated brewery and an empty console. */
export const FIRST_START = 'first-start';

export interface SystemServiceParts {
  readonly kernel: Kernel;
  readonly history: HistoryReader;
  readonly version: string;
  readonly emergencyStop: EmergencyStop;
  /** Removes the simulated brewery with its vessels and profiles. */
  readonly removeSimulatedBrewery: () => Promise<void>;
}

/** Where browsers reach a console that nobody can reach. */
const NO_ACCESS: ConsoleAccess = { addresses: [], thisComputerOnly: true, needsToken: false };

/** The console as a whole: told on channel `console` after each change. */
export class SystemService {
  private readonly parts: SystemServiceParts;
  private readonly startedAtMs: number;
  private remoteAccess: ConsoleStatus['remoteAccess'] = { url: null, problem: null };

  /** Asked anew each time: a computer changes its addresses. */
  private describeAccess: () => ConsoleAccess = () => NO_ACCESS;

  constructor(parts: SystemServiceParts) {
    this.parts = parts;
    this.startedAtMs = Math.round(parts.kernel.clock.wallMs());
    parts.emergencyStop.onChange(() => this.tell());
    this.tell();
  }

  status(): ConsoleStatus {
    const { kernel, version, emergencyStop } = this.parts;
    return {
      version,
      startedAtMs: this.startedAtMs,
      nowMs: Math.round(kernel.clock.wallMs()),
      speed: kernel.clock.speed,
      emergencyStop: { active: emergencyStop.active, sinceMs: emergencyStop.sinceMs },
      firstStart: kernel.store.memory.get(FIRST_START) !== null,
      remoteAccess: this.remoteAccess,
    };
  }

  /** What is kept on the disk. Only who may change the installation is told where. */
  async storage(actor: Actor): Promise<ConsoleStorage> {
    const { kernel, history } = this.parts;
    const { folder, ...sizes } = kernel.store.files();
    const firsts = (await history.series()).map(({ firstMs }) => firstMs);
    return {
      folder: actor.role === 'admin' ? folder : null,
      ...sizes,
      samplesFromMs: firsts.length === 0 ? null : Math.min(...firsts),
    };
  }

  access(): ConsoleAccess {
    return this.describeAccess();
  }

  /** Tells where browsers reach the console, or why they cannot. */
  setRemoteAccess(
    remoteAccess: ConsoleStatus['remoteAccess'],
    access: () => ConsoleAccess = () => NO_ACCESS,
  ): void {
    this.remoteAccess = remoteAccess;
    this.describeAccess = access;
    this.tell();
  }

  /** @throws AppError `conflict` when the choice has been made already. */
  async chooseFirstStart(choice: 'keep' | 'empty'): Promise<ConsoleStatus> {
    const { kernel, removeSimulatedBrewery } = this.parts;
    if (kernel.store.memory.get(FIRST_START) === null)
      throw new AppError('conflict', 'This has been chosen already');
    if (choice === 'empty') await removeSimulatedBrewery();
    kernel.store.memory.remove(FIRST_START);
    this.tell();
    return this.status();
  }

  /** Publishes the status; subscribers set their console clock by it. */
  tell(): void {
    this.parts.kernel.hub.publish('console', this.status(), { key: 'status' });
  }
}
