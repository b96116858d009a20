import { expect, it, vi } from 'vitest';
import type { BrewPiBoard } from '#test/rig/brewpi/board.ts';
import { plugBoard } from '#test/rig/brewpi/listener.ts';
import {
  brewer,
  startTestConsole,
  type TestConsole,
  type TestConsoleOptions,
  temporaryFolder,
} from '#test/rig/console.ts';
import { api, spawnConsole } from '#test/rig/console-process.ts';
import { fermentation } from '#test/rig/plans.ts';
import { describeWithSocat } from '#test/rig/prerequisites.ts';

const within = (timeout: number) => ({ timeout, interval: 50 });

/** A console in real time with its questions. */
async function start(options: TestConsoleOptions = {}) {
  const test = await startTestConsole({ time: null, ...options });
  const { procedures } = test;
  const link = async () => (await procedures.device.list(undefined, brewer))[0]?.state;
  const vessel = async () => {
    const [first] = await procedures.vessel.list(undefined, brewer);
    if (first === undefined) throw new Error('The board brought no vessel');
    return first;
  };
  const state = async () => procedures.vessel.state({ id: (await vessel()).id }, brewer);
  return { ...test, link, vessel, state };
}

async function addBoard({ procedures }: Pick<TestConsole, 'procedures'>, board: BrewPiBoard): Promise<void> {
  await procedures.system.chooseFirstStart({ choice: 'empty' }, brewer);
  await procedures.device.create({ name: 'Cellar', driver: 'brewpi', connection: board.path }, brewer);
}

