import type { Link } from '#shared/domain/device.ts';
import type { OutputReason } from '#shared/domain/output.ts';
import { outputTiming } from '#shared/domain/point.ts';
import type { ActuatorRole } from '#shared/domain/vessel.ts';
import type { LoopActuator } from './loop-types.ts';
import { type OutputTrack, restS } from './output-track.ts';

/**
 * After heating, cooling by a compressor waits this long, and the reverse (BrewPi: MIN_SWITCH_TIME). Otherwise
 * the two chase the lag of the chamber.
 */
export const CHANGEOVER_S = 600;

/** After the maximum temperature was passed, the heater stays off until everything is this far below it, °C. */
export const OVER_TEMPERATURE_RELEASE_C = 1;

/** What a person or a controller wants of one output, after time proportioning. */
export interface Wish {
  /** What is wanted on average, %. */
  readonly wantedPct: number;
  /** What time proportioning makes of it at this instant, %. */
  readonly drivenPct: number;
  readonly reason: Extract<
    OutputReason,
    'regulating' | 'in-band' | 'idle' | 'manual' | 'test' | 'profile-off' | 'mode-off' | 'control-fault'
  >;
  /** Only the wish of a controller gives way to the shortest run of a compressor; a person's stop is obeyed. */
  readonly yields: boolean;
}

/** An output that is held off. */
export interface Held {
  /** For how long still, s; null when unknown. */
  readonly remainingS: number | null;
}

/** State of the vessel that its interlocks act on. */
export interface Hazards {
  readonly emergencyStop: boolean;
  /** The contact that an output needs is not on, or has not been on for long enough; null: it may go on. */
  readonly notPermitted: Readonly<Record<ActuatorRole, Held | null>>;
  /** A sensor is bad without which this output must not run. */
  readonly sensorBad: Readonly<Record<ActuatorRole, boolean>>;
  readonly overTemperature: boolean;
}

/** One output before its interlocks. */
export interface Guarded {
  readonly actuator: LoopActuator;
  readonly track: OutputTrack;
  readonly wish: Wish;
}

/** What an output is told, and why. */
export interface Verdict {
  readonly outPct: number;
  readonly reason: OutputReason;
  /** How long the reason lasts at least, s; null when unknown. */
  readonly remainingS: number | null;
}

export type Guardeds = Readonly<Record<ActuatorRole, Guarded | null>>;
export type Verdicts = Readonly<Record<ActuatorRole, Verdict | null>>;

/**
 * What the outputs of a vessel are told. No controller and no person gets past this function. In order: emergency
 * stop, device, mode off, contacts, sensors, maximum temperature, heat and cool never together, compressor times.
 */
export function applyInterlocks(outputs: Guardeds, hazards: Hazards, nowMs: number): Verdicts {
  const heaterStop = hardStop('heater', outputs.heater, hazards);
  const coolerStop = hardStop('cooler', outputs.cooler, hazards);
  const heaterClaims = outputs.heater !== null && heaterStop === null && isHeldOn(outputs.heater, nowMs);
  const cooler =
    outputs.cooler && (coolerStop ?? settle(outputs.cooler, outputs.heater, heaterClaims, nowMs));
  const coolerClaims =
    !heaterClaims && coolerStop === null && outputs.cooler !== null && claims(outputs.cooler, cooler);
  const heater =
    outputs.heater && (heaterStop ?? settle(outputs.heater, outputs.cooler, coolerClaims, nowMs));
  return { heater, cooler };
}

/**
 * Whether the maximum temperature holds the heater off. It stays so until every probe is well below.
 * @param hottestC the hottest good reading, °C; null: nothing is known and nothing changes
 */
export function isOverTemperature(last: boolean, hottestC: number | null, maxTempC: number): boolean {
  if (hottestC === null) return last;
  return hottestC >= (last ? maxTempC - OVER_TEMPERATURE_RELEASE_C : maxTempC);
}

