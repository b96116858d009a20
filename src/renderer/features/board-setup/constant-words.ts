import type { BoardConstants } from '#shared/domain/board-part.ts';

/** What a constant measures. `degrees` are in the unit of the board. */
type Measure = 'degrees' | 'seconds' | 'number';

interface ConstantWords {
  readonly measure: Measure;
  readonly text: string;
}

const degrees = (text: string): ConstantWords => ({ measure: 'degrees', text });
const seconds = (text: string): ConstantWords => ({ measure: 'seconds', text });
const number = (text: string): ConstantWords => ({ measure: 'number', text });

/** What the constants of the firmware are for, by their names. */
const known: Readonly<Record<string, ConstantWords>> = {
  tempSetMin: degrees('Lowest setpoint'),
  tempSetMax: degrees('Highest setpoint'),
  pidMax: degrees('How far the chamber may go from the setpoint of the beer'),
  Kp: number('Chamber for each degree that the beer is off'),
  Ki: number('The same, for as long as the beer stays off'),
  Kd: number('The same, for how fast the beer moves'),
  iMaxErr: degrees('From this error on the integral rests'),
  idleRangeH: degrees('Chamber above its setpoint before it cools'),
  idleRangeL: degrees('Chamber below its setpoint before it heats'),
  heatTargetH: degrees('Overshoot when heating that lowers the estimate'),
  heatTargetL: degrees('Undershoot when heating that raises the estimate'),
  coolTargetH: degrees('Undershoot when cooling that raises the estimate'),
  coolTargetL: degrees('Overshoot when cooling that lowers the estimate'),
  maxHeatTimeForEst: seconds('Longest heating that overshoot is estimated from'),
  maxCoolTimeForEst: seconds('Longest cooling that overshoot is estimated from'),
  fridgeFastFilt: number('Filter of the chamber, fast'),
  fridgeSlowFilt: number('Filter of the chamber, slow'),
  fridgeSlopeFilt: number('Filter of the slope of the chamber'),
  beerFastFilt: number('Filter of the beer, fast'),
  beerSlowFilt: number('Filter of the beer, slow'),
  beerSlopeFilt: number('Filter of the slope of the beer'),
  lah: number('The light is the heater: 1 yes, 0 no'),
  hs: number('The knob counts half steps: 1 yes, 0 no'),
};

/** What a constant is for; nothing for a name that only a newer firmware knows. */
export function meaningOf(name: string): string {
  return known[name]?.text ?? '';
}

/** The sign of a constant's unit; empty for a bare number. */
export function constantUnit(name: string, unit: BoardConstants['unit']): string {
  switch (known[name]?.measure) {
    case 'degrees':
      return `°${unit}`;
    case 'seconds':
      return 's';
    default:
      return '';
  }
}
