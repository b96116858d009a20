import { describe, expect, it } from 'vitest';
import { brewer, startTestConsole } from '#test/rig/console.ts';
import { ManualTime } from '#test/rig/manual-time.ts';
import { fermentation, point } from '#test/rig/plans.ts';
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

/** A day at 16 °C. */
const lager = fermentation('Lager', [point(0, 16, 'step'), point(86_400, 16, 'step')]);

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

describe('a cooler that was just tried', () => {
  const restS = (from: number, to: number) =>
    expect.toSatisfy((leftS: number) => leftS >= from && leftS <= to);

  it('is not started by its board, which does not count the trial: auto is refused, off never', async () => {
    const { time, board, procedures, vesselId: id, tryPin } = await startGarage();
    await tryPin(5);
    await time.advance({ seconds: 48 });
    await expect(procedures.vessel.setMode({ id, mode: 'auto' }, brewer)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(
        /^The cooler of Garage was tried: as a compressor it rests for another 4 min 1[1-3] s$/,
      ),
      retryAfterS: restS(251, 253),
    });
    expect((await procedures.vessel.get({ id }, brewer)).control.mode).toBe('off');
    await procedures.vessel.setMode({ id, mode: 'off' }, brewer);
    expect(board.commands.at(-1)).toEqual({ mode: 'off' });
    await time.advance({ minutes: 4, seconds: 15 });
    await procedures.vessel.setMode({ id, mode: 'auto' }, brewer);
    expect(board.report.mode).toBe('auto');
  });

  it('counts when it became the cooler after its trial, and not when something else did', async () => {
    const { procedures, id, vesselId, tryPin } = await startGarage();
    const auto = () => procedures.vessel.setMode({ id: vesselId, mode: 'auto' }, brewer);
    await procedures.board.uninstall({ id, slot: 5 }, brewer);
    await tryPin(2);
    await tryPin(6);
    await auto();
    await procedures.vessel.setMode({ id: vesselId, mode: 'off' }, brewer);
    await procedures.board.install({ id, wiring: { ...cooler, pin: 2 }, role: 'cooler' }, brewer);
    await expect(auto()).rejects.toThrow('The cooler of Garage was tried');
  });

  it('has rested before a run is told to its board, which the log says once', async () => {
    const { time, board, procedures, vesselId, tryPin } = await startGarage();
    await tryPin(5);
    const profile = await procedures.profile.create(lager, brewer);
    await procedures.run.start({ vesselId, profileId: profile.id }, brewer);
    await time.advance({ minutes: 4, seconds: 50 });
    expect(board.commands).toEqual([]);
    const log = await procedures.log.list({ source: 'Garage' }, brewer);
    const said = log.filter(({ message }) => message.startsWith('The cooler of Garage was tried'));
    expect(said).toHaveLength(1);
    await time.advance({ seconds: 15 });
    expect(board.commands).toEqual([{ mode: 'auto', target: 'beer', source: 'profile', spC: 16 }]);
    expect(await procedures.run.list({}, brewer)).toMatchObject([{ state: 'running' }]);
  });

  it('keeps nobody from switching off meanwhile: neither a person nor the emergency stop', async () => {
    const { time, board, procedures, vesselId, tryPin } = await startGarage();
    await tryPin(5);
    const profile = await procedures.profile.create(lager, brewer);
    await procedures.run.start({ vesselId, profileId: profile.id }, brewer);
    await time.advance({ seconds: 10 });
    await procedures.system.emergencyStop(undefined, brewer);
    board.report = { ...board.report, mode: 'auto', beerSpC: 10 };
    await time.advance({ seconds: 3 });
    expect(board.report.mode).toBe('off');
    expect(board.commands.at(-1)).toEqual({ mode: 'off' });
  });
});
