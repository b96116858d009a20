import { describe, expect, it } from 'vitest';
import type { BoardCommand } from '#main/app/ports/driver.ts';
import { type BoardState, reportOf } from '#main/devices/brewpi/board-state.ts';
import { BoardView } from '#main/devices/brewpi/board-view.ts';
import { orderFor } from '#main/devices/brewpi/commands.ts';
import { type ConstantsMessage, parseLine } from '#main/devices/brewpi/messages.ts';
import { differenceToC, fromC, isSame, toC } from '#main/devices/brewpi/units.ts';
import { PowerOnGate } from '#main/devices/power-on-gate.ts';
import { readTranscript } from '#test/rig/brewpi/transcript.ts';

const cooling: BoardState = { mode: 'b', beerSet: 18, chamberSet: 8, state: 4, display: null };
const display = (text: string, nowMs = 0) => ({ text, nowMs });

describe('what a board reports', () => {
  it('has mode, target and source of its letter; another letter is unknown and said', () => {
    const of = (mode: string) => {
      const { mode: known, target, source } = reportOf({ ...cooling, mode }, 'C', 0);
      return `${known} ${target} ${source}`;
    };
    expect(of('o')).toBe('off beer constant');
    expect(of('b')).toBe('auto beer constant');
    expect(of('f')).toBe('auto chamber constant');
    expect(of('p')).toBe('auto beer profile');
    expect(of('t')).toBe('manual beer constant');
    expect(of('z')).toMatch(/^unknown/);
    expect(of('toString')).toMatch(/^unknown/);
    expect(reportOf({ ...cooling, mode: 'z' }, 'C', 0).text).toBe('Its mode is "z", which is none. Cooling');
  });

  it('waits in words, with the time that the display shows and what has passed since', () => {
    const waiting = { ...cooling, state: 5, display: display('Wait to Cool   04m55', 1000) };
    expect(reportOf(waiting, 'C', 1000)).toMatchObject({
      activity: 'waiting',
      text: 'Waits before it cools, 4 min 55 s left',
    });
    expect(reportOf(waiting, 'C', 11_000).text).toBe('Waits before it cools, 4 min 45 s left');
    expect(reportOf({ ...cooling, display: display('Cooling for  1h02m04') }, 'C', 0).text).toBe(
      'Cooling for 1 h 2 min',
    );
  });

  it('takes no time from a display that was read in another state', () => {
    expect(reportOf({ ...cooling, display: display('Wait to Cool   04m55') }, 'C', 0).text).toBe('Cooling');
    expect(reportOf({ ...cooling, display: display('Door open           ') }, 'C', 0).text).toBe(
      'Cooling; the door is open',
    );
  });

  it('is in °C whatever the board shows', () => {
    expect(reportOf({ ...cooling, beerSet: 68, chamberSet: null }, 'F', 0)).toMatchObject({
      beerSpC: 20,
      chamberSpC: null,
    });
    expect(differenceToC(1.8, 'F')).toBeCloseTo(1);
    expect(toC(fromC(18.3, 'F'), 'F')).toBeCloseTo(18.3);
    expect(isSame(70.99, 71)).toBe(true);
    expect(isSame(70.98, 71)).toBe(false);
  });

  it('fits every recorded line: what the display shows agrees with the state', () => {
    const view = new BoardView();
    const texts = new Set<string>();
    for (const { text, direction } of readTranscript('transcript-0.2.13')) {
      const message = direction === 'received' ? parseLine(text) : null;
      if (message !== null) view.take(message, 0);
      const report = view.report(0);
      if (message?.kind === 'display' && report !== null) texts.add(report.text);
    }
    expect([...texts]).toEqual(
      expect.arrayContaining([
        'Off',
        'Waits before it cools, 9 min 48 s left',
        'Waits before it cools, 4 min 55 s left',
        'Cooling for 2 min 43 s',
        'Waits before it heats, 9 min 45 s left',
        'Heating for 4 min 35 s',
        'Temperature control is off',
        'Cools for its minimum time, 2 min 52 s left',
        'Waits for the temperature to peak',
        'Heating for 38 s',
      ]),
    );
  });
});

describe('orders to a board', () => {
  const inC = parseLine('C:{"tempFormat":"C","tempSetMin": 1.0,"tempSetMax": 30.0}') as ConstantsMessage;
  const inF = parseLine('C:{"tempFormat":"F","tempSetMin": 33.8,"tempSetMax": 86.0}') as ConstantsMessage;
  const auto: BoardCommand = { mode: 'auto', target: 'beer', source: 'constant', spC: 18 };

  it('always carry mode and setpoint, in the unit of the board', () => {
    expect(orderFor(auto, inC, 'o').text).toBe('j{mode:b, beerSet:18.0}');
    expect(orderFor(auto, inF, 'o').text).toBe('j{mode:b, beerSet:64.4}');
    expect(orderFor({ ...auto, target: 'chamber', spC: 4.5 }, inC, 'b').text).toBe(
      'j{mode:f, fridgeSet:4.5}',
    );
    expect(orderFor({ mode: 'off' }, inC, 'b').text).toBe('j{mode:o}');
  });

  it('stream a profile without touching the mode that the board is in', () => {
    const profile: BoardCommand = { ...auto, source: 'profile', spC: 19.251 };
    expect(orderFor(profile, inC, 'b').text).toBe('j{mode:p, beerSet:19.25}');
    expect(orderFor(profile, inC, 'p').text).toBe('j{beerSet:19.25}');
  });

  it('are refused outside of the range that the board is set to', () => {
    for (const spC of [999, 31, 0, -5.5, Number.NaN]) {
      expect(() => orderFor({ ...auto, spC }, inC, 'o')).toThrow('The board is set to hold 1.0 to 30.0 °C');
    }
    expect(orderFor({ ...auto, spC: 30 }, inF, 'o').text).toBe('j{mode:b, beerSet:86.0}');
  });
});

