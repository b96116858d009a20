import type { TemperatureRange } from '#renderer/ui/temperature.ts';
import type { Point } from '#shared/domain/point.ts';
import { probesOf, sensorRoles, type Vessel } from '#shared/domain/vessel.ts';
import type { VesselState } from '#shared/domain/vessel-state.ts';

/**
 * The sensor whose value is shown large, the same as `pvC` of the state: of what is regulated; without regulation of the
 * beer, or of the chamber where there is no probe in the beer.
 */
export function mainRole(config: Vessel): 'beer' | 'chamber' {
  const { mode } = config.control;
  const target = mode === 'auto' ? config.control.target : 'beer';
  if (config.sensors[target] !== null) return target;
  return target === 'beer' ? 'chamber' : 'beer';
}

/** Ids that an alarm about this vessel may name: its own, and those of its points and of the devices that have them. */
export function sourcesOf(config: Vessel, points: Readonly<Record<string, Point>>): readonly string[] {
  const { actuators, algorithm } = config;
  const outputs = Object.values(actuators).filter((id) => id !== null);
  const ids = [...sensorRoles.flatMap((role) => probesOf(config, role)), ...outputs];
  const devices = ids.flatMap((id) => points[id]?.deviceId ?? []);
  const board = algorithm.kind === 'board' ? [algorithm.deviceId] : [];
  return [...new Set<string>([config.id, ...ids, ...devices, ...board])];
}

/** Range in which this vessel's setpoint may be. */
export function setpointRange(config: Vessel): TemperatureRange {
  return { minC: config.limits.minSpC, maxC: config.limits.maxSpC };
}

/** The setpoint that a person changes, or null while a profile sets it. */
export function followsProfile(config: Vessel, state: VesselState | undefined): boolean {
  const run = state?.run ?? null;
  return config.control.mode === 'auto' && config.control.source === 'profile' && run !== null;
}
