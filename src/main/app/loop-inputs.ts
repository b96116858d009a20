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
    permits: { heater: isPermitted(parts, vessel, 'heater'), cooler: isPermitted(parts, vessel, 'cooler') },
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

/** Whether nothing forbids an output: it needs no contact, or its contact is on. */
function isPermitted({ points }: LoopInputParts, { permissives }: Vessel, role: ActuatorRole): boolean {
  const id = permissives[role];
  if (id === null) return true;
  const reading = points.read(id);
  return reading.quality === 'good' && reading.value === 1;
}
