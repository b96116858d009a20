import type { AlarmPriority } from '#shared/domain/alarm.ts';
import type { OutputState } from '#shared/domain/output.ts';
import type { RunState } from '#shared/domain/run.ts';
import type {
  ActuatorRole,
  SensorRole,
  VesselKind,
  VesselMode,
  VesselTarget,
} from '#shared/domain/vessel.ts';

/** What a sensor role is called: the liquid in a kettle is the mash. */
export function sensorWord(role: SensorRole, kind: VesselKind): string {
  if (role === 'beer') return kind === 'kettle' ? 'Mash' : 'Beer';
  return role === 'chamber' ? 'Chamber' : 'Room';
}

/** What a target is called. */
export function targetWord(target: VesselTarget, kind: VesselKind): string {
  return sensorWord(target, kind);
}

export const kindWords: Readonly<Record<VesselKind, string>> = { fermenter: 'Fermenter', kettle: 'Kettle' };
export const modeWords: Readonly<Record<VesselMode, string>> = { off: 'Off', manual: 'Manual', auto: 'Auto' };
export const actuatorWords: Readonly<Record<ActuatorRole, string>> = { heater: 'Heater', cooler: 'Cooler' };
export const priorityWords: Readonly<Record<AlarmPriority, string>> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
};
export const runStateWords: Readonly<Record<RunState, string>> = {
  running: 'Running',
  held: 'Held',
  complete: 'Complete',
  stopped: 'Stopped',
};

/** "On", "Off", the share of full power of an output that is wanted in part, or that nobody knows. */
export function outputWord({ on, mayBeOn, wantedPct, actualPct }: OutputState): string {
  if (mayBeOn) return 'Unknown';
  if (wantedPct > 0 && wantedPct < 100) return `${Math.round(actualPct)} %`;
  return on ? 'On' : 'Off';
}
