import type { Link } from '#shared/domain/device.ts';
import type { PointId } from '#shared/domain/ids.ts';
import type { OutputReason } from '#shared/domain/output.ts';
import type { OutputKind } from '#shared/domain/point.ts';
import type { Reading } from '#shared/domain/reading.ts';
import type { ActuatorRole, SensorRole, Vessel } from '#shared/domain/vessel.ts';

/** The last switch of an output, kept over restarts so that protection times go on. */
export interface SwitchRecord {
  readonly pointId: PointId;
  readonly on: boolean;
  /** Console wall clock of the switch, ms. */
  readonly atMs: number;
}

/** An actuator as the loop sees it. */
export interface LoopActuator {
  readonly pointId: PointId;
  readonly kind: OutputKind;
  /** State of the link to its device. */
  readonly link: Link;
}

/** Somebody looks what an output does. It is on as far as the interlocks allow, and only while its vessel is off. */
export interface LoopTest {
  readonly role: ActuatorRole;
  /** How much longer it may last, s. */
  readonly leftS: number;
}

/** Everything that one step of a vessel's loop is given, beside its state and the time. */
export interface LoopInput {
  readonly vessel: Vessel;
  /** Setpoint of the target, °C, from the constant or the profile; null unless the mode is auto, and where the profile switches control off. */
  readonly spC: number | null;
  /** The profile has switched control off, for so long, s (null: nobody knows); null where it has not. */
  readonly profileOff: { readonly forS: number | null } | null;
  /** Every role has its reading; a role without a sensor reads bad, `not-assigned`. */
  readonly readings: Readonly<Record<SensorRole, Reading>>;
  /** The probe that each role is read by now; null without a sensor. */
  readonly probes: Readonly<Record<SensorRole, PointId | null>>;
  /** The hottest that any good beer or chamber probe says, spares too, without smoothing, °C; null: none is good. */
  readonly hottestC: number | null;
  readonly actuators: Readonly<Record<ActuatorRole, LoopActuator | null>>;
  /** False for an output whose contact is not on, or whose contact nobody can read. */
  readonly permits: Readonly<Record<ActuatorRole, boolean>>;
  readonly emergencyStop: boolean;
  readonly test: LoopTest | null;
}

/** What becomes of one output in a step. */
export interface LoopOutput {
  readonly role: ActuatorRole;
  readonly pointId: PointId;
  /** What the device is told: 0 or 100, or a duty for `pwm`. */
  readonly outPct: number;
  readonly on: boolean;
  /** What the controller or the person wants, %. */
  readonly wantedPct: number;
  /** Average of what was given over the last window, %. */
  readonly actualPct: number;
  readonly reason: OutputReason;
  /** How long the reason lasts at least, s. */
  readonly remainingS: number | null;
  /** Monotonic time of the last change between on and off. */
  readonly sinceNowMs: number;
}

/** The answer of a step. */
export interface LoopResult<State> {
  readonly state: State;
  readonly outputs: readonly LoopOutput[];
  /** The reading of what is regulated (in off and manual: the beer, or the chamber where there is no beer sensor). */
  readonly pv: Reading;
  /** The chamber's setpoint that a cascade asks for, °C. */
  readonly chamberSpC: number | null;
  /** Switches that must be stored before the outputs are written (protection times depend on them). */
  readonly commits: readonly { readonly pointId: PointId; readonly on: boolean }[];
}
