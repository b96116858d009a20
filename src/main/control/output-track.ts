import type { PointId } from '#shared/domain/ids.ts';
import { type OutputKind, outputTiming } from '#shared/domain/point.ts';
import type { LoopActuator, SwitchRecord } from './loop-types.ts';

/** What protection times need to know of one output. Times are monotonic, ms. */
export interface OutputTrack {
  readonly pointId: PointId;
  /** What the device has been told, and since when it is on or off. */
  readonly on: boolean;
  readonly sinceMs: number;
  /** The last instant at which it may have been on; `-Infinity`: never. */
  readonly lastOnMs: number;
  /** It was on when its device, or the console, was lost: it may be on until the device is heard again. */
  readonly unsure: boolean;
  /** What is stored about it; null: nothing. */
  readonly recordedOn: boolean | null;
  /** Average of what was given: of the last whole window, and the one in progress. */
  readonly averagePct: number;
  readonly windowStartMs: number;
  readonly windowPctMs: number;
  readonly lastMs: number;
  readonly lastPct: number;
}

/** Stored switches older than this are not trusted: the clock was wrong then, or is now. */
const PLAUSIBLE_MS = 366 * 86_400_000;

/** Every output that something is stored about, as it is after a start of the console. */
export function restoreTracks(
  records: readonly SwitchRecord[],
  nowMs: number,
  wallMs: number,
): ReadonlyMap<PointId, OutputTrack> {
  return new Map(records.map((record) => [record.pointId, restoreTrack(record, nowMs, wallMs)]));
}

/**
 * An output without a record at the start of the console. A compressor's history is unknown: it may have stopped
 * this instant. Every other output is stored before it moves, so that no record means never on.
 */
export function unrecordedTrack({ pointId, kind }: LoopActuator, nowMs: number): OutputTrack {
  return restingTrack(pointId, kind === 'compressor' ? nowMs : Number.NEGATIVE_INFINITY, null, nowMs);
}

/** An output that is assigned to a running vessel: another one may have switched it this instant. */
export function assignedTrack({ pointId }: LoopActuator, nowMs: number): OutputTrack {
  return restingTrack(pointId, nowMs, null, nowMs);
}

/** For how long it has certainly been off, s; infinite when it was never on. */
export function restS({ on, unsure, lastOnMs }: OutputTrack, nowMs: number): number {
  return on || unsure ? 0 : (nowMs - lastOnMs) / 1000;
}

/**
 * The lease that outputs are written with, ms: when the loop stands still for longer, the device has switched them off
 * by itself.
 */
export const LEASE_MS = 5000;

/** The track after the loop may have stood still: what was on has gone off when its lease ran out. */
export function afterStandstill(track: OutputTrack, nowMs: number): OutputTrack {
  const expiredMs = track.lastMs + LEASE_MS;
  if (!track.on || nowMs <= expiredMs) return track;
  return { ...track, on: false, sinceMs: expiredMs, lastOnMs: expiredMs, lastPct: 0 };
}

/** The track when its output is switched off past the loop. */
export function switchedOff(track: OutputTrack, nowMs: number): OutputTrack {
  return track.on ? { ...track, on: false, sinceMs: nowMs, lastOnMs: nowMs, lastPct: 0 } : track;
}

/** The track after the device has been told `outPct`. */
export function trackOutput(
  last: OutputTrack,
  actuator: LoopActuator,
  outPct: number,
  nowMs: number,
): OutputTrack {
  const connected = actuator.link === 'connected';
  const on = outPct > 0;
  const maybeOn = on || last.on || last.unsure;
  return {
    ...averaged(last, actuator.kind, outPct, nowMs),
    pointId: last.pointId,
    on,
    sinceMs: on === last.on ? last.sinceMs : nowMs,
    lastOnMs: maybeOn ? nowMs : last.lastOnMs,
    unsure: !connected && (last.on || last.unsure),
    recordedOn: last.recordedOn,
  };
}

/** Shortest pause after which an output that pulses counts as off, ms. */
const EPISODE_PAUSE_MS = 60_000;

/**
 * What ought to be stored about an output, or null when nothing. A compressor: every switch. A pulsing output:
 * on from its first pulse until it has rested for two of its windows, so that a pulse costs no write.
 */
export function recordWanted(track: OutputTrack, kind: OutputKind, nowMs: number): boolean | null {
  const maybeOn = track.on || track.unsure;
  if (kind === 'compressor') return maybeOn;
  if (track.lastOnMs === Number.NEGATIVE_INFINITY) return null;
  const pauseMs = Math.max(EPISODE_PAUSE_MS, 2000 * outputTiming[kind].windowS);
  const rested = nowMs - track.lastOnMs >= pauseMs;
  if (maybeOn) return true;
  return rested || track.recordedOn === null ? false : track.recordedOn;
}

function restoreTrack({ pointId, on, atMs }: SwitchRecord, nowMs: number, wallMs: number): OutputTrack {
  const elapsedMs = wallMs - atMs;
  const plausible = !on && elapsedMs >= 0 && elapsedMs <= PLAUSIBLE_MS;
  const track = restingTrack(pointId, plausible ? nowMs - elapsedMs : nowMs, on, nowMs);
  // Who was on when the console died is off only from the instant at which the device is heard again.
  return { ...track, unsure: on };
}

function restingTrack(
  pointId: PointId,
  lastOnMs: number,
  recordedOn: boolean | null,
  nowMs: number,
): OutputTrack {
  return {
    pointId,
    on: false,
    sinceMs: Number.isFinite(lastOnMs) ? lastOnMs : nowMs,
    lastOnMs,
    unsure: false,
    recordedOn,
    averagePct: 0,
    windowStartMs: nowMs,
    windowPctMs: 0,
    lastMs: nowMs,
    lastPct: 0,
  };
}

type Average = Pick<OutputTrack, 'averagePct' | 'windowStartMs' | 'windowPctMs' | 'lastMs' | 'lastPct'>;

/** Adds the time since the last step to the window, and closes the window when it is full. */
function averaged(last: OutputTrack, kind: OutputKind, outPct: number, nowMs: number): Average {
  const windowMs = outputTiming[kind].windowS * 1000;
  if (windowMs === 0) {
    return { averagePct: outPct, windowStartMs: nowMs, windowPctMs: 0, lastMs: nowMs, lastPct: outPct };
  }
  const windowPctMs = last.windowPctMs + last.lastPct * (nowMs - last.lastMs);
  const elapsedMs = nowMs - last.windowStartMs;
  if (elapsedMs < windowMs) {
    return {
      averagePct: last.averagePct,
      windowStartMs: last.windowStartMs,
      windowPctMs,
      lastMs: nowMs,
      lastPct: outPct,
    };
  }
  return {
    averagePct: windowPctMs / elapsedMs,
    windowStartMs: nowMs,
    windowPctMs: 0,
    lastMs: nowMs,
    lastPct: outPct,
  };
}
