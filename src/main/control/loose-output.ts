import { applyInterlocks, type Hazards, type Verdict } from './interlocks.ts';
import type { LoopActuator, SwitchRecord } from './loop-types.ts';
import {
  afterStandstill,
  type OutputTrack,
  restoreTracks,
  trackOutput,
  unrecordedTrack,
} from './output-track.ts';

/** An output that no vessel has is off, except while somebody tests it. */
export interface LooseInput {
  readonly actuator: LoopActuator;
  readonly tested: boolean;
  readonly emergencyStop: boolean;
}

export interface LooseResult {
  readonly track: OutputTrack;
  readonly verdict: Verdict;
  /** What must be stored before the output is written, or null. */
  readonly commit: { readonly on: boolean } | null;
}

/** What is known about an output when no vessel has it any more, or at a start of the console. */
export function looseTrack(
  actuator: LoopActuator,
  records: readonly SwitchRecord[],
  nowMs: number,
  wallMs: number,
): OutputTrack {
  return restoreTracks(records, nowMs, wallMs).get(actuator.pointId) ?? unrecordedTrack(actuator, nowMs);
}

/** One step of an output that no vessel has. It passes the interlocks of every other output. */
export function stepLooseOutput(last: OutputTrack, input: LooseInput, nowMs: number): LooseResult {
  const { actuator, tested, emergencyStop } = input;
  const before = afterStandstill(last, nowMs);
  const wish = tested
    ? ({ wantedPct: 100, drivenPct: 100, reason: 'test', yields: false } as const)
    : ({ wantedPct: 0, drivenPct: 0, reason: 'mode-off', yields: false } as const);
  // Nothing is known about what it heats or cools; a vessel's own hazards begin when it has one.
  const hazards: Hazards = {
    emergencyStop,
    notPermitted: { heater: null, cooler: null },
    sensorBad: { heater: false, cooler: false },
    overTemperature: false,
  };
  const verdicts = applyInterlocks(
    { heater: null, cooler: { actuator, track: before, wish } },
    hazards,
    nowMs,
  );
  const verdict = verdicts.cooler ?? { outPct: 0, reason: 'mode-off', remainingS: null };
  const after = trackOutput(before, actuator, verdict.outPct, nowMs);
  const recordedOn = recordedOf(after);
  return {
    track: { ...after, recordedOn },
    verdict,
    commit: recordedOn === null || recordedOn === last.recordedOn ? null : { on: recordedOn },
  };
}

/** Every switch is stored, of whatever kind the output is: the vessel that gets it next may need to know. */
function recordedOf({ on, unsure, recordedOn }: OutputTrack): boolean | null {
  const maybeOn = on || unsure;
  return maybeOn || recordedOn !== null ? maybeOn : null;
}
