import type { DriverPoint } from '#main/app/ports/driver.ts';
import { AppError } from '#shared/domain/app-error.ts';

/** What a point of this computer is, by its address. Lines have the numbers of the chip: GPIO17 is line 17. */
export type LinuxPoint =
  | { readonly use: 'probe'; readonly id: string }
  /** A relay; `activeLow` is on while the line is low. */
  | { readonly use: 'relay'; readonly line: number; readonly activeLow: boolean }
  | { readonly use: 'contact'; readonly line: number; readonly bias: 'as-is' | 'pull-up' | 'pull-down' };

/** What to type, by kind of point. */
export const addressHints = {
  temperature: 'The probe as its folder is named, such as 28-0316a2799bff',
  output: 'GPIO17, or GPIO17 low (on while the line is low)',
  input: 'GPIO4, GPIO4 pullup or GPIO4 pulldown',
} as const;

const MAX_LINE = 511;

/** @throws AppError `invalid` in words. */
export function parseAddress(point: DriverPoint): LinuxPoint {
  const parsed = read(point);
  if (parsed !== null) return parsed;
  throw new AppError(
    'invalid',
    `address: “${point.address}” makes no sense here: ${point.kind === 'measure' ? 'it measures temperatures only' : addressHints[point.kind]}`,
  );
}

/** Whether two points are on the same line. Who makes no sense is on none. */
export function clash(a: DriverPoint, b: DriverPoint): boolean {
  const line = lineOf(a);
  return line !== null && line === lineOf(b);
}

function lineOf(point: DriverPoint): number | null {
  try {
    const parsed = parseAddress(point);
    return parsed.use === 'probe' ? null : parsed.line;
  } catch {
    return null;
  }
}

function read(point: DriverPoint): LinuxPoint | null {
  if (point.kind === 'temperature') {
    // The kernel's names of DS18B20 and its relatives: family, a dash, serial number.
    return /^(10|22|28|3b|42)-[0-9a-f]{12}$/.test(point.address) ? { use: 'probe', id: point.address } : null;
  }
  if (point.kind === 'measure') return null;
  if (point.kind === 'output' && point.outputKind === 'pwm') {
    throw new AppError('invalid', 'outputKind: these lines are on or off: choose another kind than pwm');
  }
  const [, digits = '', option = ''] = /^GPIO(\d{1,3})(?: +([a-z]+))?$/i.exec(point.address) ?? [];
  const line = Number(digits);
  if (digits === '' || line > MAX_LINE) return null;
  return point.kind === 'output' ? relay(line, option.toLowerCase()) : contact(line, option.toLowerCase());
}

function relay(line: number, option: string): LinuxPoint | null {
  if (option !== '' && option !== 'low') return null;
  return { use: 'relay', line, activeLow: option === 'low' };
}

function contact(line: number, option: string): LinuxPoint | null {
  switch (option) {
    case '':
      return { use: 'contact', line, bias: 'as-is' };
    case 'pullup':
      return { use: 'contact', line, bias: 'pull-up' };
    case 'pulldown':
      return { use: 'contact', line, bias: 'pull-down' };
    default:
      return null;
  }
}
