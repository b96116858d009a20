import type { OwnAlgorithm, VesselTarget } from '#shared/domain/vessel.ts';
import { type CascadeState, stepCascade, stepChamberOnly } from './cascade.ts';
import type { ControllerInput, ControllerOutput } from './controller-types.ts';
import { type HysteresisControllerState, stepHysteresisController } from './hysteresis-controller.ts';
import { type PidControllerState, stepPidController } from './pid-controller.ts';

/** What a controller remembers between two control periods. Its kind is that of the algorithm. */
export type ControllerState = HysteresisControllerState | PidControllerState | CascadeState;

export interface ControllerStep {
  readonly state: ControllerState;
  readonly output: ControllerOutput;
}

/**
 * One control period of the algorithm that a vessel is configured for. A new algorithm is one file with a state,
 * a step function and its line here.
 * @param last state of the period before; null at the start. A state of another algorithm counts as none.
 */
export function stepController(
  last: ControllerState | null,
  algorithm: OwnAlgorithm,
  target: VesselTarget,
  input: ControllerInput,
): ControllerStep {
  switch (algorithm.kind) {
    case 'hysteresis':
      return stepHysteresisController(last?.kind === 'hysteresis' ? last : null, algorithm, input);
    case 'pid':
      return stepPidController(last?.kind === 'pid' ? last : null, algorithm, input);
    case 'cascade': {
      const state = last?.kind === 'cascade' ? last : null;
      return target === 'chamber'
        ? stepChamberOnly(state, algorithm, input)
        : stepCascade(state, algorithm, input);
    }
    default:
      return algorithm satisfies never;
  }
}
