import { describe, expect, it } from 'vitest';
import { brewer, startTestConsole } from '#test/rig/console.ts';
import { ManualTime } from '#test/rig/manual-time.ts';
import { createTestRegulator } from '#test/rig/test-regulator.ts';

const cooler = { kind: 'pin', pin: 5, inverted: true } as const;
const heater = { kind: 'pin', pin: 6, inverted: true } as const;

/** A console with a board whose cooler is on pin 5 and whose heater is on pin 6, connected for six minutes. */
async function startGarage() {
  const time = new ManualTime();
  const board = createTestRegulator();
  const { procedures } = await startTestConsole({ time, families: [board.family] });
  await procedures.system.chooseFirstStart({ choice: 'empty' }, brewer);
  const config = { name: 'Garage', driver: 'test-regulator', connection: '' };
  const { id } = await procedures.device.create(config, brewer);
  await time.advance({ seconds: 2 });
  const [vessel] = await procedures.vessel.list(undefined, brewer);
  if (vessel === undefined) throw new Error('the board has no vessel');
  await procedures.board.install({ id, wiring: cooler, role: 'cooler' }, brewer);
  await procedures.board.install({ id, wiring: heater, role: 'heater' }, brewer);
  await time.advance({ minutes: 6 });
  const tryPin = (pin: number) => procedures.board.tryOutput({ id, pin, inverted: true }, brewer);
  return { time, board, id, vesselId: vessel.id, procedures, tryPin };
}

describe('a cooler that its board has just run', () => {
  it('is not tried before it has rested, counted from when the board cooled last', async () => {
    const { time, board, procedures, vesselId, tryPin } = await startGarage();
    await procedures.vessel.setMode({ id: vesselId, mode: 'auto', source: 'constant' }, brewer);
    board.report = { ...board.report, activity: 'cooling' };
    await time.advance({ minutes: 10 });
    await procedures.vessel.setMode({ id: vesselId, mode: 'off' }, brewer);
    await time.advance({ seconds: 60 });
    await expect(tryPin(5)).rejects.toMatchObject({
      message: expect.stringMatching(/may be a compressor: it rests for another [34] min/),
      retryAfterS: expect.toSatisfy((restS: number) => restS >= 235 && restS <= 242),
    });
    expect(board.tried).toEqual([]);
    // What has not run need not rest.
    await tryPin(6);
    await time.advance({ minutes: 4, seconds: 2 });
    await tryPin(5);
    expect(board.tried).toEqual([6, 5]);
  });

  it('rests also when its role is taken away meanwhile', async () => {
    const { time, board, procedures, id, vesselId, tryPin } = await startGarage();
    await procedures.vessel.setMode({ id: vesselId, mode: 'auto', source: 'constant' }, brewer);
    board.report = { ...board.report, activity: 'cooling' };
    await time.advance({ seconds: 30 });
    await procedures.vessel.setMode({ id: vesselId, mode: 'off' }, brewer);
    await procedures.board.uninstall({ id, slot: 5 }, brewer);
    await expect(tryPin(5)).rejects.toThrow('may be a compressor: it rests for another');
  });
});
