import type { PointId } from '#shared/domain/ids.ts';
import type { Reading } from '#shared/domain/reading.ts';
import { type ActuatorRole, actuatorRoles, type Vessel } from '#shared/domain/vessel.ts';
import {
  goodOrNull,
  hazardsOf,
  isBlind,
  isTested,
  needsChamber,
  notPermitted,
  type RefusedAt,
} from './hazards.ts';
import {
  applyInterlocks,
  type Guarded,
  type Guardeds,
  hasChangeover,
  isOverTemperature,
  type Verdict,
} from './interlocks.ts';
import type { LoopActuator, LoopInput, LoopOutput, LoopResult, SwitchRecord } from './loop-types.ts';
import { forcedOn, initialModulator, type ModulatorState, stepModulator, withheld } from './modulator.ts';
import {
  afterStandstill,
  assignedTrack,
  type OutputTrack,
  recordWanted,
  restoreTracks,
  switchedOff,
  trackOutput,
  unrecordedTrack,
} from './output-track.ts';
import { idleRegulation, type Regulation, stepRegulation } from './regulation.ts';
import { wishOf } from './wishes.ts';

/** What is kept of one actuator between two steps. */
interface RoleState {
  readonly actuator: LoopActuator;
  readonly track: OutputTrack;
  readonly modulator: ModulatorState;
  /** What was given of what was wanted in the last step, %. */
  readonly achievedPct: number;
}

/** Everything that a vessel's loop remembers. Times are monotonic. */
export interface LoopState {
  /** Outputs as they were at the start, for the first step; null afterwards. */
  readonly restored: ReadonlyMap<PointId, OutputTrack> | null;
  readonly roles: Readonly<Record<ActuatorRole, RoleState | null>>;
  readonly regulation: Regulation;
  readonly overTemperature: boolean;
  readonly refusedMs: RefusedAt;
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
    regulation: idleRegulation(nowMs, null),
    overTemperature: false,
    refusedMs: { heater: null, cooler: null },
  };
}

/** The loop after its outputs were switched off past it, as when a switch cannot be stored: their rests begin now. */
export function withOutputsOff(state: LoopState, nowMs: number): LoopState {
  const off = (role: RoleState | null): RoleState | null =>
    role && {
      actuator: role.actuator,
      track: switchedOff(role.track, nowMs),
      modulator: withheld(role.modulator, nowMs),
      achievedPct: 0,
    };
  return { ...state, roles: { heater: off(state.roles.heater), cooler: off(state.roles.cooler) } };
}

/**
 * One step of the loop of a vessel: controller (once a second), time proportioning, interlocks. Called at each step of
 * console time for vessels with an output that pulses within seconds, and once a second for the others.
 * @param nowMs monotonic console time, ms
 */
export function stepVesselLoop(state: LoopState, input: LoopInput, nowMs: number): LoopResult<LoopState> {
  const before = {
    heater: roleState(state, 'heater', input, nowMs),
    cooler: roleState(state, 'cooler', input, nowMs),
  };
  const achievedPct = (before.heater?.achievedPct ?? 0) - (before.cooler?.achievedPct ?? 0);
  const regulation = regulate(state.regulation, input, achievedPct, nowMs);
  const { maxTempC } = input.vessel.limits;
  const overTemperature = isOverTemperature(state.overTemperature, input.hottestC, maxTempC);
  const refusedMs = {
    heater: input.permits.heater ? state.refusedMs.heater : nowMs,
    cooler: input.permits.cooler ? state.refusedMs.cooler : nowMs,
  };
  const driven = {
    heater: before.heater && drive('heater', before.heater, input, regulation, nowMs),
    cooler: before.cooler && drive('cooler', before.cooler, input, regulation, nowMs),
  };
  const verdicts = applyInterlocks(
    driven,
    { ...hazardsOf(input, overTemperature), notPermitted: notPermitted(refusedMs, nowMs) },
    nowMs,
  );
  const roles: Record<ActuatorRole, RoleState | null> = { heater: null, cooler: null };
  const outputs: LoopOutput[] = [];
  const commits: { pointId: PointId; on: boolean }[] = [];
  for (const role of actuatorRoles) {
    const output = driven[role];
    const verdict = verdicts[role];
    if (output === null || verdict === null) continue;
    const after = settle(output, verdict, isRecorded(output, driven), nowMs);
    const { recordedOn, pointId } = after.track;
    if (recordedOn !== null && recordedOn !== output.track.recordedOn)
      commits.push({ pointId, on: recordedOn });
    roles[role] = after;
    outputs.push(describe(role, output, withTimeLeft(verdict, input), after.track));
  }
  return {
    state: { restored: null, roles, regulation, overTemperature, refusedMs },
    outputs,
    pv: pvOf(input),
    chamberSpC: regulation.output?.chamberSpC ?? null,
    commits,
  };
}

/** Kept state of an actuator; of one that is new here, what is known about its past. */
function roleState(state: LoopState, role: ActuatorRole, input: LoopInput, nowMs: number): RoleState | null {
  const actuator = input.actuators[role];
  if (actuator === null) return null;
  const last = state.roles[role];
  const isSame = last?.actuator.pointId === actuator.pointId;
  // Another kind is another appliance behind the relay, unless it runs: then it needs its protection now.
  if (last !== null && isSame && (last.actuator.kind === actuator.kind || last.track.on)) {
    const track = afterStandstill(last.track, nowMs);
    const modulator = track.on === last.track.on ? last.modulator : withheld(last.modulator, nowMs);
    return { actuator, track, modulator, achievedPct: last.achievedPct };
  }
  const track =
    state.restored === null
      ? assignedTrack(actuator, nowMs)
      : (state.restored.get(actuator.pointId) ?? unrecordedTrack(actuator, nowMs));
  return { actuator, track, modulator: initialModulator(nowMs), achievedPct: 0 };
}

