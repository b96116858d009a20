import { describe, expect, it } from 'vitest';
import { Framer } from '#main/devices/brewpi/framing.ts';
import { parseLine, parseLog } from '#main/devices/brewpi/messages.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const push = (framer: Framer, text: string) => framer.push(bytes(text));
const LOG = '{"logType":"E","logID":10,"V":[101]}';

describe('lines of a board', () => {
  it('join around a log message that landed inside', () => {
    expect(push(new Framer(), `h:[D:${LOG}\r\n{"i":1}]\r\n`)).toEqual([
      { kind: 'log', text: LOG },
      { kind: 'line', text: 'h:[{"i":1}]' },
    ]);
  });

  it('are latin1: the degree sign of the display is one byte', () => {
    const [line] = push(new Framer(), 'L:["Mode","Beer   20.0  18.0 \u00b0C","3","4"]\r\n');
    expect(line).toMatchObject({ text: expect.stringContaining('\u00b0C') });
  });

  it('wait for the rest of a log message that holds a newline', () => {
    const framer = new Framer();
    expect(push(framer, 'D:{"logType":"I","logID":12,"V":["\n')).toEqual([]);
    const [log] = push(framer, 'beerSet","19.5"]}\r\n');
    expect(log).toEqual({ kind: 'log', text: '{"logType":"I","logID":12,"V":["\nbeerSet","19.5"]}' });
    expect(parseLog(log?.kind === 'log' ? log.text : '')).toMatchObject({ values: ['\nbeerSet', '19.5'] });
  });

  it('survive a log message whose end was lost', () => {
    const received = push(
      new Framer(),
      `D:{"logType":"I","logID":1T:{"State":0}\r\nD:${LOG}\r\nS:{"mode":"o"}\r\n`,
    );
    expect(received).toEqual([
      { kind: 'log', text: LOG },
      { kind: 'line', text: 'D:{"logType":"I","logID":1T:{"State":0}' },
      { kind: 'line', text: 'S:{"mode":"o"}' },
    ]);
  });

  it('are found again after 100 kB of garbage, of which little is kept', () => {
    const framer = new Framer();
    const garbage = Buffer.alloc(100_000, 0);
    for (let at = 0; at < garbage.length; at += 1) garbage[at] = (at * 7919) % 256;
    const noise = Buffer.from(garbage.map((byte) => (byte === 10 ? 0 : byte)));
    framer.push(garbage);
    framer.push(noise);
    framer.push(bytes('D:{"logType":'.repeat(5000)));
    framer.push(bytes('\r\n'));
    expect(push(framer, 'S:{"mode":"o"}\r\n')).toEqual([{ kind: 'line', text: 'S:{"mode":"o"}' }]);
  });
});

describe('messages of a board', () => {
  it('are read with their blanks, nulls and numbers that may be texts', () => {
    expect(parseLine('S:{"mode":"b","beerSet": 18.00,"fridgeSet":null,"heatEst": 0.199}')).toEqual({
      kind: 'settings',
      mode: 'b',
      beerSet: 18,
      chamberSet: null,
    });
    expect(parseLine('N:{"v":"0.2.4","n":0,"c":"59da38f","s":2,"y":0,"b":"s","l":"1"}')).toMatchObject({
      version: '0.2.4',
      build: '0',
      logTable: '1',
    });
  });

  it('are nothing when they are cut, empty or of another kind', () => {
    const lines = [
      '',
      'T:',
      'T:{"BeerTemp": 20',
      'S:{}',
      'S:[]',
      'C:{"tempFormat":"K"}',
      'L:["a"]',
      'X:{}',
      'h:[1]',
    ];
    expect(lines.map(parseLine)).toEqual(lines.map(() => null));
  });
});
