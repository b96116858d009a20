import type { LoopActuator, LoopInput } from '#main/control/loop-types.ts';
import type { ActuatorRole, Vessel } from '#shared/domain/vessel.ts';
import type { OutputTests } from './output-tests.ts';
import type { PointService } from './point-service.ts';
import type { RunService } from './run-service.ts';
import type { VesselProbes } from './vessel-probes.ts';

export interface LoopInputParts {
  readonly points: PointService;
  readonly runs: RunService;
  readonly tests: OutputTests;
  readonly emergencyStopActive: () => boolean;
}

/** What the loop of a vessel is given at this instant. @param nowMs monotonic */
export function loopInputOf(
  parts: LoopInputParts,
  vessel: Vessel,
  probes: VesselProbes,
  nowMs: number,
): LoopInput {
  return {
    vessel,
    ...setpointOf(parts, vessel),
    ...probes.look(vessel),
    actuators: { heater: actuatorOf(parts, vessel, 'heater'), cooler: actuatorOf(parts, vessel, 'cooler') },
    emergencyStop: parts.emergencyStopActive(),
    test: parts.tests.ofVessel(vessel, nowMs),
  };
}

function setpointOf(
  { runs }: LoopInputParts,
  { id, control, limits }: Vessel,
): Pick<LoopInput, 'spC' | 'profileOff'> {
  if (control.mode !== 'auto') return { spC: null, profileOff: null };
  const planned = control.source === 'profile' ? runs.setpoint(id) : null;
  if (planned?.kind === 'off') return { spC: null, profileOff: { forS: planned.forS } };
  const spC = Math.min(limits.maxSpC, Math.max(limits.minSpC, planned?.spC ?? control.spC));
  return { spC, profileOff: null };
}

/** An actuator of a vessel as it is now; null where it has none. */
export function actuatorOf(
  { points }: Pick<LoopInputParts, 'points'>,
  vessel: Vessel,
  role: ActuatorRole,
): LoopActuator | null {
  const id = vessel.actuators[role];
  const point = id === null ? undefined : points.peek(id);
  if (point?.kind !== 'output') return null;
  return { pointId: point.id, kind: point.outputKind, link: points.link(point) };
}
