import { AppError } from '#shared/domain/app-error.ts';
import {
  type BoardConstants,
  type BoardPart,
  type BoardRole,
  type BoardWiring,
  isSameWiring,
} from '#shared/domain/board-part.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import { type BoardRests, restWords } from './board-rests.ts';
import type { BoardVessels } from './board-vessels.ts';
import type { DeviceService } from './device-service.ts';
import type { LogService } from './log-service.ts';
import type { BoardSetup } from './ports/driver.ts';
import type { VesselService } from './vessel-service.ts';

export interface BoardPartsParts {
  readonly log: LogService;
  readonly devices: DeviceService;
  readonly vessels: VesselService;
  readonly boards: BoardVessels;
  readonly rests: BoardRests;
  readonly ensureReleased: () => void;
}

/** What is connected to boards that regulate by themselves: given roles, calibrated, tried out. */
export class BoardParts {
  private readonly parts: BoardPartsParts;
  private readonly busy = new Set<DeviceId>();
  /** Lists that boards are being asked for. */
  private readonly listings = new Map<DeviceId, Promise<BoardPart[]>>();

  constructor(parts: BoardPartsParts) {
    this.parts = parts;
  }

  /** Listing takes a board seconds in which it answers nothing else: who looks meanwhile gets the same list. */
  list(id: DeviceId): Promise<BoardPart[]> {
    const setup = this.setupOf(id);
    const listing =
      this.listings.get(id) ??
      this.partsOf(id, setup).finally(() => {
        this.listings.delete(id);
      });
    this.listings.set(id, listing);
    return listing;
  }

  /** @throws AppError `conflict` while the vessel runs, or when something else has the role. */
  async install(id: DeviceId, wiring: BoardWiring, role: BoardRole, by: string): Promise<BoardPart[]> {
    return this.change(id, async (setup) => {
      checkFits(wiring, role);
      const holder = (await this.partsOf(id, setup)).find(
        (part) => part.role === role && !isSameWiring(part.wiring, wiring),
      );
      // The board would not object, and then obey one of the two.
      if (holder !== undefined) {
        throw new AppError(
          'conflict',
          `${wordOf(holder.wiring)} already is the ${wordsOf[role]}: take that role away first`,
        );
      }
      await setup.install(wiring, role);
      if (role === 'cooler') this.parts.rests.learnCooler(id, wiring);
      this.say(id, `${wordOf(wiring)} is the ${wordsOf[role]} now, set by ${by}`);
    });
  }

  async uninstall(id: DeviceId, slot: number, by: string): Promise<BoardPart[]> {
    return this.change(id, async (setup) => {
      await setup.uninstall(slot);
      this.say(id, `Slot ${slot} has no role any more, by ${by}`);
    });
  }

  async calibrate(id: DeviceId, slot: number, offsetC: number, by: string): Promise<BoardPart[]> {
    const setup = this.setupOf(id);
    const part = (await this.partsOf(id, setup)).find((each) => each.slot === slot);
    if (part?.wiring.kind !== 'probe')
      throw new AppError('invalid', `slot: there is no probe in slot ${slot}`);
    await setup.calibrate(slot, offsetC);
    this.say(id, `The probe in slot ${slot} is calibrated by ${offsetC} °C, by ${by}`);
    return this.partsOf(id, setup);
  }

  /** Switches a pin on for five seconds. Whatever hangs on it may be a compressor, so it rests afterwards. */
  async tryOutput(id: DeviceId, pin: number, inverted: boolean, by: string): Promise<void> {
    const { boards, rests } = this.parts;
    this.parts.ensureReleased();
    const vessel = this.vesselOff(id);
    await this.alone(id, async (setup) => {
      await this.checkRest(id, setup, pin);
      this.say(id, `Pin ${pin} is switched on for five seconds by ${by}`);
      try {
        const trial = (): Promise<void> => setup.tryOutput(pin, inverted, () => this.ensureAllowed(id));
        await (vessel === undefined ? trial() : boards.tried(vessel, trial));
      } finally {
        rests.tried(id, pin);
      }
    });
  }

