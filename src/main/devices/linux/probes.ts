import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import type { RawReading } from '#main/app/ports/driver.ts';

/** What a DS18B20 can measure, °C. */
const MIN_C = -55;
const MAX_C = 125;

/**
 * What the kernel's file of a probe says (Documentation/w1/slaves/w1_therm.rst): two lines with the probe's nine bytes, the
 * first ends with the verdict on their checksum, the second with the temperature in thousandths of a degree.
 */
export function readProbeFile(text: string): RawReading {
  const [first = '', second = ''] = text.split('\n');
  const bytes = /^((?:[0-9a-f]{2} ){9})/.exec(first)?.[1]?.trim().split(' ');
  const thousandths = /\bt=(-?\d{1,6})$/.exec(second.trim())?.[1];
  if (bytes === undefined || thousandths === undefined) return { quality: 'bad', reason: 'open-circuit' };
  // All zeros have a good checksum: the bus is shorted, or the probe was read while it left.
  if (!/\bYES$/.test(first.trim()) || bytes.every((byte) => byte === '00'))
    return { quality: 'bad', reason: 'crc' };
  if (bytes.every((byte) => byte === 'ff')) return { quality: 'bad', reason: 'open-circuit' };
  const value = Number(thousandths) / 1000;
  return value < MIN_C || value > MAX_C
    ? { quality: 'bad', reason: 'out-of-range' }
    : { quality: 'good', value };
}

/** Reads one probe; the kernel waits for its conversion, most of a second. Never rejects. */
export async function readProbe(folder: string, id: string): Promise<RawReading> {
  try {
    return readProbeFile(await fs.readFile(join(folder, id, 'w1_slave'), 'latin1'));
  } catch {
    return { quality: 'bad', reason: 'open-circuit' };
  }
}

/** The probes on the buses of this computer; null when it has no bus. */
export async function listProbes(folder: string): Promise<string[] | null> {
  try {
    const names = await fs.readdir(folder);
    if (!names.some((name) => name.startsWith('w1_bus_master'))) return null;
    return names.filter((name) => /^(10|22|28|3b|42)-[0-9a-f]{12}$/.test(name)).toSorted();
  } catch {
    return null;
  }
}
