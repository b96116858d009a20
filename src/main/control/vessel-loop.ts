import type { PointId } from '#shared/domain/ids.ts';
import type { ActuatorRole, Vessel } from '#shared/domain/vessel.ts';
import {
  applyInterlocks,
  type Guarded,
  hasChangeover,
  isOverTemperature,
  type Verdict,
} from './interlocks.ts';
import type { LoopActuator, LoopInput, LoopOutput, LoopResult, SwitchRecord } from './loop-types.ts';
import { initialModulator, type ModulatorState, stepModulator } from './modulator.ts';
import {
  assignedTrack,
  type OutputTrack,
  recordWanted,
  restoreTracks,
  trackOutput,
  unrecordedTrack,
} from './output-track.ts';
import {
  idleRegulation,
  isRegulable,
  type Regulation,
  regulatedReading,
  stepRegulation,
} from './regulation.ts';

/** What is kept of one actuator between two steps. */
interface RoleState {
  readonly track: OutputTrack;
  readonly modulator: ModulatorState;
  /** The interlocks let the last wish pass. */
  readonly passed: boolean;
}

/** Everything that a vessel's loop remembers. Times are monotonic. */
export interface LoopState {
  /** Outputs as they were at the start, for the first step; null afterwards. */
  readonly restored: ReadonlyMap<PointId, OutputTrack> | null;
  readonly roles: Readonly<Record<ActuatorRole, RoleState | null>>;
  readonly regulation: Regulation;
  readonly overTemperature: boolean;
}

/** The loop of a vessel at a start of the console, or of a vessel that is new. Nothing is on. */
export function initialLoopState(input: {
  readonly records: readonly SwitchRecord[];
  readonly nowMs: number;
  readonly wallMs: number;
}): LoopState {
  const { records, nowMs, wallMs } = input;
  return {
    restored: restoreTracks(records, nowMs, wallMs),
    roles: { heater: null, cooler: null },
    regulation: idleRegulation(nowMs),
    overTemperature: false,
  };
}

/**
 * One step of the loop of a vessel: controller (once a second), time proportioning, interlocks. Called at each step of
 * console time for vessels with an output that pulses within seconds, and once a second for the others.
 */
export function stepVesselLoop(state: LoopState, input: LoopInput, nowMs: number): LoopResult<LoopState> {
  const roles = {
    heater: roleState(state, input, 'heater', nowMs),
    cooler: roleState(state, input, 'cooler', nowMs),
  };
  const overTemperature = isOverTemperature(
    state.overTemperature,
    safetyReadings(input),
    input.vessel.limits.maxTempC,
  );
  const regulation = stepRegulation(state.regulation, input, achieved(state.regulation, roles), nowMs);
  const heater = guard('heater', roles.heater, input, regulation, nowMs);
  const cooler = guard('cooler', roles.cooler, input, regulation, nowMs);
  const verdicts = applyInterlocks(
    { heater, cooler },
    { emergencyStop: input.emergencyStop, sensorBad: sensorsBad(input), overTemperature },
    nowMs,
  );
  const heaterEnd = finish('heater', heater, verdicts.heater, cooler, nowMs);
  const coolerEnd = finish('cooler', cooler, verdicts.cooler, heater, nowMs);
  const ends = [heaterEnd, coolerEnd].filter((end) => end !== null);
  return {
    state: {
      restored: null,
      roles: { heater: heaterEnd?.role ?? null, cooler: coolerEnd?.role ?? null },
      regulation,
      overTemperature,
    },
    outputs: ends.map((end) => end.output),
    pv: regulatedReading(input),
    chamberSpC: regulation.output?.chamberSpC ?? null,
    commits: ends.flatMap((end) => (end.commit === null ? [] : [end.commit])),
  };
}

/** What is kept of an actuator: as it was, as it was stored, or as one that nothing is known about. */
function roleState(state: LoopState, input: LoopInput, role: ActuatorRole, nowMs: number): RoleState | null {
  const actuator = input.actuators[role];
  if (actuator === null) return null;
  const last = state.roles[role];
  if (last?.track.pointId === actuator.pointId) return last;
  const stored = state.restored?.get(actuator.pointId);
  const fresh = state.restored === null ? assignedTrack(actuator, nowMs) : unrecordedTrack(actuator, nowMs);
  return { track: stored ?? fresh, modulator: initialModulator(nowMs), passed: true };
}

/** The good readings that the maximum temperature is held against, °C. */
function safetyReadings({ readings }: LoopInput): number[] {
  return [readings.beer, readings.chamber].flatMap((reading) =>
    reading.quality === 'good' ? [reading.value] : [],
  );
}