  constants(id: DeviceId): BoardConstants {
    return this.setupOf(id).constants();
  }

  async setConstant(id: DeviceId, name: string, value: number, by: string): Promise<BoardConstants> {
    const setup = this.setupOf(id);
    await setup.setConstant(name, value);
    this.say(id, `${name} is ${value} now, set by ${by}`);
    return setup.constants();
  }

  private async change(id: DeviceId, work: (setup: BoardSetup) => Promise<void>): Promise<BoardPart[]> {
    this.vesselOff(id);
    return this.alone(id, async (setup) => {
      await work(setup);
      return this.partsOf(id, setup);
    });
  }

  private async partsOf(id: DeviceId, setup: BoardSetup): Promise<BoardPart[]> {
    const parts = await setup.parts();
    this.parts.rests.learn(id, parts);
    return parts;
  }

  /** One change of a board at a time. */
  private async alone<T>(id: DeviceId, work: (setup: BoardSetup) => Promise<T>): Promise<T> {
    const setup = this.setupOf(id);
    if (this.busy.has(id))
      throw new AppError('conflict', 'This board is being set up just now: wait until that is done');
    this.busy.add(id);
    try {
      return await work(setup);
    } finally {
      this.busy.delete(id);
    }
  }

  /** @throws AppError `conflict` while what hangs on a pin rests. */
  private async checkRest(id: DeviceId, setup: BoardSetup, pin: number): Promise<void> {
    await this.partsOf(id, setup);
    const leftS = this.parts.rests.pinRestS(id, pin);
    if (leftS === 0) return;
    throw new AppError(
      'conflict',
      `What hangs on pin ${pin} may be a compressor: it rests for another ${restWords(leftS)}`,
      { retryAfterS: leftS },
    );
  }

  /** Much can happen while a board is asked. @throws AppError `conflict` when a trial may not begin any more. */
  private ensureAllowed(id: DeviceId): void {
    this.parts.ensureReleased();
    const vessel = this.parts.vessels.ofBoard(id);
    if (vessel !== undefined && vessel.control.mode !== 'off')
      throw new AppError('conflict', `${vessel.name} was started: switch it off to try what its board has`);
  }

  /** The vessel of a board. @throws AppError `conflict` unless it is off. */
  private vesselOff(id: DeviceId): Vessel | undefined {
    const vessel = this.parts.vessels.ofBoard(id);
    const { board, device } = this.parts.devices.get(id);
    const regulates = board !== null && board.mode !== 'off';
    if (vessel === undefined) {
      if (regulates)
        throw new AppError('conflict', `${device.name} regulates: switch it off before it is set up`);
      return undefined;
    }
    if (vessel.control.mode !== 'off' || regulates) {
      throw new AppError('conflict', `${vessel.name} is running: switch it off before its board is set up`);
    }
    return vessel;
  }

  /** @throws AppError `invalid` for a device that is no such board, `unavailable` while it is away. */
  private setupOf(id: DeviceId): BoardSetup {
    const device = this.parts.devices.get(id);
    const setup = device.boardSetup();
    if (setup === null)
      throw new AppError('invalid', `${device.device.name} is no board that is set up here`);
    return setup;
  }

  private say(id: DeviceId, message: string): void {
    this.parts.log.add('info', this.parts.devices.get(id).device.name, message);
  }
}

const wordsOf: Readonly<Record<BoardRole, string>> = {
  'beer-sensor': 'beer sensor',
  'chamber-sensor': 'chamber sensor',
  'room-sensor': 'room sensor',
  cooler: 'cooler',
  heater: 'heater',
  door: 'door switch',
  light: 'light',
  fan: 'fan',
};

const wordOf = (wiring: BoardWiring): string =>
  wiring.kind === 'probe' ? `Probe ${wiring.address}` : `Pin ${wiring.pin}`;

function checkFits(wiring: BoardWiring, role: BoardRole): void {
  if (role.endsWith('-sensor') === (wiring.kind === 'probe')) return;
  throw new AppError('invalid', `role: ${wordOf(wiring)} cannot be the ${wordsOf[role]}`);
}
