import { describe, expect, it } from 'vitest';
import type { Alarm } from '#shared/domain/alarm.ts';
import type { Profile } from '#shared/domain/profile.ts';
import type { Run } from '#shared/domain/run.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import type { VesselState } from '#shared/domain/vessel-state.ts';
import { temporaryFolder } from '#test/rig/console.ts';
import { api, spawnConsole } from '#test/rig/console-process.ts';
import { fermentation, point } from '#test/rig/plans.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function until<T>(look: () => Promise<T>, holds: (value: T) => boolean, forMs = 20_000): Promise<T> {
  const end = performance.now() + forMs;
  for (;;) {
    const value = await look();
    if (holds(value)) return value;
    if (performance.now() > end) throw new Error(`It never came true: ${JSON.stringify(value)}`);
    await pause(20);
  }
}

describe('a console that is killed', () => {
  it('goes on with mode, setpoint, run and compressor time where it was', async () => {
    const args = ['--port', '0', '--speed', '60', '--data', temporaryFolder()];
    const first = spawnConsole(args);
    const url = await first.ready;
    await api(url, 'PUT', '/vessels/mash-tun/setpoint', { spC: 63.5 });
    await api(url, 'PUT', '/vessels/mash-tun/mode', { mode: 'auto' });
    const run = await api<Run>(url, 'POST', '/runs', {
      vesselId: 'fermenter-1',
      profileId: 'ale-fermentation',
      fromS: 9.5 * 86_400,
    });
    const cooler = async (at: string) => {
      const state = await api<VesselState>(at, 'GET', '/vessels/fermenter-1/state');
      return state.outputs.find(({ role }) => role === 'cooler');
    };
    // The crash asks for cold: the compressor runs, and is then stopped so that it has to wait.
    await until(
      () => cooler(url),
      (output) => output?.on === true,
    );
    await api(url, 'POST', '/vessels/fermenter-1/stop');
    // A stop that is taken back before the loop's next second has stopped nothing.
    await until(
      () => cooler(url),
      (output) => output?.on === false,
    );
    await api(url, 'POST', `/runs/${run.id}/resume`);
    const waiting = await until(
      () => cooler(url),
      (output) => output?.reason === 'min-off-time',
    );
    first.child.kill('SIGKILL');
    await first.ended;

    const second = spawnConsole(args);
    const again = await second.ready;
    const vessels = await api<Vessel[]>(again, 'GET', '/vessels');
    expect(vessels.map(({ id, control }) => [id, control.mode, control.source, control.spC])).toEqual([
      ['fermenter-1', 'auto', 'profile', 18],
      ['mash-tun', 'auto', 'constant', 63.5],
    ]);
    const [still] = await api<Run[]>(again, 'GET', '/runs');
    expect(still?.id).toBe(run.id);
    expect(still?.state).toBe('running');
    expect(still?.elapsedS).toBeGreaterThanOrEqual(run.elapsedS);
    expect(still?.elapsedS).toBeLessThan(run.elapsedS + 3 * 3600);
    const after = await until(
      () => cooler(again),
      (output) => output !== undefined,
    );
    expect(after).toMatchObject({ on: false, reason: 'min-off-time' });
    expect(after?.remainingS).toBeLessThanOrEqual((waiting?.remainingS ?? 0) + 1);
    expect(after?.remainingS).toBeGreaterThan(0);
  });

  it('tells each note of a profile once, at whatever moment', { timeout: 180_000 }, async () => {
    // Ten notes in a real second.
    const args = ['--port', '0', '--speed', '600', '--data', temporaryFolder()];
    const events = Array.from({ length: 450 }, (_, i) => ({ atS: i * 60, text: `Note ${i}` }));
    const profile = fermentation('Noted', [point(0, 18, 'step')], events);
    const told = async (url: string): Promise<string[]> => {
      const alarms = await api<Alarm[]>(url, 'GET', '/alarms?history=true&limit=1000');
      return alarms.map(({ message }) => message).filter((message) => message.startsWith('Note '));
    };
    let before = 0;
    for (let life = 0; life < 3; life += 1) {
      const { child, ended, ready } = spawnConsole(args);
      const url = await ready;
      if (life === 0) {
        const { id } = await api<Profile>(url, 'POST', '/profiles', profile);
        await api(url, 'POST', '/runs', { vesselId: 'fermenter-1', profileId: id });
      }
      const messages = await until(
        () => told(url),
        ({ length }) => length > before + 5,
        60_000,
      );
      expect(messages.toReversed()).toEqual(messages.map((_, i) => `Note ${i}`));
      before = messages.length;
      await pause(Math.random() * 300);
      child.kill('SIGKILL');
      await ended;
    }
  });
});
