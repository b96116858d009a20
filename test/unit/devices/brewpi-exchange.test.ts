import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OFF_ORDER, type SettingOrder } from '#main/devices/brewpi/commands.ts';
import { Exchange, LostOnTheWay } from '#main/devices/brewpi/exchange.ts';
import { type Message, parseLine, parseLog } from '#main/devices/brewpi/messages.ts';

const beer18: SettingOrder = {
  text: 'j{mode:b, beerSet:18.0}',
  pairs: [
    ['mode', 'b'],
    ['beerSet', '18.0'],
  ],
  expected: { mode: 'b', beerSet: 18 },
};

const T = 'T:{"BeerTemp": 20.00,"BeerSet":null,"FridgeTemp": 20.00,"State":0}';
const C = 'C:{"tempFormat":"C","tempSetMin": 1.0,"tempSetMax": 30.0}';
const N = 'N:{"v":"0.2.13"}';
const S = (mode: string) =>
  `S:{"mode":"${mode}","beerSet":${mode === 'o' ? 'null' : ' 18.00'},"fridgeSet":null}`;
const echo = (key: string, value: string) => `D:{"logType":"I","logID":12,"V":["${key}","${value}"]}`;

function start() {
  const written: string[] = [];
  const exchange = new Exchange((text) => written.push(text));
  const say = (...lines: string[]) => {
    for (const line of lines) {
      const message: Message | null = line.startsWith('D:') ? parseLog(line.slice(2)) : parseLine(line);
      if (message === null) throw new Error(`not a message: ${line}`);
      exchange.take(message);
    }
  };
  const outcome = <R>(promise: Promise<R>) => {
    const state: { value?: R; error?: unknown } = {};
    promise.then(
      (value) => Object.assign(state, { value: value ?? true }),
      (error: unknown) => Object.assign(state, { error }),
    );
    return state;
  };
  return { exchange, written, say, outcome };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const settled = () => vi.advanceTimersByTimeAsync(0);

describe('commands to a board', () => {
  it('go one after the other, settings ahead of the questions that wait', async () => {
    const { exchange, written, say } = start();
    void exchange.query('t');
    void exchange.query('s');
    void exchange.order(beer18);
    expect(written).toEqual(['t']);
    say(T);
    expect(written).toEqual(['t', 'j{mode:b, beerSet:18.0}']);
    say(echo('mode', 'b'), echo('beerSet', '18.0'), S('b'));
    expect(written).toHaveLength(2);
    say(C);
    expect(written).toEqual(['t', 'j{mode:b, beerSet:18.0}', 's']);
    await settled();
  });

  it('resolve with what the board holds after the echo of just these keys', async () => {
    const { exchange, say, outcome } = start();
    const order = outcome(exchange.order(beer18));
    // Late answers to a command before.
    say(S('o'), C, echo('mode', 'o'), S('o'), C);
    await settled();
    expect(order).toEqual({});
    say(echo('mode', 'b'), T, echo('beerSet', '18.0'), T, S('b'), C);
    await settled();
    expect(order.value).toMatchObject({ mode: 'b', beerSet: 18 });
  });

  it('reject after 3 s when the board has not confirmed', async () => {
    const { exchange, say, outcome } = start();
    const order = outcome(exchange.order(beer18));
    say(T, S('o'));
    await vi.advanceTimersByTimeAsync(2999);
    expect(order).toEqual({});
    await vi.advanceTimersByTimeAsync(1);
    expect(order.error).toMatchObject({ code: 'unavailable', message: 'The board does not answer' });
  });

  it('hold even when the constants that follow are damaged', async () => {
    const { exchange, say, outcome } = start();
    const order = outcome(exchange.order(beer18));
    say(echo('mode', 'b'), echo('beerSet', '18.0'), S('b'));
    await vi.advanceTimersByTimeAsync(3000);
    expect(order.value).toMatchObject({ mode: 'b' });
  });

  it('are overtaken by a stop at once; what waited is dropped', async () => {
    const { exchange, written, say, outcome } = start();
    const first = outcome(exchange.order(beer18));
    const second = outcome(exchange.order(beer18));
    const stop = outcome(exchange.urgent(OFF_ORDER));
    expect(written).toEqual(['j{mode:b, beerSet:18.0}', 'j{mode:o}']);
    say(echo('mode', 'b'), echo('beerSet', '18.0'), S('b'), C, echo('mode', 'o'), S('o'), C);
    await settled();
    expect(first.value).toMatchObject({ mode: 'b' });
    expect(second.error).toMatchObject({ message: 'Overtaken by a stop' });
    expect(stop.value).toMatchObject({ mode: 'o' });
    expect(written).toHaveLength(2);
  });

  it('that were damaged on the way are known by the answer to a later question', async () => {
    const { exchange, written, say, outcome } = start();
    const question = outcome(exchange.query('t'));
    await vi.advanceTimersByTimeAsync(1500);
    expect(written).toEqual(['t', 'n']);
    say(N);
    await settled();
    expect(question.error).toBeInstanceOf(LostOnTheWay);
  });

  it('all end when the connection does', async () => {
    const { exchange, outcome } = start();
    const all = [outcome(exchange.query('t')), outcome(exchange.order(beer18))];
    exchange.end('unplugged');
    all.push(outcome(exchange.query('s')));
    await settled();
    expect(all.map(({ error }) => (error as Error).message)).toEqual(['unplugged', 'unplugged', 'unplugged']);
  });
});