describeWithSocat('a console with a BrewPi board', () => {
  it('shows what the board measures, and tells it what the brewer asks for', async () => {
    const board = await plugBoard({ bootMs: 1000 });
    const { procedures, link, vessel, state, ...test } = await start();
    await addBoard({ procedures }, board);
    await vi.waitFor(async () => expect((await link())?.link).toBe('connected'), within(8000));
    await vi.waitFor(async () => expect(await state()).toMatchObject({ mode: 'off', pvC: 20 }), within(4000));

    const { id } = await vessel();
    await procedures.vessel.setSetpoint({ id, spC: 18 }, brewer);
    await procedures.vessel.setMode({ id, mode: 'auto' }, brewer);
    expect(board.orders()).toEqual(['j{mode:b, beerSet:18.0}']);
    await vi.waitFor(
      async () =>
        expect(await state()).toMatchObject({
          mode: 'auto',
          spC: 18,
          text: expect.stringContaining('Waits before it cools'),
        }),
      within(6000),
    );
    await expect(procedures.vessel.setSetpoint({ id, spC: 999 }, brewer)).rejects.toThrow('from 1 to 30 °C');
    expect(board.orders()).toHaveLength(1);
    expect(test.faults).toEqual([]);
  });

  it('leaves a new board with the original firmware off, though that holds a setpoint', async () => {
    const board = await plugBoard({ firmware: '0.2.4', installed: false });
    expect(board.held).toMatchObject({ mode: 'o', beerSet: 20, chamberSet: 20 });
    const { procedures, link, vessel, state } = await start();
    await addBoard({ procedures }, board);
    await vi.waitFor(async () => expect((await link())?.link).toBe('connected'), within(8000));
    // What the board holds is taken over once a second.
    await vi.waitFor(async () => expect(await state()).toMatchObject({ mode: 'off' }), within(4000));
    await vi.waitFor(
      () => expect(board.commands.filter((each) => each === 's').length).toBeGreaterThan(1),
      within(8000),
    );
    expect((await vessel()).control.mode).toBe('off');
    expect(board.orders()).toEqual([]);
  });

  it('says at once that its cable was pulled, and goes on by itself when it is back', async () => {
    const board = await plugBoard();
    const { procedures, link, vessel, state } = await start();
    await addBoard({ procedures }, board);
    await vi.waitFor(async () => expect(await state()).toMatchObject({ pvC: 20 }), within(8000));
    const { id } = await vessel();
    await procedures.vessel.setMode({ id, mode: 'auto' }, brewer);
    const alarms = async () =>
      (await procedures.alarm.list({}, brewer)).map((alarm) => `${alarm.code} ${alarm.state}`);

    await board.unplug();
    await vi.waitFor(async () => expect((await link())?.link).toBe('lost'), within(1000));
    expect(await alarms()).toEqual(['device-lost unacknowledged']);
    await vi.waitFor(
      async () => expect(await state()).toMatchObject({ pvC: null, pvBad: 'device-lost' }),
      within(2000),
    );
    await board.plug();
    await vi.waitFor(
      async () => expect(await state()).toMatchObject({ mode: 'auto', pvC: 20 }),
      within(8000),
    );
    expect(await alarms()).toEqual(['device-lost cleared-unacknowledged']);
    // The board went on regulating: it is not told again what it holds.
    expect(board.orders()).toHaveLength(1);
  });

  it('takes over what the knob says during a profile, and leaves the board with it', async () => {
    const board = await plugBoard();
    const { procedures, vessel, state } = await start();
    await addBoard({ procedures }, board);
    await vi.waitFor(async () => expect(await state()).toMatchObject({ pvC: 20 }), within(8000));
    const { id } = await vessel();
    const point = { spC: 18, approach: 'step', note: '' } as const;
    const points = [
      { ...point, atS: 0 },
      { ...point, atS: 86_400 },
    ];
    const profile = await procedures.profile.create(fermentation('Lager', points), brewer);
    await procedures.run.start({ vesselId: id, profileId: profile.id }, brewer);
    await vi.waitFor(
      async () => expect(await state()).toMatchObject({ mode: 'auto', spC: 18 }),
      within(8000),
    );
    await vi.waitFor(() => expect(board.held).toMatchObject({ mode: 'p', beerSet: 18 }), within(8000));
    board.held.beerSet = 15;
    await vi.waitFor(() => expect(board.held).toMatchObject({ mode: 'b', beerSet: 15 }), within(15_000));
    expect(board.orders()).toEqual(['j{mode:p, beerSet:18.0}', 'j{mode:b, beerSet:15.0}']);
    expect((await vessel()).control).toMatchObject({ mode: 'auto', source: 'constant', spC: 15 });
    expect(await procedures.run.list({}, brewer)).toMatchObject([{ state: 'held' }]);
  }, 40_000);

  it('that stops and starts leaves the board to itself, and finds it as it is', async () => {
    const board = await plugBoard();
    const first = await start();
    await addBoard(first, board);
    await vi.waitFor(async () => expect(await first.state()).toMatchObject({ pvC: 20 }), within(8000));
    await first.procedures.vessel.setMode({ id: (await first.vessel()).id, mode: 'auto' }, brewer);
    await first.console.stop();
    expect(board.held.mode).toBe('b');

    const second = await start({ dataDir: first.dataDir });
    await vi.waitFor(
      async () => expect(await second.state()).toMatchObject({ mode: 'auto', pvC: 20 }),
      within(8000),
    );
    expect(board.orders()).toHaveLength(1);
  });

  it('stops the board in an emergency, and says when it is not stopped', async () => {
    const board = await plugBoard({ held: { mode: 'b', beerSet: 18, chamberSet: 8, state: 4 } });
    const { procedures, state } = await start();
    await addBoard({ procedures }, board);
    await vi.waitFor(
      async () => expect(await state()).toMatchObject({ mode: 'auto', pvC: 20 }),
      within(8000),
    );
    board.faults.deaf = true;
    await procedures.system.emergencyStop(undefined, brewer);
    const errors = await procedures.log.list({ level: 'error' }, brewer);
    expect(errors).toContainEqual(
      expect.objectContaining({ source: 'Cellar', message: expect.stringContaining('Not stopped') }),
    );
    board.faults.deaf = false;
    await vi.waitFor(() => expect(board.held.mode).toBe('o'), within(15_000));
  });
});

describeWithSocat('a console in a process of its own', () => {
  it('drives its board from its worker, survives a pulled cable, and frees the port when it is killed', async () => {
    const board = await plugBoard();
    const args = ['--data', temporaryFolder(), '--port', '0'];
    const first = spawnConsole(args);
    const url = await first.ready;
    await api(url, 'POST', '/console/first-start', { choice: 'empty' });
    await api(url, 'POST', '/devices', { name: 'Cellar', driver: 'brewpi', connection: board.path });
    const linkAt = async (at: string) =>
      (await api<{ state: { link: string } }[]>(at, 'GET', '/devices'))[0]?.state.link;
    await vi.waitFor(async () => expect(await linkAt(url)).toBe('connected'), within(15_000));
    await board.unplug();
    await vi.waitFor(async () => expect(await linkAt(url)).toBe('lost'), within(2000));
    await board.plug();
    await vi.waitFor(async () => expect(await linkAt(url)).toBe('connected'), within(15_000));

    first.child.kill('SIGKILL');
    await first.ended;
    const again = await spawnConsole(args).ready;
    await vi.waitFor(async () => expect(await linkAt(again)).toBe('connected'), within(15_000));
  });
});
