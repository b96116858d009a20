import { describe, it } from 'vitest';
import { chromiumPath, socatPath } from './programs.ts';

/** On CI a missing program is a failure: there every test runs. */
const mustRun = process.env['CI'] === 'true';

function describeWith(program: string, path: string | null) {
  return (name: string, body: () => void): void => {
    if (path !== null) {
      describe(name, body);
      return;
    }
    describe.skip(name, body);
    if (mustRun) {
      it(`${name}: ${program} is there`, () => {
        throw new Error(`${program} is missing, and CI=true`);
      });
    }
  };
}

export const describeWithChromium = describeWith('Chromium', chromiumPath);
export const describeWithSocat = describeWith('socat', socatPath);
