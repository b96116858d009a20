import type { BoardDisplay, BoardVariables } from '#shared/domain/board-display.ts';
import type { BoardConstants, BoardPart, BoardRole, BoardWiring } from '#shared/domain/board-part.ts';
import type { AddressHints, Link } from '#shared/domain/device.ts';
import type { LogLevel } from '#shared/domain/log-entry.ts';
import type { MeasuredQuantity, OutputKind } from '#shared/domain/point.ts';
import type { BadReason } from '#shared/domain/reading.ts';
import type { SetpointSource, VesselMode, VesselTarget } from '#shared/domain/vessel.ts';
import type { Clock } from './clock.ts';
import type { LaterWork } from './later-work.ts';

/** What a driver heard from a sensor: a value in the unit of the point, before calibration, or why there is none. */
export type RawReading =
  | { readonly quality: 'good'; readonly value: number }
  | { readonly quality: 'bad'; readonly reason: BadReason };

/** A text that is kept for a device over restarts. */
export interface DriverMemory {
  readonly load: () => string | null;
  readonly provide: (snapshot: () => string) => void;
}

/** A point as its driver has to know it. */
export type DriverPoint =
  | { readonly kind: 'temperature' | 'input'; readonly address: string }
  | { readonly kind: 'output'; readonly address: string; readonly outputKind: OutputKind }
  | { readonly kind: 'measure'; readonly address: string; readonly quantity: MeasuredQuantity };

/**
 * What the console gives a driver. None of the calls throws. Timers, and promises that nobody waits for, go through `every`, `after`
 * and `run`: what throws elsewhere, where nobody catches it, ends the console. They end when the driver has been closed.
 */
export interface DriverContext extends LaterWork {
  /** Where the device is connected, as the user typed it. */
  readonly connection: string;
  readonly clock: Clock;
  /** The points that the user has set up on the device, as they are now. */
  points(): readonly DriverPoint[];
  /**
   * A sensor has been read, or reading it has failed. To be said each time, also when the value is the same: what is not said
   * again grows stale (`DriverFamily.staleAfterMs`). An address that is no point does no harm. @param ageMs how long ago; absent: just now.
   */
  onReading(address: string, reading: RawReading, ageMs?: number): void;
  /** A board that regulates by itself has said what it does. */
  onBoard(report: BoardReport): void;
  /** Something that people should find in the log, such as what a board says about its sensors. Its amount is bounded by the driver. */
  onLog(level: LogLevel, message: string): void;
  /**
   * The link has changed; `text` says why in words. It begins as `connecting`. Whatever is not `connected` forgets the readings; after
   * it, `connected` says that the outputs have gone off. The same again is nothing.
   */
  onLink(link: Link, text: string): void;
  /**
   * The device switches its outputs off by itself when it has heard nothing for so long, s. It holds for one connection: the next
   * board may be another one.
   */
  onDeadMan(afterS: number): void;
  /** The driver itself has failed: an alarm says so until a minute has passed without another fault. */
  onFault(error: unknown): void;
  /** Calls back at each step of console time, until the driver is closed. Simulated devices live by it. */
  onStep(step: (nowMs: number) => void): void;
  /** What the console keeps for this device over restarts: `provide` names the function that it asks every few seconds. */
  readonly memory: DriverMemory;
}

/** How long a write holds, ms from now. Real time for all but simulated devices, which count console time (`onStep`). */
export interface Lease {
  readonly validForMs: number;
}

/**
 * A board whose points our control loop drives. Opening returns at once; the driver connects in the background,
 * retries for ever, and on each connect switches every output off before anything else.
 */
export interface PointDriver {
  readonly kind: 'points';
  /**
   * Sets an output: 0 or 100 %, or any duty of kind `pwm`. Returns at once, and does nothing while the device is not connected.
   * An output that is not written again within its lease is off: by the device itself where it can, else by the driver.
   */
  write(address: string, outPct: number, lease: Lease): void;
  /** The points of the device are others than before; absent where their addresses need no setting up. */
  pointsChanged?(): void;
  /**
   * Switches every output off, ahead of whatever waits. Resolves when the device has confirmed, or rejects. What has not settled within
   * 3 s is said not to be stopped.
   */
  allOff(): Promise<void>;
  /** Switches every output off and lets go of the transport, within 5 s: after 6 s it is left to itself, and said. */
  close(): Promise<void>;
}

/** What a board that regulates by itself is doing. */
export type BoardActivity = 'idle' | 'heating' | 'cooling' | 'waiting';

/** What a board that regulates by itself says of its regulation. Temperatures in °C. */
export interface BoardReport {
  /** `unknown`: it says something that is no mode; people must look at it. */
  readonly mode: VesselMode | 'unknown';
  readonly target: VesselTarget;
  readonly source: SetpointSource;
  /** What it is told to hold; null when it has no such setpoint. */
  readonly beerSpC: number | null;
  readonly chamberSpC: number | null;
  readonly activity: BoardActivity;
  /** The same in words, with the reason and the time that it waits for, when it says them. */
  readonly text: string;
}

