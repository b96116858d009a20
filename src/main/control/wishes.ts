import type { ActuatorRole, VesselControl } from '#shared/domain/vessel.ts';
import type { ControllerOutput } from './controller-types.ts';
import type { Wish } from './interlocks.ts';

/** A wish before time proportioning. */
export type BareWish = Omit<Wish, 'drivenPct'>;

/**
 * What a person or the controller wants of one output.
 * @param output answer of the controller; null when it has none
 * @param setpoint what `auto` regulates to: a temperature, nothing because the profile says so, or nothing at all
 */
export function wishOf(
  role: ActuatorRole,
  control: VesselControl,
  output: ControllerOutput | null,
  setpoint: 'given' | 'profile-off' | 'missing',
): BareWish {
  switch (control.mode) {
    case 'off':
      return { wantedPct: 0, reason: 'mode-off', yields: false };
    case 'manual': {
      const wantedPct = role === 'heater' ? control.manualHeatPct : control.manualCoolPct;
      return { wantedPct, reason: 'manual', yields: false };
    }
    case 'auto':
      if (setpoint === 'profile-off') return { wantedPct: 0, reason: 'profile-off', yields: true };
      if (setpoint === 'missing') return { wantedPct: 0, reason: 'control-fault', yields: false };
      return regulatedWish(role, output);
    default:
      return control.mode satisfies never;
  }
}

function regulatedWish(role: ActuatorRole, output: ControllerOutput | null): BareWish {
  const demandPct = output?.demandPct ?? 0;
  const wantedPct = Math.min(100, Math.max(0, role === 'heater' ? demandPct : -demandPct));
  if (wantedPct > 0) return { wantedPct, reason: 'regulating', yields: true };
  return { wantedPct: 0, reason: output?.inBand === true ? 'in-band' : 'idle', yields: true };
}
