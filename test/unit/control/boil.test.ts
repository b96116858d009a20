import { expect, it } from 'vitest';
import { KettlePlant } from '#main/control/plants/kettle.ts';
import { initialReachState, type ReachInput, stepReachCheck } from '#main/control/reach-check.ts';

const boil: Omit<ReachInput, 'pvC'> = {
  spC: 100,
  canHeat: true,
  canCool: false,
  volumeL: 25,
  heaterW: 3000,
  coolerW: 100,
  kind: 'kettle',
};

/** Whether the check was ever late in the hours after a kettle was sent to the boil. */
function isEverLate(heats: boolean, hours: number): boolean {
  const plant = new KettlePlant({ T0: 70, room: 20, seed: 1 });
  let state = initialReachState();
  let late = false;
  for (let s = 0; s < hours * 3600; s += 1) {
    for (let tenth = 0; tenth < 10; tenth += 1) plant.step(heats);
    const answer = stepReachCheck(state, { ...boil, pvC: plant.state.read }, s * 1000);
    state = answer.state;
    late ||= answer.late;
  }
  return late;
}

it('a boil stays below 100 °C and is not late', () => {
  expect(isEverLate(true, 3)).toBe(false);
});

it('a kettle that never comes to the boil is late', () => {
  expect(isEverLate(false, 3)).toBe(true);
});
