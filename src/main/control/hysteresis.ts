/** What a two-position controller asks for. */
export type Drive = 'heat' | 'cool' | 'idle';

export interface HysteresisInput {
  readonly spC: number;
  readonly pvC: number;
  /** Width of the band around the setpoint in which nothing changes, °C. */
  readonly deadBandC: number;
  readonly canHeat: boolean;
  readonly canCool: boolean;
}

/**
 * One step of a two-position controller with half the dead band on either side. With one actuator it runs from
 * one edge to the other. With both, each starts at its edge and stops at the setpoint: if it ran on to the far
 * edge it would end where the other one starts, and the two would take turns for ever.
 */
export function stepHysteresis(last: Drive, input: HysteresisInput): Drive {
  const { spC, pvC, deadBandC, canHeat, canCool } = input;
  const halfC = deadBandC / 2;
  const stopC = canHeat && canCool ? 0 : halfC;
  const aboveC = pvC - spC;
  if (canHeat && (aboveC <= -halfC || (last === 'heat' && aboveC < stopC))) return 'heat';
  if (canCool && (aboveC >= halfC || (last === 'cool' && aboveC > -stopC))) return 'cool';
  return 'idle';
}
