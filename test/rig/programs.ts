import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The first of these programs that is there and may be run. */
function find(...names: string[]): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const places = names.flatMap((name) => (name.includes('/') ? [name] : folders.map((at) => join(at, name))));
  return places.find(runs) ?? null;
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const named = process.env['CHROMIUM_PATH'];

/** A Chromium for Playwright: the named one, or Debian's, Ubuntu's or Google's. */
export const chromiumPath: string | null = named
  ? find(named)
  : find('chromium', '/usr/bin/chromium', 'chromium-browser', 'google-chrome');

/** socat makes the pseudo-terminals that stand for serial ports. */
export const socatPath: string | null = find('socat');

/** One line for each program that is missing. */
export function missingPrerequisites(): string[] {
  const missing: string[] = [];
  if (chromiumPath === null) {
    missing.push('Chromium is missing: its tests are skipped (install it, or set CHROMIUM_PATH).');
  }
  if (socatPath === null) missing.push('socat is missing: the serial port tests are skipped (install it).');
  return missing;
}
