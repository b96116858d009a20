import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Supervision, Supervisor } from '#main/devices/transports/supervisor.ts';
import type { Connector, TransportEvents } from '#main/devices/transports/transport.ts';

/** A supervised place that is open or not as the test says. */
function supervise() {
  const attempts: number[] = [];
  const lost: string[] = [];
  const faults: string[] = [];
  const breaks = { attend: false, onData: false, end: false };
  const fail = (on: boolean): void => {
    if (on) throw new Error('boom');
  };
  const place = { fails: 'no such port' as string | null, closes: 0 };
  let events: TransportEvents | null = null;
  let supervision: Supervision | null = null;
  const ended: string[] = [];
  const received: string[] = [];
  const startedMs = performance.now();
  const connector: Connector = {
    place: 'test',
    open: (opened) => {
      attempts.push(Math.round(performance.now() - startedMs));
      if (place.fails !== null) return Promise.reject(new Error(place.fails));
      events = opened;
      return Promise.resolve({
        write: () => {},
        leaveFarewell: () => {},
        close: () => {
          place.closes += 1;
          return Promise.resolve();
        },
      });
    },
  };
  const supervisor = new Supervisor({
    connector,
    attend: (given) => {
      supervision = given;
      fail(breaks.attend);
      return {
        onData: (bytes) => {
          fail(breaks.onData);
          received.push(Buffer.from(bytes).toString());
        },
        end: (reason) => {
          ended.push(reason);
          fail(breaks.end);
        },
      };
    },
    onLost: (reason) => lost.push(reason),
    onFault: (error) => faults.push(String(error)),
  });
  return {
    supervisor,
    attempts,
    lost,
    faults,
    breaks,
    place,
    ended,
    received,
    events: () => events,
    supervision: () => supervision,
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a supervised connection', () => {
  it('is tried for ever with growing, bounded waits, and its failure is said once', async () => {
    const { attempts, lost, supervisor } = supervise();
    await vi.advanceTimersByTimeAsync(60_000);
    const waits = attempts.slice(1).map((at, i) => at - (attempts[i] ?? 0));
    expect(waits.slice(0, 7)).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
    expect(lost).toEqual(['no such port']);
    await supervisor.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(attempts).toHaveLength(waits.length + 1);
  });

  it('is lost at once when it closes, and tried again soon once the device was there', async () => {
    const { attempts, lost, place, ended, events, supervision } = supervise();
    await vi.advanceTimersByTimeAsync(20_000);
    place.fails = null;
    await vi.advanceTimersByTimeAsync(10_000);
    supervision()?.proven();
    const before = attempts.length;
    events()?.onClosed('unplugged');
    expect(lost).toEqual(['no such port', 'unplugged']);
    expect(ended).toEqual(['unplugged']);
    await vi.advanceTimersByTimeAsync(500);
    expect(attempts).toHaveLength(before + 1);
    // What is said for the first time since the device was there is said again.
    place.fails = 'no such port';
    events()?.onClosed('unplugged');
    await vi.advanceTimersByTimeAsync(30_000);
    expect(lost).toEqual(['no such port', 'unplugged', 'no such port']);
  });

  it('is closed when its attendant gives it up, and waits longer each time', async () => {
    const { attempts, lost, place, supervision } = supervise();
    place.fails = null;
    await vi.advanceTimersByTimeAsync(500);
    for (const wait of [1000, 2000, 4000]) {
      supervision()?.giveUp('no board');
      const before = attempts.length;
      await vi.advanceTimersByTimeAsync(wait - 1);
      expect(attempts).toHaveLength(before);
      await vi.advanceTimersByTimeAsync(1);
      expect(attempts).toHaveLength(before + 1);
    }
    expect(place.closes).toBe(3);
    expect(lost).toEqual(['no such port', 'no board']);
  });

  it('that comes and goes in a loop is tried ever later, until it has stood for a while', async () => {
    const { attempts, place, events, supervision } = supervise();
    place.fails = null;
    await vi.advanceTimersByTimeAsync(500);
    const waitAfter = async (lastsMs: number): Promise<number> => {
      supervision()?.proven();
      await vi.advanceTimersByTimeAsync(lastsMs);
      const [before, startMs] = [attempts.length, performance.now()];
      events()?.onClosed('closed');
      while (attempts.length === before) await vi.advanceTimersByTimeAsync(100);
      return Math.round(performance.now() - startMs);
    };
    const short = [await waitAfter(50), await waitAfter(50), await waitAfter(50), await waitAfter(50)];
    expect(short).toEqual([500, 1000, 2000, 4000]);
    expect(await waitAfter(60_000)).toBe(500);
    expect(await waitAfter(50)).toBe(1000);
  });

  it('lets go when it is closed, even while it opens', async () => {
    const { supervisor, place } = supervise();
    place.fails = null;
    await vi.advanceTimersByTimeAsync(499);
    vi.advanceTimersByTime(1);
    await supervisor.close();
    expect(place.closes).toBe(1);
  });
});

describe('a fault of an attendant', () => {
  const failed = 'The driver failed: boom';

  it.each([
    ['while it is made', 'attend', () => {}],
    ['on arriving bytes', 'onData', (test) => test.events()?.onData(Buffer.from('x'))],
    ['at its end', 'end', (test) => test.events()?.onClosed('unplugged')],
  ] as const satisfies [string, string, (test: ReturnType<typeof supervise>) => void][])(
    '%s costs its own connection, which is tried again',
    async (_, what, happen) => {
      const test = supervise();
      test.place.fails = null;
      test.breaks[what] = true;
      await vi.advanceTimersByTimeAsync(500);
      happen(test);
      expect(test.faults).toEqual(['Error: boom']);
      expect(test.lost).toEqual(['no such port', what === 'end' ? 'unplugged' : failed]);
      expect(test.place.closes).toBe(what === 'end' ? 0 : 1);
      test.breaks[what] = false;
      await vi.advanceTimersByTimeAsync(5000);
      test.events()?.onData(Buffer.from('well'));
      expect(test.received).toEqual(['well']);
    },
  );

  it.each([
    [
      'in a timer',
      (supervision: Supervision) =>
        supervision.every(10, () => {
          throw new Error('boom');
        }),
    ],
    [
      'in a timer that waits',
      (supervision) => supervision.after(10, () => Promise.reject(new Error('boom'))),
    ],
    ['in what nobody waits for', (supervision) => supervision.run(() => Promise.reject(new Error('boom')))],
  ] as const satisfies [string, (supervision: Supervision) => void][])(
    '%s ends the connection and all its timers',
    async (_, begin) => {
      const { place, faults, lost, ended, supervision } = supervise();
      place.fails = null;
      await vi.advanceTimersByTimeAsync(500);
      const given = supervision();
      if (given === null) throw new Error('it is not open');
      let beats = 0;
      given.every(100, () => {
        beats += 1;
      });
      begin(given);
      await vi.advanceTimersByTimeAsync(1000);
      expect({ faults, lost, ended, beats, closes: place.closes }).toEqual({
        faults: ['Error: boom'],
        lost: ['no such port', failed],
        ended: [failed],
        beats: 0,
        closes: 1,
      });
    },
  );
});