/**
 * Which outputs lack a sensor. Heat needs every assigned beer and chamber sensor, and at least one: without it the
 * maximum temperature means nothing. Cold needs what it is regulated by, or in manual any one of them.
 */
function sensorsBad(input: LoopInput): Record<ActuatorRole, boolean> {
  const { vessel, readings } = input;
  const assigned = (['beer', 'chamber'] as const).filter((role) => vessel.sensors[role] !== null);
  const good = assigned.filter((role) => readings[role].quality === 'good');
  const regulated = vessel.control.mode === 'auto' ? isRegulable(input) : good.length > 0;
  return { heater: good.length < assigned.length || good.length === 0 || !regulated, cooler: !regulated };
}

/** What the regulation made of its last demand, %: what the interlocks held back is missing from it. */
function achieved(regulation: Regulation, roles: Readonly<Record<ActuatorRole, RoleState | null>>): number {
  const demandPct = regulation.output?.demandPct ?? 0;
  const given = (role: RoleState | null, wantedPct: number): number => {
    if (role === null) return 0;
    return role.passed ? wantedPct : role.track.lastPct;
  };
  return given(roles.heater, Math.max(0, demandPct)) - given(roles.cooler, Math.max(0, -demandPct));
}

/** An output with its wish after time proportioning. */
function guard(
  role: ActuatorRole,
  last: RoleState | null,
  input: LoopInput,
  regulation: Regulation,
  nowMs: number,
): (Guarded & { readonly modulator: ModulatorState }) | null {
  const actuator = input.actuators[role];
  if (actuator === null || last === null) return null;
  const wish = wishOf(role, input.vessel, regulation);
  const { kind } = actuator;
  const modulator = stepModulator(
    last.modulator,
    { kind, demandPct: wish.wantedPct, passed: last.passed },
    nowMs,
  );
  return { actuator, track: last.track, wish: { ...wish, drivenPct: modulator.outPct }, modulator };
}

/** What the mode wants of an output, before time proportioning. */
function wishOf(
  role: ActuatorRole,
  { control }: Vessel,
  { output }: Regulation,
): Omit<Guarded['wish'], 'drivenPct'> {
  switch (control.mode) {
    case 'off':
      return { wantedPct: 0, reason: 'mode-off', yields: false };
    case 'manual':
      return {
        wantedPct: role === 'heater' ? control.manualHeatPct : control.manualCoolPct,
        reason: 'manual',
        yields: false,
      };
    case 'auto': {
      const demandPct = output?.demandPct ?? 0;
      const wantedPct = Math.max(0, role === 'heater' ? demandPct : -demandPct);
      if (wantedPct > 0) return { wantedPct, reason: 'regulating', yields: true };
      return { wantedPct, reason: output?.inBand === true ? 'in-band' : 'idle', yields: true };
    }
    default:
      return control.mode satisfies never;
  }
}

interface Finish {
  readonly role: RoleState;
  readonly output: LoopOutput;
  readonly commit: { readonly pointId: PointId; readonly on: boolean } | null;
}

/** What becomes of an output: its track after the verdict, what people are told, and what must be stored first. */
function finish(
  role: ActuatorRole,
  guarded: (Guarded & { readonly modulator: ModulatorState }) | null,
  verdict: Verdict | null,
  other: Guarded | null,
  nowMs: number,
): Finish | null {
  if (guarded === null || verdict === null) return null;
  const { actuator, wish, modulator } = guarded;
  const moved = trackOutput(guarded.track, actuator, verdict.outPct, nowMs);
  const wanted = needsRecord(actuator, other) ? recordWanted(moved, actuator.kind, nowMs) : null;
  const commit =
    wanted === null || wanted === moved.recordedOn ? null : { pointId: actuator.pointId, on: wanted };
  const track = commit === null ? moved : { ...moved, recordedOn: commit.on };
  const passed = verdict.outPct > 0 === wish.drivenPct > 0;
  return {
    role: { track, modulator, passed },
    output: {
      role,
      pointId: actuator.pointId,
      outPct: verdict.outPct,
      on: verdict.outPct > 0,
      wantedPct: wish.wantedPct,
      actualPct: track.averagePct,
      reason: verdict.reason,
      remainingS: verdict.remainingS,
      sinceNowMs: track.sinceMs,
    },
    commit,
  };
}

/** Protection times depend on the switches of compressors, and of what shares a vessel with one. */
function needsRecord(actuator: LoopActuator, other: Guarded | null): boolean {
  return actuator.kind === 'compressor' || (other !== null && hasChangeover({ actuator }, other));
}
