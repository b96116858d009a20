import { describe, expect, it } from 'vitest';
import { constantUnit } from '#renderer/features/board-setup/constant-words.ts';
import {
  isDoor,
  lacksOf,
  type ProbePart,
  pinsOf,
  placeOf,
  probesOf,
  valueOf,
} from '#renderer/features/board-setup/part-words.ts';
import { isBegun, progressOf } from '#renderer/features/board-setup/steps.ts';
import { riseOf, type Warming, warmestOf, watch } from '#renderer/features/board-setup/warming.ts';
import type { BoardPart, BoardRole } from '#shared/domain/board-part.ts';

const probe = (end: string, value: number | null, role: BoardRole | null = null, offsetC = 0): ProbePart => ({
  slot: role === null ? null : 0,
  role,
  wiring: { kind: 'probe', pin: 18, address: `28B011223304${end}` },
  offsetC,
  value,
});
const pin = (number: number, role: BoardRole | null = null, value: number | null = null): BoardPart => ({
  slot: role === null ? null : number,
  role,
  wiring: { kind: 'pin', pin: number, inverted: true },
  offsetC: 0,
  value,
});
const addressOf = ({ wiring }: ProbePart): string => wiring.address;

describe('the probe that is held', () => {
  /** What has been seen after some readings of probes A, B and C, °C. */
  const after = (...readings: readonly (readonly (number | null)[])[]) => {
    const rows = readings.map((row) => row.map((value, i) => probe(`00A${i}`, value)));
    const warming = rows.reduce<Warming>(watch, {});
    const last = rows.at(-1) ?? [];
    return { warming, last, warmest: warmestOf(warming, last)?.slice(-1) ?? null };
  };

  it('is the one that has clearly risen most', () => {
    expect(after([20, 20, 20], [20.2, 20, 20]).warmest).toBeNull();
    expect(after([20, 20, 20], [20.3, 20, 20]).warmest).toBe('0');
    expect(after([20, 5, 20], [20.5, 8, 20.4]).warmest).toBe('1');
    // Two of them rise: the hand is not told from the sun.
    expect(after([20, 20, 20], [21, 20.6, 20]).warmest).toBeNull();
    expect(after([], []).warmest).toBeNull();
  });

  it('has risen from the lowest that was read, and a probe without a reading has not', () => {
    expect(after([20, 20, 20], [19, 20, 20], [19.5, 20, 20]).warmest).toBe('0');
    expect(after([null, 20, 20], [25, 20, 20]).warmest).toBeNull();
    expect(after([20, 20, 20], [null, 20, 20], [22, 20, 20]).warmest).toBe('0');
    const { warming, last } = after([20, 20, 20], [22, null, 20]);
    expect(last.map((each) => riseOf(warming, each))).toEqual([2, null, 0]);
  });

  it('is not mistaken for one that was calibrated meanwhile', () => {
    const before = probe('00A0', 20, 'beer-sensor', 0);
    const calibrated = probe('00A0', 22, 'beer-sensor', 2);
    const warming = watch(watch({}, [before]), [calibrated]);
    expect(warmestOf(warming, [calibrated])).toBeNull();
    const warmer = { ...calibrated, value: 23 };
    expect(warmestOf(warming, [warmer])).toBe(addressOf(warmer));
  });
});

describe('what is connected', () => {
  it('stays in its order when something gets a role', () => {
    const parts = [
      pin(19),
      probe('00B0', 20, 'beer-sensor'),
      pin(5, 'cooler'),
      probe('00A0', 20),
      pin(4, 'door'),
    ];
    expect(probesOf(parts).map(({ wiring }) => placeOf(wiring))).toEqual(['Probe …00A0', 'Probe …00B0']);
    expect(pinsOf(parts).map(({ wiring }) => placeOf(wiring))).toEqual(['Pin 4', 'Pin 5', 'Pin 19']);
  });

  it('is switched, but for the door: its pin is never tried as an output', () => {
    const doors = (parts: readonly BoardPart[]) => pinsOf(parts).map(isDoor);
    expect(doors([pin(4), pin(5), pin(19)])).toEqual([true, false, false]);
    expect(doors([pin(4, 'light'), pin(5, 'door')])).toEqual([false, true]);
  });

  it('is told in words, and nothing is no number', () => {
    expect(valueOf(probe('00A0', 20), 'F')).toBe('68.0 °F');
    expect(valueOf(probe('00A0', null), 'C')).toBe('–');
    expect([valueOf(pin(5, 'cooler', 1), 'C'), valueOf(pin(5, 'cooler', 0), 'C')]).toEqual(['On', 'Off']);
    expect(valueOf(pin(5), 'C')).toBe('–');
  });

  it('is a fermenter with a chamber sensor and something to switch', () => {
    expect(lacksOf([pin(5), probe('00A0', 20)]).missing).toEqual([
      'A chamber sensor: without one the board switches nothing.',
      'A cooler or a heater.',
    ]);
    const chamber = probe('00A0', 20, 'chamber-sensor');
    expect(lacksOf([chamber, pin(5, 'cooler')])).toEqual({
      missing: [],
      without: [
        'No beer sensor: the board can hold the chamber, but not the beer.',
        'No heater: it can only cool.',
      ],
    });
    const whole = [chamber, probe('00B0', 20, 'beer-sensor'), pin(5, 'cooler'), pin(6, 'heater')];
    expect(lacksOf(whole)).toEqual({ missing: [], without: [] });
    expect(lacksOf([...whole.slice(1), { ...chamber, value: null }]).without).toEqual([
      'The chamber sensor reads nothing: look at its cable.',
    ]);
    expect(lacksOf([...whole.slice(1), { ...chamber, value: null }], false).without).toEqual([]);
  });
});

describe('the steps', () => {
  it('say how far they are', () => {
    const fresh = [probe('00A0', null), probe('00B0', 20), pin(5)];
    expect(progressOf('probes', fresh)).toBe('0 of 2 have a role');
    expect(progressOf('probes', [pin(5)])).toBe('None found');
    expect(progressOf('relays', fresh)).toBe('None has a role');
    expect(progressOf('relays', [pin(5, 'cooler')])).toBe('1 has a role');
    expect(progressOf('calibration', [probe('00A0', 20, 'beer-sensor', 0.5)])).toBe('1 calibrated');
    expect(progressOf('done', fresh)).toBe('2 missing');
    expect([isBegun('probes', fresh), isBegun('relays', fresh), isBegun('done', fresh)]).toEqual([
      false,
      false,
      true,
    ]);
  });
});

describe('constants', () => {
  it('that are temperatures have the unit of the board', () => {
    expect(constantUnit('tempSetMax', 'F')).toBe('°F');
    expect(constantUnit('maxHeatTimeForEst', 'C')).toBe('s');
    expect(constantUnit('Kp', 'C')).toBe('');
    expect(constantUnit('ofLater', 'C')).toBe('');
  });
});
