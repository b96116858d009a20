import type { DeviceConfig } from '#shared/domain/device.ts';
import type { LogLevel } from '#shared/domain/log-entry.ts';
import type { ProfileConfig } from '#shared/domain/profile.ts';
import type { Setting } from '#shared/domain/setting.ts';
import type { ExternalReading } from '#shared/domain/vessel-state.ts';

/** Who all of this comes from. */
export const SAMPLE_SOURCE = 'Debugger';

const DAY_S = 86_400;
const MINUTE_S = 60;

/** A profile to try things with: ales that ferment and mashes, in turns. @param n from 1. */
export function sampleProfile(n: number): ProfileConfig {
  const name = `Sample profile ${n}`;
  return n % 2 === 1 ? sampleFermentation(name, n) : sampleMash(name, n);
}

function sampleFermentation(name: string, n: number): ProfileConfig {
  const pitchC = 17 + (n % 4);
  const at = (day: number, spC: number, note: string) => ({
    atS: day * DAY_S,
    spC,
    approach: 'linear' as const,
    note,
  });
  return {
    name,
    kind: 'fermentation',
    plannedStartMs: null,
    points: [
      at(0, pitchC, 'Pitch'),
      at(4, pitchC, ''),
      at(6, pitchC + 3, 'Diacetyl rest'),
      at(9, pitchC + 3, ''),
      at(11, 2, 'Cold crash'),
    ],
    events: [{ atS: 5 * DAY_S, text: 'Take a gravity' }],
  };
}

function sampleMash(name: string, n: number): ProfileConfig {
  const step = (title: string, spC: number, minutes: number) => ({
    name: title,
    spC,
    durationS: minutes * MINUTE_S,
    atEnd: 'next' as const,
    additions: [],
  });
  return {
    name,
    kind: 'mash',
    plannedStartMs: null,
    steps: [
      { ...step('Mash in', 52, 10), atEnd: 'wait' },
      step('Saccharification', 64 + (n % 4), 50),
      step('Mash out', 76, 10),
    ],
  };
}

/** A device that is nowhere plugged in. @param n from 1. */
export function sampleDevice(n: number): DeviceConfig {
  return { name: `Sample device ${n}`, driver: 'simulated', connection: `beer=${10 + (n % 15)}, seed=${n}` };
}

/** A setting of a program that is not there: texts, numbers and switches in turns. @param n from 1. */
export function sampleSetting(n: number): Setting {
  const values = [`text ${n}`, n * 1.5, n % 2 === 0] as const;
  return { name: `sample.setting-${n}`, value: values[n % values.length] ?? '' };
}

const levels: readonly LogLevel[] = ['debug', 'info', 'warning', 'error'];

/** A log entry; the levels take turns. @param n from 1. */
export function sampleLog(n: number, of: number) {
  const level = levels[(n - 1) % levels.length] ?? 'info';
  return { source: SAMPLE_SOURCE, level, message: `Test entry ${n} of ${of}` };
}

/** A reading of an instrument that is not there: waves around a fermentation's temperature. @param s time, s. */
export function sampleReading(n: number, s: number): ExternalReading {
  const value = Math.round((19 + 1.5 * Math.sin(s / 10 + n)) * 100) / 100;
  return { type: 'external', source: SAMPLE_SOURCE, name: `Stream ${n}`, value, unit: '°C' };
}

/** The first numbers, from 1, whose names nobody has yet. */
export function freeNumbers(count: number, isTaken: (n: number) => boolean): number[] {
  const free: number[] = [];
  for (let n = 1; free.length < count; n += 1) if (!isTaken(n)) free.push(n);
  return free;
}
