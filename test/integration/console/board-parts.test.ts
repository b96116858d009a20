import { expect, it, onTestFinished, vi } from 'vitest';
import { RealTime } from '#main/app/console-time.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { BrewPiBoard } from '#test/rig/brewpi/board.ts';
import { brewer, startTestConsole } from '#test/rig/console.ts';

const wiring = { kind: 'pin', pin: 5, inverted: true } as const;

/** Real time, whose wall clock people set. */
class SetTime extends RealTime {
  /** By how much it was set ahead, or back, ms. */
  setByMs = 0;

  override wallMs(): number {
    return super.wallMs() + this.setByMs;
  }
}

/** A console in real time with a board on the network that has nothing installed. */
async function newBoard() {
  const board = new BrewPiBoard({ path: 0, installed: false });
  onTestFinished(() => board.unplug());
  await board.plug();
  const time = new SetTime();
  const console = await startTestConsole({ time });
  const config = { name: 'Garage', driver: 'brewpi', connection: board.path };
  const { id } = await console.procedures.device.create(config, brewer);
  await vi.waitFor(
    async () => {
      const listed = await console.procedures.device.list(undefined, brewer);
      expect(listed.find(({ device }) => device.id === id)?.state.link).toBe('connected');
    },
    { timeout: 15_000, interval: 50 },
  );
  const vessels = await console.procedures.vessel.list(undefined, brewer);
  const vessel = vessels.find(({ name }) => name === 'Garage');
  if (vessel === undefined) throw new Error('the board has no vessel');
  return { board, time, id, vesselId: vessel.id, ...console };
}

it('a board gets its roles from people, one each', async () => {
  const { procedures, id } = await newBoard();
  const parts = await procedures.board.install({ id, wiring, role: 'cooler' }, brewer);
  expect(parts.find(({ role }) => role === 'cooler')).toMatchObject({ slot: 0, wiring });
  await expect(
    procedures.board.install({ id, wiring: { ...wiring, pin: 6 }, role: 'cooler' }, brewer),
  ).rejects.toThrow('Pin 5 already is the cooler: take that role away first');
  await expect(procedures.board.install({ id, wiring, role: 'beer-sensor' }, brewer)).rejects.toThrow(
    'Pin 5 cannot be the beer sensor',
  );
  await expect(procedures.board.calibrate({ id, slot: 0, offsetC: 1 }, brewer)).rejects.toThrow(
    'no probe in slot 0',
  );
  expect((await procedures.board.uninstall({ id, slot: 0 }, brewer)).some(({ role }) => role !== null)).toBe(
    false,
  );
});

it('a board is asked once for what is connected, however many look', async () => {
  const { board, procedures, id } = await newBoard();
  const looks = Array.from({ length: 20 }, async () => procedures.board.parts({ id }, brewer));
  const [first, ...others] = await Promise.all(looks);
  for (const other of others) expect(other).toEqual(first);
  expect(board.orders().filter((order) => order.startsWith('h{'))).toHaveLength(1);
  // What a probe has measured since then is all that is new.
  const again = await procedures.board.parts({ id }, brewer);
  const wirings = (parts: typeof again | undefined) => parts?.map((part) => part.wiring);
  expect(wirings(again)).toEqual(wirings(first));
  expect(board.orders().filter((order) => order.startsWith('h{'))).toHaveLength(2);
});

it('a pin is tried while the vessel is off, and what hangs on it rests afterwards', async () => {
  const { board, procedures, id, vesselId } = await newBoard();
  await procedures.board.tryOutput({ id, pin: 5, inverted: true }, brewer);
  expect(board.parts.switched).toEqual([5]);
  expect([...board.parts.on]).toEqual([]);
  await expect(procedures.board.tryOutput({ id, pin: 5, inverted: true }, brewer)).rejects.toThrow(
    expect.objectContaining({
      message: expect.stringMatching(/may be a compressor: it rests for another [45] min/),
      retryAfterS: expect.toSatisfy((restS: number) => restS > 240 && restS <= 300),
    }),
  );
  // The vessel has noticed nothing of the test mode.
  expect((await procedures.vessel.get({ id: vesselId }, brewer)).control.mode).toBe('off');
  const log = await procedures.log.list({ source: 'Garage' }, brewer);
  expect(log.map(({ message }) => message)).toContain('Pin 5 is switched on for five seconds by Ada');
}, 30_000);