/** What a board that regulates by itself can be told. The setpoint has been checked against the vessel's limits. */
export type BoardCommand =
  | { readonly mode: 'off' }
  | {
      readonly mode: 'auto';
      readonly target: VesselTarget;
      readonly source: SetpointSource;
      /** °C. */
      readonly spC: number;
    };

/**
 * Setting up what is connected to a board, and looking into it. Each call waits for the board's own confirmation.
 * @throws from every call AppError `unavailable` in words when the board is away, does not answer or does not take it.
 */
export interface BoardSetup {
  /** What is connected, with what it reads now. */
  parts(): Promise<BoardPart[]>;
  /** Gives something its role, in the slot that it has or in a free one. */
  install(wiring: BoardWiring, role: BoardRole): Promise<void>;
  uninstall(slot: number): Promise<void>;
  /** @param offsetC added to the readings of a probe, °C */
  calibrate(slot: number, offsetC: number): Promise<void>;
  /**
   * Switches a pin on for five seconds, and the board's mode to off afterwards.
   * @param ensureAllowed throws when it may not go on any more; asked at the last moment, since making ready takes seconds
   */
  tryOutput(pin: number, inverted: boolean, ensureAllowed: () => void): Promise<void>;
  constants(): BoardConstants;
  setConstant(name: string, value: number): Promise<void>;
  /** What the board computes with at this moment. */
  variables(): Promise<BoardVariables>;
  /** What its display shows at this moment. */
  display(): Promise<BoardDisplay>;
}

/**
 * A board that regulates one vessel by itself: it is told mode and setpoint, and holds them when we vanish. Its probes are
 * the points `beer`, `chamber` and `room`; what it does comes through `onBoard`.
 */
export interface BoardDriver {
  readonly kind: 'board';
  /** Absent for a board that is set up elsewhere. */
  readonly setup?: BoardSetup;
  /**
   * Tells the board, and waits until it has confirmed that it now holds just that.
   * @throws AppError `unavailable` in words when it does not answer or holds something else.
   */
  command(command: BoardCommand): Promise<void>;
  /** Mode off, ahead of whatever waits. Rejects when the board has not confirmed within 3 s. */
  allOff(): Promise<void>;
  /** Lets go of the transport. The board goes on regulating by itself. */
  close(): Promise<void>;
}

/** When values that were sent belong to, and when the next ones are due. */
export interface FeedTiming {
  /** How often the sender says that it sends, ms; null when it does not say. */
  readonly everyMs: number | null;
  /** How long ago they arrived, ms. */
  readonly ageMs: number;
}

/**
 * A device that only reports: its values are sent to the console by a program or an instrument on the network. Nothing can be
 * switched through it.
 */
export interface FeedDriver {
  readonly kind: 'feed';
  /** Takes values by the address of their points; they become readings, and bad ones when no more come. */
  receive(values: ReadonlyMap<string, RawReading>, timing?: FeedTiming): void;
  /** There is nothing to switch off. */
  allOff(): Promise<void>;
  close(): Promise<void>;
}

export type Driver = PointDriver | BoardDriver | FeedDriver;

/** One family of devices, as the registry knows it. */
export interface DriverFamily {
  /** Stored with each device, such as `simulated`. */
  readonly name: string;
  /** Whether our loop drives its points, the board regulates by itself, or it only reports. */
  readonly kind: Driver['kind'];
  /** What people call it. */
  readonly title: string;
  /** What to type as connection, in words. */
  readonly connectionHint: string;
  /**
   * What an address looks like for each kind of point that it has. Screens offer the kinds named here; what else is taken
   * `checkAddress` decides, except that a `measure` needs its hint. Absent: screens offer what suits the kind of driver.
   */
  readonly addressHints?: AddressHints;
  /**
   * True where outputs stay as they are when the computer of the console dies or cannot reach the device any more, whatever
   * farewell was left, unless a device says otherwise (`onDeadMan`). A vessel with such an output runs once somebody has accepted it.
   */
  readonly outputsStay?: boolean;
  /** A reading older than this is no longer one, ms; absent: ten seconds, which suits what reads once a second. */
  readonly staleAfterMs?: number;
  /** Temperature points that a new device comes with, since each device of the family has them. Their names stand behind that of the device. */
  readonly probes?: readonly { readonly address: string; readonly name: string }[];
  /** True when it lives in simulated time; only such devices are opened at a speed other than 1. */
  readonly simulated: boolean;
  /** @throws AppError `invalid`, beginning with `connection: `, when the connection makes no sense for this driver. */
  checkConnection(connection: string): void;
  /**
   * @throws AppError `invalid`, beginning with `address: ` or `outputKind: `, when an address makes no sense for this kind of point;
   * absent: any text is taken.
   */
  checkAddress?(point: DriverPoint): void;
  /** Whether two points of other addresses are on one pin and undo each other; absent: no two are. */
  clash?(a: DriverPoint, b: DriverPoint): boolean;
  open(context: DriverContext): Driver;
}
