import { formatNumber } from '#renderer/ui/temperature.ts';
import type { BoardVariables } from '#shared/domain/board-display.ts';

/** What a variable measures: a temperature, a difference of two, how fast one moves, or a bare number. */
type Measure = 'temperature' | 'difference' | 'slope' | 'number';

interface VariableWords {
  readonly measure: Measure;
  readonly text: string;
}

/** The variables of the firmware by their names: what each says, as the board prints it. */
const known: Readonly<Record<string, VariableWords>> = {
  beerDiff: { measure: 'difference', text: 'Setpoint of the beer, less the beer' },
  diffIntegral: { measure: 'difference', text: 'The same, added up while the chamber is idle' },
  beerSlope: { measure: 'slope', text: 'How fast the beer moves' },
  p: { measure: 'number', text: 'Part of Kp in the setpoint of the chamber' },
  i: { measure: 'number', text: 'Part of Ki in it' },
  d: { measure: 'number', text: 'Part of Kd in it' },
  estPeak: { measure: 'temperature', text: 'Where the chamber would come to, stopped now' },
  negPeakEst: { measure: 'temperature', text: 'The same, when it last stopped cooling' },
  posPeakEst: { measure: 'temperature', text: 'The same, when it last stopped heating' },
  negPeak: { measure: 'temperature', text: 'Where it came to after cooling' },
  posPeak: { measure: 'temperature', text: 'Where it came to after heating' },
};

/** What the firmware says for a peak that it has never seen: its raw zero. */
const never: Readonly<Record<BoardVariables['unit'], number>> = { C: 48, F: 118.4 };

/** What a variable says; nothing for a name that only a newer firmware knows. */
export function variableMeaning(name: string): string {
  return known[name]?.text ?? '';
}

/** A variable as text, with as many digits as the board prints, so that nothing moves. */
export function variableText(name: string, value: number, unit: BoardVariables['unit']): string {
  switch (known[name]?.measure) {
    case 'temperature':
      return value === never[unit] ? 'not yet' : `${formatNumber(value, 1)} °${unit}`;
    case 'difference':
      return `${formatNumber(value, 3)} °${unit}`;
    case 'slope':
      return `${formatNumber(value, 3)} °${unit}/h`;
    case 'number':
      return formatNumber(value, 3);
    default:
      return String(value);
  }
}