describe('readings of a board', () => {
  const temperatures = (fields: string) =>
    parseLine(`T:{${fields},"BeerAnn":null,"FridgeAnn":null,"State":0}`);
  const view = () => {
    const board = new BoardView();
    const constants = parseLine('C:{"tempFormat":"C","tempSetMin": 1.0,"tempSetMax": 30.0}');
    if (constants !== null) board.take(constants, 0);
    return board;
  };

  it('are bad where the board has none, and missing where no probe is installed', () => {
    const board = view();
    const line = temperatures('"BeerTemp":null,"BeerSet":null,"FridgeTemp": 20.50,"FridgeSet":null');
    if (line !== null) board.take(line, 0);
    expect(board.readings(0)).toEqual([
      ['beer', { quality: 'bad', reason: 'open-circuit' }],
      ['chamber', { quality: 'good', value: 20.5 }],
    ]);
  });

  it('lose a room probe that the board no longer mentions', () => {
    const board = view();
    for (const room of [',"RoomTemp": 21.00', '']) {
      const line = temperatures(
        `"BeerTemp": 20.00,"BeerSet":null,"FridgeTemp": 20.00,"FridgeSet":null${room}`,
      );
      if (line !== null) board.take(line, 0);
    }
    expect(board.readings(0).map(([probe]) => probe)).toEqual(['beer', 'chamber']);
  });

  it('of a build that says only what has changed are what it said last', () => {
    const board = view();
    const lines = readTranscript('transcript-0.2.4').filter(
      ({ section, direction, text }) => section === 'B' && direction === 'received' && text.startsWith('T:'),
    );
    const last: Record<string, unknown> = {};
    for (const { text } of lines) {
      Object.assign(last, JSON.parse(text.slice(2)));
      const message = parseLine(text);
      if (message !== null) board.take(message, 0);
    }
    expect(lines.length).toBeGreaterThan(1000);
    expect(board.readings(0)).toEqual([
      ['beer', { quality: 'good', value: last['bt'] }],
      ['chamber', { quality: 'good', value: last['ft'] }],
      ['room', { quality: 'good', value: last['rt'] }],
    ]);
  });

  it('are doubted when the display shows the other unit, and when a setpoint moved by itself', () => {
    const board = view();
    const ask = (line: string) => {
      const message = parseLine(line);
      return message === null ? null : board.take(message, 0);
    };
    expect(ask('L:["Mode   Beer Const.  ","Beer   68.0  68.0 \u00b0F","Fridge","Idling"]')).toBe('constants');
    expect(ask('S:{"mode":"b","beerSet": 18.00,"fridgeSet": 8.00}')).toBe(null);
    const said = '"BeerTemp": 20.00,"FridgeTemp": 20.00,"FridgeSet": 8.50';
    expect(ask(`T:{${said},"BeerSet": 18.00,"State":0}`)).toBe(null);
    expect(board.settings?.chamberSet).toBe(8.5);
    expect(ask(`T:{${said},"BeerSet": 19.00,"State":0}`)).toBe('settings');
    expect(ask(`T:{${said},"BeerSet": 18.00,"FridgeAnn":"Fridge door opened","State":0}`)).toBe('settings');
  });
});

describe("a DS18B20's power-on value", () => {
  const admitted = (values: readonly (number | null)[]) => {
    const gate = new PowerOnGate();
    return values.map((value, second) => gate.admit(value, second * 1000));
  };

  it('is not believed, nor is what the filter of the board makes of it until it has settled', () => {
    const decay = Array.from({ length: 120 }, (_, s) => 20 + 65 * Math.exp(-s / 10));
    const believed = admitted(decay).indexOf(true);
    expect(decay[believed]).toBeLessThan(20.2);
    expect(believed).toBeLessThan(90);
  });

  it('is believed when the probe climbs there as water does', () => {
    const boil = Array.from({ length: 100 }, (_, s) => 60 + 0.5 * s);
    expect(admitted(boil)).not.toContain(false);
  });

  it('is not believed after the probe was away, or when it jumps there', () => {
    expect(admitted([20, null, 85, 84.9])).toEqual([true, true, false, false]);
    expect(admitted([20, 85])).toEqual([true, false]);
  });
});