function regulate(last: Regulation, input: LoopInput, achievedPct: number, nowMs: number): Regulation {
  const { vessel, readings, actuators } = input;
  const { mode, target } = vessel.control;
  if (mode === 'off') return idleRegulation(nowMs, null);
  if (mode === 'manual') return idleRegulation(nowMs, achievedPct === 0 ? null : achievedPct);
  const chamberC = needsChamber(vessel) ? goodOrNull(readings.chamber) : null;
  const { beer, chamber } = input.probes;
  return stepRegulation(
    last,
    {
      algorithm: vessel.algorithm,
      target,
      probes: `${beer} ${chamber}`,
      spC: limitedSetpoint(input),
      pvC: isBlind(input) ? null : goodOrNull(readings[target]),
      chamberC,
      canHeat: actuators.heater !== null,
      canCool: actuators.cooler !== null && !heatsOnly(vessel),
      coolerIsSlow: actuators.cooler?.kind === 'compressor',
      achievedPct,
    },
    nowMs,
  );
}

/** An output before its interlocks, with its time proportioning before and after this step. */
interface Driven extends Guarded {
  readonly modulator: ModulatorState;
  readonly lastModulator: ModulatorState;
}

function drive(
  role: ActuatorRole,
  { actuator, track, modulator: lastModulator }: RoleState,
  input: LoopInput,
  { output }: Regulation,
  nowMs: number,
): Driven {
  if (isTested(role, input)) {
    const wish = { wantedPct: 100, drivenPct: 100, reason: 'test', yields: false } as const;
    return { actuator, track, modulator: forcedOn(lastModulator, nowMs), lastModulator, wish };
  }
  const asked = wishOf(role, input.vessel.control, output, setpointKind(input));
  // A compressor gives all or nothing, whatever share of it a person asks for.
  const wish = actuator.kind === 'compressor' && asked.wantedPct > 0 ? { ...asked, wantedPct: 100 } : asked;
  // A person's stop does not wait for the end of a pulse.
  const modulator =
    wish.wantedPct <= 0 && !wish.yields
      ? withheld(lastModulator, nowMs)
      : stepModulator(lastModulator, { kind: actuator.kind, demandPct: wish.wantedPct }, nowMs);
  return { actuator, track, modulator, lastModulator, wish: { ...wish, drivenPct: modulator.outPct } };
}

/** What is kept of an actuator after its interlocks have spoken. What they kept back is not made up for. */
function settle(driven: Driven, verdict: Verdict, recorded: boolean, nowMs: number): RoleState {
  const { actuator, wish } = driven;
  const track = trackOutput(driven.track, actuator, verdict.outPct, nowMs);
  const recordedOn = recorded
    ? (recordWanted(track, actuator.kind, nowMs) ?? track.recordedOn)
    : track.recordedOn;
  const passed = verdict.reason === wish.reason;
  return {
    actuator,
    track: { ...track, recordedOn },
    modulator: passed ? driven.modulator : withheld(driven.lastModulator, nowMs),
    // What a test gave is nothing that a controller goes on from.
    achievedPct: wish.reason === 'test' ? 0 : passed ? wish.wantedPct : verdict.outPct,
  };
}

function describe(role: ActuatorRole, { wish }: Driven, verdict: Verdict, track: OutputTrack): LoopOutput {
  return {
    role,
    pointId: track.pointId,
    outPct: verdict.outPct,
    on: track.on,
    wantedPct: wish.wantedPct,
    actualPct: track.averagePct,
    reason: verdict.reason,
    remainingS: verdict.remainingS,
    sinceNowMs: track.sinceMs,
  };
}

/** How long a test or a part of a profile still lasts. */
function withTimeLeft(verdict: Verdict, { test, profileOff }: LoopInput): Verdict {
  if (verdict.reason === 'test' && test !== null) return { ...verdict, remainingS: test.leftS };
  if (verdict.reason === 'profile-off' && profileOff !== null)
    return { ...verdict, remainingS: profileOff.forS };
  return verdict;
}

/** Whether a protection time depends on when this output was last on: compressors, and what shares a vessel with one. */
function isRecorded(output: Guarded, { heater, cooler }: Guardeds): boolean {
  if (output.actuator.kind === 'compressor') return true;
  return heater !== null && cooler !== null && hasChangeover(heater, cooler);
}

/** A PID on a kettle leaves the cooler to the hand: a chiller in the mash is not what an overshoot calls for. */
function heatsOnly({ kind, algorithm }: Vessel): boolean {
  return kind === 'kettle' && algorithm.kind === 'pid';
}

function setpointKind(input: LoopInput): 'given' | 'profile-off' | 'missing' {
  if (input.profileOff !== null) return 'profile-off';
  return limitedSetpoint(input) === null ? 'missing' : 'given';
}

/** The setpoint within the vessel's limits, whatever it came from; null when there is none. */
function limitedSetpoint({ spC, vessel: { limits } }: LoopInput): number | null {
  if (spC === null || !Number.isFinite(spC)) return null;
  return Math.min(limits.maxSpC, Math.max(limits.minSpC, spC));
}

/** What is regulated; without regulation the beer, or the chamber where there is no beer sensor. */
function pvOf({ vessel, readings }: LoopInput): Reading {
  if (vessel.control.mode === 'auto') return readings[vessel.control.target];
  return vessel.sensors.beer === null && vessel.sensors.chamber !== null ? readings.chamber : readings.beer;
}
