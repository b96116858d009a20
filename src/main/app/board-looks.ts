import { AppError } from '#shared/domain/app-error.ts';
import type { BoardDisplay, BoardVariables } from '#shared/domain/board-display.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { DeviceService } from './device-service.ts';
import type { Clock } from './ports/clock.ts';
import type { BoardSetup } from './ports/driver.ts';

/** An answer that is younger serves everybody who looks, ms: a display counts seconds. */
const FRESH_MS = 1000;

/** What boards that regulate by themselves show and compute with: asked for while somebody looks, and only then. */
export class BoardLooks {
  private readonly devices: DeviceService;
  private readonly displays: Look<BoardDisplay>;
  private readonly variableSets: Look<BoardVariables>;

  constructor(devices: DeviceService, clock: Clock) {
    this.devices = devices;
    this.displays = new Look(clock, (setup) => setup.display());
    this.variableSets = new Look(clock, (setup) => setup.variables());
  }

  /** @throws AppError `invalid` for a device that is no such board, `unavailable` while it is away or does not answer. */
  display(id: DeviceId): Promise<BoardDisplay> {
    return this.displays.at(this.setupOf(id));
  }

  /** @throws as `display`. */
  variables(id: DeviceId): Promise<BoardVariables> {
    return this.variableSets.at(this.setupOf(id));
  }

  private setupOf(id: DeviceId): BoardSetup {
    const device = this.devices.get(id);
    const setup = device.boardSetup();
    if (setup === null) throw new AppError('invalid', `${device.device.name} is no board that regulates`);
    return setup;
  }
}

/** One question to a board, whose answer everybody gets who asks within a second. */
class Look<T> {
  private readonly clock: Clock;
  private readonly ask: (setup: BoardSetup) => Promise<T>;
  /** By board. `untilMs` is infinite while the answer is on its way. */
  private readonly answers = new WeakMap<BoardSetup, { readonly answer: Promise<T>; untilMs: number }>();

  constructor(clock: Clock, ask: (setup: BoardSetup) => Promise<T>) {
    this.clock = clock;
    this.ask = ask;
  }

  at(setup: BoardSetup): Promise<T> {
    const known = this.answers.get(setup);
    if (known !== undefined && this.clock.nowMs() < known.untilMs) return known.answer;
    const answer = this.ask(setup);
    const look = { answer, untilMs: Number.POSITIVE_INFINITY };
    this.answers.set(setup, look);
    answer.then(
      () => {
        look.untilMs = this.clock.nowMs() + FRESH_MS;
      },
      // Who asks after a failure asks the board anew.
      () => this.answers.delete(setup),
    );
    return answer;
  }
}
