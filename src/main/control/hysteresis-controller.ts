import type { Algorithm } from '#shared/domain/vessel.ts';
import { type ControllerInput, type ControllerOutput, demandOf } from './controller-types.ts';
import { type Drive, stepHysteresis } from './hysteresis.ts';

export interface HysteresisControllerState {
  readonly kind: 'hysteresis';
  readonly drive: Drive;
}

/** Full power or none, around the setpoint of what is regulated. */
export function stepHysteresisController(
  last: HysteresisControllerState | null,
  { deadBandC }: Extract<Algorithm, { kind: 'hysteresis' }>,
  input: ControllerInput,
): { state: HysteresisControllerState; output: ControllerOutput } {
  const drive = stepHysteresis(last?.drive ?? 'idle', { ...input, deadBandC });
  const inBand = Math.abs(input.pvC - input.spC) <= deadBandC / 2;
  return {
    state: { kind: 'hysteresis', drive },
    output: { demandPct: demandOf(drive), inBand, chamberSpC: null },
  };
}
