import { describe, expect, it } from 'vitest';
import { LOGO_MAX_LENGTH, SETTING_MAX_LENGTH } from '#shared/domain/setting.ts';
import { brewer, startTestConsole } from '#test/rig/console.ts';
import { ManualTime } from '#test/rig/manual-time.ts';

const guest = { name: 'Guest', role: 'look' } as const;

describe('the settings of a console', () => {
  it('are bounded for names that the console does not know; a logo may be long', async () => {
    const { procedures } = await startTestConsole();
    const set = async (name: string, value: string) => procedures.setting.set({ name, value }, brewer);
    await set('mine', 'x'.repeat(SETTING_MAX_LENGTH));
    await expect(set('mine', 'x'.repeat(SETTING_MAX_LENGTH + 1))).rejects.toMatchObject({ code: 'invalid' });
    const head = 'data:image/png;base64,';
    await set('brewery.logo', head + 'A'.repeat(LOGO_MAX_LENGTH - head.length));
    await expect(set('brewery.logo', 'the logo')).rejects.toThrow(/must be a picture, or an address/);
    // Switches are switches: other wire formats translate at their own edge.
    await expect(set('alarms.sound', 'true')).rejects.toMatchObject({ code: 'invalid' });
  });

  it('are bounded together, and room that is given back can be used', async () => {
    const { procedures } = await startTestConsole();
    const text = 'x'.repeat(SETTING_MAX_LENGTH);
    const set = async (n: number) => procedures.setting.set({ name: `n${n}`, value: text }, brewer);
    let n = 0;
    const fill = async (): Promise<void> => {
      for (;;) {
        await set(n);
        n += 1;
      }
    };
    await expect(fill()).rejects.toMatchObject({ code: 'limit' });
    expect(n).toBe(99);
    // One that is there already is changed, and the console's own have their room.
    await set(0);
    await procedures.setting.set({ name: 'brewery.name', value: 'Full House' }, brewer);
    await procedures.setting.reset({ name: 'n0' }, brewer);
    await set(n);
  });
});

describe('where a console keeps its data', () => {
  it('is told with its size, the folder only to whoever may change the installation', async () => {
    const time = new ManualTime();
    const { procedures, dataDir } = await startTestConsole({ time });
    const before = await procedures.system.storage(undefined, brewer);
    expect(before).toMatchObject({ folder: dataDir, samplesFromMs: null });
    expect(before.databaseBytes).toBeGreaterThan(4096);
    expect(before.freeBytes).toBeGreaterThan(0);
    const startMs = time.wallMs();
    await time.advance({ minutes: 2 });
    const after = await procedures.system.storage(undefined, guest);
    expect(after.folder).toBeNull();
    expect(after.samplesFromMs).toBeGreaterThanOrEqual(startMs);
  });
});

describe('who reaches a console', () => {
  it('is told with the addresses', async () => {
    const { procedures, url } = await startTestConsole();
    expect(await procedures.system.access(undefined, guest)).toEqual({
      addresses: [url],
      thisComputerOnly: true,
      needsToken: false,
    });
    const closed = await startTestConsole({ token: 'a-token-for-the-cellar' });
    expect(await closed.procedures.system.access(undefined, guest)).toMatchObject({ needsToken: true });
  });
});
