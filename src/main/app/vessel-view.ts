import { describeOutput, describeVessel } from '#main/control/explain.ts';
import type { LoopActuator, LoopInput, LoopOutput, LoopResult } from '#main/control/loop-types.ts';
import type { PointId } from '#shared/domain/ids.ts';
import type { OutputState, OutputStaying } from '#shared/domain/output.ts';
import { describeBadReason, type Reading, valueOrNull } from '#shared/domain/reading.ts';
import type { RunProgress } from '#shared/domain/run.ts';
import { actuatorRoles, type SensorRole, sensorRoles, type Vessel } from '#shared/domain/vessel.ts';
import type { SensorState, VesselState } from '#shared/domain/vessel-state.ts';
import type { PointService } from './point-service.ts';
import type { BoardReport } from './ports/driver.ts';
import type { VesselProbes } from './vessel-probes.ts';

interface Facts {
  readonly vessel: Vessel;
  readonly input: LoopInput;
  readonly probes: VesselProbes;
  readonly points: PointService;
  readonly run: RunProgress | null;
}

/** A vessel that the console regulates, as it is told on `data`. */
export function viewVessel(
  facts: Facts & {
    readonly result: LoopResult<unknown> | null;
    readonly nowMs: number;
    readonly wallMs: number;
    readonly stayingOf: (id: PointId) => OutputStaying;
  },
): VesselState {
  const { vessel, input, run, result, nowMs, wallMs, stayingOf } = facts;
  const outputs = result?.outputs ?? [];
  const pv: Reading = result?.pv ?? input.readings.beer;
  const mayBeOn = actuatorRoles.filter((role) => mayStillBeOn(input.actuators[role], stayingOf));
  return {
    type: 'vessel',
    vesselId: vessel.id,
    mode: vessel.control.mode,
    target: vessel.control.target,
    source: vessel.control.source,
    ...pvOf(pv),
    spC: input.spC,
    chamberSpC: result?.chamberSpC ?? null,
    sensors: sensorsOf(facts),
    outputs: outputs.map((output) => ({
      ...viewOutput(output, mayBeOn.includes(output.role), nowMs, wallMs),
      staying: stayingOf(output.pointId),
    })),
    text: describeVessel({
      vessel,
      outputs,
      pv,
      spC: input.spC,
      profileOff: input.profileOff,
      emergencyStop: input.emergencyStop,
      mayBeOn,
      nowMs,
    }),
    run,
  };
}

/** A vessel whose board regulates by itself: mode, setpoint and state are what the board says. */
export function viewBoardVessel(facts: Facts & { readonly report: BoardReport | null }): VesselState {
  const { vessel, input, run, report } = facts;
  const { control } = vessel;
  const mode = report === null || report.mode === 'unknown' ? control.mode : report.mode;
  const target = report?.target ?? control.target;
  const pv = input.readings[mode === 'auto' ? target : 'beer'];
  const heldC = target === 'beer' ? report?.beerSpC : report?.chamberSpC;
  return {
    type: 'vessel',
    vesselId: vessel.id,
    mode,
    target,
    source: report?.source ?? control.source,
    ...pvOf(pv),
    spC: mode === 'auto' ? (heldC ?? null) : null,
    chamberSpC: target === 'beer' ? (report?.chamberSpC ?? null) : null,
    sensors: sensorsOf(facts),
    outputs: [],
    text: report === null ? withoutBoard(pv) : report.text,
    run,
  };
}

function withoutBoard(pv: Reading): string {
  const why = pv.quality === 'bad' ? describeBadReason(pv.reason) : 'not heard yet';
  return `The board is away (${why}): it goes on regulating by itself`;
}

function pvOf(pv: Reading): Pick<VesselState, 'pvC' | 'pvBad'> {
  return { pvC: valueOrNull(pv), pvBad: pv.quality === 'bad' ? pv.reason : null };
}

function sensorsOf(facts: Facts): VesselState['sensors'] {
  const states = sensorRoles.map((role) => [role, sensorState(facts, role)]);
  return Object.fromEntries(states) as VesselState['sensors'];
}

function sensorState({ vessel, input, probes, points }: Facts, role: SensorRole): SensorState | null {
  const pointId = input.probes[role];
  if (pointId === null) return null;
  const reading = input.readings[role];
  return {
    pointId,
    valueC: valueOrNull(reading),
    bad: reading.quality === 'bad' ? reading.reason : null,
    atMs: Math.round(reading.atMs),
    standsInFor: probes.standsInFor(vessel, role),
    delayS: points.delayS(pointId),
  };
}

/** Whether an output is out of reach, and nothing switches it off meanwhile. */
function mayStillBeOn(actuator: LoopActuator | null, stayingOf: (id: PointId) => OutputStaying): boolean {
  if (actuator === null || stayingOf(actuator.pointId) === 'no') return false;
  return actuator.link === 'lost' || actuator.link === 'connecting';
}

function viewOutput(
  output: LoopOutput,
  mayBeOn: boolean,
  nowMs: number,
  wallMs: number,
): Omit<OutputState, 'staying'> {
  const { role, pointId, on, wantedPct, actualPct, reason, remainingS } = output;
  const sinceMs = Math.round(wallMs - (nowMs - output.sinceNowMs));
  const text = describeOutput(output, nowMs, mayBeOn);
  return { role, pointId, on, mayBeOn, wantedPct, actualPct, reason, remainingS, sinceMs, text };
}