/** The reasons that switch off at once, whatever the protection times say. */
function hardStop(role: ActuatorRole, output: Guarded | null, hazards: Hazards): Verdict | null {
  if (output === null) return null;
  if (hazards.emergencyStop) return off('emergency-stop');
  const lost = linkStop(output.actuator.link);
  if (lost !== null) return off(lost);
  if (output.wish.reason === 'mode-off') return off('mode-off');
  const held = hazards.notPermitted[role];
  if (held !== null) return off('not-permitted', held.remainingS);
  if (hazards.sensorBad[role]) return off('sensor-bad');
  if (output.wish.reason === 'control-fault') return off('control-fault');
  if (role === 'heater' && hazards.overTemperature) return off('over-temperature');
  return null;
}

function linkStop(link: Link): OutputReason | null {
  switch (link) {
    case 'connected':
      return null;
    case 'not-driven':
      return 'not-driven';
    case 'connecting':
    case 'lost':
      return 'device-lost';
    default:
      return link satisfies never;
  }
}

/** The softer interlocks: the other output, and protection times. */
function settle(output: Guarded, other: Guarded | null, otherClaims: boolean, nowMs: number): Verdict {
  const { wish, track } = output;
  if (otherClaims && wants(output)) {
    return off('opposite-running', other?.track.on === true ? positive(minOnLeftS(other, nowMs)) : null);
  }
  if (otherClaims) return off(wish.reason);
  if (wish.drivenPct > 0) {
    const wait = track.on ? null : startWait(output, other, nowMs);
    const remainingS = wish.yields ? positive(minOnLeftS(output, nowMs)) : null;
    return wait ?? { outPct: wish.drivenPct, reason: wish.reason, remainingS };
  }
  if (isHeldOn(output, nowMs)) {
    return { outPct: 100, reason: 'min-on-time', remainingS: positive(minOnLeftS(output, nowMs)) };
  }
  // In the off-part of a window, say why the output would not start.
  const wait = wish.wantedPct > 0 ? startWait(output, other, nowMs) : null;
  return wait ?? off(wish.reason);
}

/** What keeps an output from starting, or null. Of two waits the one that ends last is told. */
function startWait(output: Guarded, other: Guarded | null, nowMs: number): Verdict | null {
  const { minOffS } = outputTiming[output.actuator.kind];
  const offS = minOffS === 0 ? 0 : minOffS - restS(output.track, nowMs);
  const changeoverS =
    other !== null && hasChangeover(output, other) ? CHANGEOVER_S - restS(other.track, nowMs) : 0;
  if (offS <= 0 && changeoverS <= 0) return null;
  return offS >= changeoverS ? off('min-off-time', offS) : off('changeover', changeoverS);
}

/** Change-over times hold where one of the two is a compressor: its vessel answers slowly. */
export function hasChangeover(output: Pick<Guarded, 'actuator'>, other: Pick<Guarded, 'actuator'>): boolean {
  return output.actuator.kind === 'compressor' || other.actuator.kind === 'compressor';
}

/** A controller wants it off, but it has not run for its shortest time. */
function isHeldOn(output: Guarded, nowMs: number): boolean {
  const { track, wish } = output;
  return track.on && wish.yields && wish.drivenPct <= 0 && minOnLeftS(output, nowMs) > 0;
}

function minOnLeftS({ actuator, track }: Guarded, nowMs: number): number {
  const { minOnS } = outputTiming[actuator.kind];
  if (minOnS === 0) return 0;
  return track.on ? minOnS - (nowMs - track.sinceMs) / 1000 : minOnS;
}

/** It runs, or would if its protection times let it: the other one stays off meanwhile. */
function claims(output: Guarded, verdict: Verdict | null): boolean {
  return wants(output) || (verdict?.outPct ?? 0) > 0;
}

function wants({ wish }: Guarded): boolean {
  return wish.wantedPct > 0 || wish.drivenPct > 0;
}

function off(reason: OutputReason, remainingS: number | null = null): Verdict {
  return { outPct: 0, reason, remainingS };
}

function positive(seconds: number): number | null {
  return seconds > 0 ? seconds : null;
}
