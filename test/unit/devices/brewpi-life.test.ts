import { expect, it } from 'vitest';
import { firmwareOf } from '#test/rig/brewpi/firmware.ts';
import { Life } from '#test/rig/brewpi/life.ts';
import { RigParts } from '#test/rig/brewpi/parts.ts';
import { type Held, RecordedLines } from '#test/rig/brewpi/recorded-lines.ts';

const HOUR_S = 3600;

/** A board with beer around its probes, second by second. */
function live(started: Partial<Held>, { installed = true } = {}) {
  const held: Held = {
    mode: 'o',
    beerSet: null,
    chamberSet: null,
    beer: 20,
    chamber: 20,
    room: 21,
    state: 0,
    display: null,
    format: 'C',
    ...started,
  };
  const lines = new RecordedLines(firmwareOf('0.2.13'));
  const parts = new RigParts(installed, (probe) => held[probe] ?? null);
  const logs: string[] = [];
  const life = new Life(held, parts, {
    speed: 1,
    constant: (name) => lines.defaultConstant(name),
    onState: () => {},
    onLog: (line) => void logs.push(line),
  });
  /** Lets seconds pass. @returns the states in the order of their coming, each with the second and the line of the display */
  const pass = (seconds: number) => {
    const seen: { atS: number; state: number; display: string; cooler: boolean; heater: boolean }[] = [];
    for (let atS = 0; atS < seconds; atS += 1) {
      const before = held.state;
      life.step();
      if (held.state === before && atS > 0) continue;
      seen.push({
        atS,
        state: held.state,
        display: life.loop.stateLine(),
        cooler: parts.closed(5),
        heater: parts.closed(6),
      });
    }
    return seen;
  };
  return { held, parts, life, logs, pass };
}

it('waits ten minutes after its start, then cools, and the air falls before the beer does', () => {
  const { held, pass } = live({ mode: 'b', beerSet: 18 });
  const [waiting, cooling] = pass(601);
  expect(waiting).toMatchObject({ state: 5, display: 'Wait to Cool   09m59', cooler: false });
  expect(cooling).toMatchObject({ atS: 599, state: 4, display: 'Cooling for    00m00', cooler: true });
  pass(600);
  expect(held.chamber).toBeLessThan(14);
  expect(held.beer).toBeGreaterThan(19.8);
  // A DS18B20 has steps of a sixteenth.
  expect((held.chamber ?? 0) * 16).toBe(Math.round((held.chamber ?? 0) * 16));
});

it('brings the beer to 18 °C and holds it, its compressor on for three minutes and off for five at least', () => {
  const { held, pass, logs } = live({ mode: 'b', beerSet: 18 });
  const seen = pass(24 * HOUR_S);
  expect(held.beer).toBeGreaterThan(17.8);
  expect(held.beer).toBeLessThan(18.2);
  const switches = seen.filter(({ cooler }, at) => at > 0 && cooler !== seen[at - 1]?.cooler);
  expect(switches.length).toBeGreaterThan(10);
  for (const [at, { atS, cooler }] of switches.entries()) {
    const lastS = switches[at - 1]?.atS;
    if (lastS !== undefined) expect(atS - lastS).toBeGreaterThanOrEqual(cooler ? 300 : 180);
  }
  expect(seen.filter(({ cooler, heater }) => cooler && heater)).toEqual([]);
  // It has learned how far the chamber goes on.
  expect(logs.join()).toContain('"logID":18');
});

it('waits anew after its start, with its relays off, while the beer stays as cold as it is', () => {
  const { held, life, parts, pass } = live({ mode: 'b', beerSet: 18 });
  pass(20 * 60);
  expect(parts.closed(5)).toBe(true);
  const { chamber } = held;
  life.restart();
  expect(parts.closed(5)).toBe(false);
  expect(held.chamber).toBe(chamber);
  const [waiting, cooling] = pass(601);
  expect(waiting).toMatchObject({ state: 5, display: 'Wait to Cool   09m59' });
  expect(cooling).toMatchObject({ state: 4, cooler: true });
});

it('changes over from cooling to heating after ten minutes at the earliest', () => {
  const { held, pass } = live({ mode: 'f', chamberSet: 10 });
  pass(15 * 60);
  expect(held.state).toBe(4);
  held.chamberSet = 35;
  const seen = pass(2 * HOUR_S);
  const states = seen.map(({ state }) => state);
  expect(states).toContain(6);
  const [off, on] = [seen.find(({ cooler }) => !cooler), seen.find(({ heater }) => heater)];
  expect((on?.atS ?? 0) - (off?.atS ?? 0)).toBeGreaterThanOrEqual(600);
  expect(held.chamber).toBeGreaterThan(22);
});

it('does nothing while it is off, reads no chamber, or has no relay, but the beer follows the room', () => {
  const off = live({ room: 30 });
  off.pass(10 * HOUR_S);
  expect(off.held.beer).toBeGreaterThan(20.5);
  const blind = live({ mode: 'b', beerSet: 10, chamber: null });
  expect(blind.pass(HOUR_S).map(({ state }) => state)).toEqual([0]);
  const bare = live({ mode: 'b', beerSet: 10 }, { installed: false });
  expect(bare.pass(HOUR_S).map(({ state, cooler }) => [state, cooler])).toEqual([[0, false]]);
});

it('cools while it is off when its relay is the other kind', () => {
  const { parts, held, pass } = live({});
  parts.answer('U{i:3,x:0}', 'o');
  pass(HOUR_S);
  expect(held.chamber).toBeLessThan(15);
});
