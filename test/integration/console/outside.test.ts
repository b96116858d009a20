import { describe, expect, it } from 'vitest';
import { brewer, startTestConsole } from '#test/rig/console.ts';

describe('readings from outside', () => {
  it('are kept for so many names; the one that was silent for longest gives way', async () => {
    const { procedures } = await startTestConsole();
    const tell = (name: string) =>
      procedures.channel.publish(
        { channel: 'data', payload: { type: 'external', source: 'tilt', name, value: 1, unit: 'SG' } },
        brewer,
      );
    for (let i = 0; i < 500; i += 1) await tell(`number ${i}`);
    await tell('number 0');
    for (let i = 500; i < 600; i += 1) await tell(`number ${i}`);
    const latest = await procedures.channel.latest({ channel: 'data' }, brewer);
    const keys = latest.flatMap(({ key }) => (key?.startsWith('tilt') === true ? [key] : []));
    expect(keys).toHaveLength(500);
    expect(keys).toContain('tilt: number 0');
    expect(keys).toContain('tilt: number 599');
    expect(keys).not.toContain('tilt: number 1');
  });
});

describe('names from outside', () => {
  it('are refused when they could not be read back', async () => {
    const { procedures } = await startTestConsole();
    const source = 'tilt\u0007';
    for (const channel of ['alarms', 'logs']) {
      const published = procedures.channel.publish(
        { channel, payload: { source, message: 'Empty' } },
        brewer,
      );
      await expect(published).rejects.toThrow('must not contain control characters');
    }
    expect(await procedures.alarm.list({}, brewer)).toEqual([]);
  });
});