it.each([
  ['ahead', 3_600_000],
  ['back', -3_600_000],
])(
  'the clock that people read, set %s, makes no rest of a cooler shorter or longer',
  async (_, setByMs) => {
    const { board, time, procedures, id } = await newBoard();
    await procedures.board.install({ id, wiring, role: 'cooler' }, brewer);
    time.setByMs = setByMs;
    await expect(procedures.board.tryOutput({ id, pin: 5, inverted: true }, brewer)).rejects.toThrow(
      expect.objectContaining({
        retryAfterS: expect.toSatisfy((restS: number) => restS > 240 && restS <= 300),
      }),
    );
    expect(board.parts.switched).toEqual([]);
  },
  30_000,
);

it('a pin stays off when the emergency stop comes while its trial is being made ready', async () => {
  const { board, procedures, id } = await newBoard();
  const trial = procedures.board.tryOutput({ id, pin: 5, inverted: true }, brewer);
  const [tried] = await Promise.allSettled([trial, procedures.system.emergencyStop(undefined, brewer)]);
  expect(tried).toMatchObject({ status: 'rejected' });
  expect(board.parts.switched).toEqual([]);
  expect(board.held.mode).toBe('o');
}, 30_000);

it('a vessel is not started while a pin of its board is tried, since the end of the trial would switch it off', async () => {
  const { board, procedures, id, vesselId } = await newBoard();
  const trial = procedures.board.tryOutput({ id, pin: 5, inverted: true }, brewer);
  await vi.waitFor(() => expect([...board.parts.on]).toEqual([5]), { timeout: 8000, interval: 10 });
  await expect(
    procedures.vessel.setMode({ id: vesselId, mode: 'auto', source: 'constant' }, brewer),
  ).rejects.toThrow('What is connected to the board of Garage is being tried: wait until it is off again');
  expect([...board.parts.on]).toEqual([5]);
  await trial;
  await procedures.vessel.setMode({ id: vesselId, mode: 'auto', source: 'constant' }, brewer);
  expect(board.held.mode).toBe('b');
}, 30_000);

it('a board that regulates without a vessel is left alone', async () => {
  const { board, procedures, id, vesselId } = await newBoard();
  await procedures.vessel.setMode({ id: vesselId, mode: 'auto', source: 'constant' }, brewer);
  await procedures.vessel.remove({ id: vesselId }, brewer);
  await expect(procedures.board.tryOutput({ id, pin: 5, inverted: true }, brewer)).rejects.toThrow(
    'Garage regulates: switch it off before it is set up',
  );
  await expect(procedures.board.install({ id, wiring, role: 'cooler' }, brewer)).rejects.toThrow('regulates');
  expect(board.held.mode).toBe('b');
});

it('a board is not set up while it regulates, nor in an emergency', async () => {
  const { procedures, id, vesselId } = await newBoard();
  await procedures.vessel.setMode({ id: vesselId, mode: 'auto', source: 'constant' }, brewer);
  await expect(procedures.board.install({ id, wiring, role: 'cooler' }, brewer)).rejects.toThrow(
    'Garage is running: switch it off before its board is set up',
  );
  await expect(procedures.board.tryOutput({ id, pin: 5, inverted: true }, brewer)).rejects.toThrow(
    'is running',
  );
  await procedures.vessel.setMode({ id: vesselId, mode: 'off' }, brewer);
  await procedures.system.emergencyStop(undefined, brewer);
  await expect(procedures.board.tryOutput({ id, pin: 5, inverted: true }, brewer)).rejects.toThrow(
    /emergency/i,
  );
  const unknown = procedures.board.parts({ id: 'simulated-brewery' as DeviceId }, brewer);
  await expect(unknown).rejects.toThrow('Simulated brewery is no board that is set up here');
});
