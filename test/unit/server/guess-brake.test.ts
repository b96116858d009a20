import { describe, expect, it } from 'vitest';
import { Gate } from '#main/server/gate.ts';
import { GuessBrake } from '#main/server/guess-brake.ts';
import { sessionHolds } from '#main/server/session-cookie.ts';
import { FakeTimers } from '#test/rig/fake-timers.ts';

describe('guess brake', () => {
  it('lets a few mistakes pass, then doubles the wait up to a minute', () => {
    const brake = new GuessBrake();
    const waits: number[] = [];
    for (let i = 0; i < 14; i += 1) {
      brake.failed('10.0.0.1', 0);
      waits.push(brake.waitMs('10.0.0.1', 0) / 1000);
    }
    expect(waits).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]);
    expect(brake.waitMs('10.0.0.1', 60_000)).toBe(0);
    expect(brake.waitMs('10.0.0.2', 0)).toBe(0);
  });

  it('takes all addresses of one IPv6 network for one', () => {
    const brake = new GuessBrake();
    for (let i = 0; i < 6; i += 1) brake.failed(`2001:db8::${i}`, 0);
    expect(brake.waitMs('2001:db8:0:0:ffff::1', 0)).toBeGreaterThan(0);
    expect(brake.waitMs('2001:db8:0:1::1', 0)).toBe(0);
  });

  it('remembers a bounded number of addresses, the latest ones', () => {
    const brake = new GuessBrake();
    for (let i = 0; i < 6; i += 1) brake.failed('10.0.0.1', 0);
    for (let i = 0; i < 1000; i += 1) brake.failed(`10.1.${i >> 8}.${i & 255}`, 0);
    expect(brake.waitMs('10.0.0.1', 0)).toBe(0);
  });

  it('forgets after a quarter of an hour', () => {
    const brake = new GuessBrake();
    for (let i = 0; i < 9; i += 1) brake.failed('10.0.0.1', 0);
    brake.failed('10.0.0.1', 16 * 60_000);
    expect(brake.waitMs('10.0.0.1', 16 * 60_000)).toBe(0);
  });
});

describe('gate', () => {
  const token = 'the-right-token';
  const open = () => {
    const timers = new FakeTimers();
    const gate = new Gate({ isKnownHost: () => true, token, cookieName: 'c' }, timers, () => timers.nowMs());
    const bearer = (given: string) =>
      gate.pass(
        {
          kind: 'http',
          method: 'GET',
          url: '/',
          open: false,
          headers: { host: 'h', authorization: `Bearer ${given}` },
        },
        '10.0.0.1',
      );
    return { timers, gate, bearer };
  };

  it('does not even look at the right token while an address has to wait', () => {
    const { timers, gate, bearer } = open();
    for (let i = 0; i < 5; i += 1) expect(bearer('wrong')).toMatchObject({ status: 401 });
    expect(bearer(token)).toMatchObject({ ok: false, status: 429, retryAfterS: 1 });
    expect(gate.signIn(token, '10.0.0.1')).toMatchObject({ ok: false, status: 429 });
    expect(gate.signIn(token, '10.0.0.2')).toMatchObject({ ok: true });
    timers.advance(1000);
    expect(bearer(token)).toMatchObject({ ok: true });
  });

  it('gives a session that holds for that token', () => {
    const { gate } = open();
    const result = gate.signIn(token, '10.0.0.1');
    expect(result.ok && sessionHolds(token, result.cookie, 0)).toBe(true);
    expect(result.ok && sessionHolds('another-token', result.cookie, 0)).toBe(false);
  });
});
