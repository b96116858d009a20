import { expect, it } from 'vitest';
import { variableMeaning, variableText } from '#renderer/features/board-setup/variable-words.ts';
import { answersTo, readTranscript } from '#test/rig/brewpi/transcript.ts';

it.each(['transcript-0.2.13', 'transcript-0.2.4'] as const)(
  'every control variable that %s has is explained',
  (name) => {
    const lines = answersTo(readTranscript(name), 'v').flatMap(([line = '']) =>
      line.startsWith('V:') ? [line] : [],
    );
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) {
      for (const variable of Object.keys(JSON.parse(line.slice(2)) as object)) {
        expect([variable, variableMeaning(variable)]).toEqual([
          variable,
          expect.stringMatching(/^[A-Z].{10}/),
        ]);
      }
    }
  },
);

it('a variable has the digits and the unit of the board, and a peak that was never seen is none', () => {
  expect(variableText('beerDiff', -2, 'C')).toBe('−2.000 °C');
  expect(variableText('beerSlope', 0.078, 'F')).toBe('0.078 °F/h');
  expect(variableText('p', -19.756, 'F')).toBe('−19.756');
  expect(variableText('estPeak', 20, 'C')).toBe('20.0 °C');
  expect([variableText('negPeak', 48, 'C'), variableText('negPeak', 118.4, 'F')]).toEqual([
    'not yet',
    'not yet',
  ]);
  expect(variableText('negPeak', 48, 'F')).toBe('48.0 °F');
});

it('a variable that only a newer firmware knows is shown as it comes', () => {
  expect([variableMeaning('sgEst'), variableText('sgEst', 1.05, 'C')]).toEqual(['', '1.05']);
});
