import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import type { BoardOptions } from '#test/rig/brewpi/board.ts';
import { firmwareVersions } from '#test/rig/brewpi/firmware.ts';
import { plugBoard } from '#test/rig/brewpi/listener.ts';
import { brewer, startTestConsole } from '#test/rig/console.ts';
import { describeWithSocat } from '#test/rig/prerequisites.ts';

/** A console in real time with a board on a serial port. */
async function connect(options: Omit<BoardOptions, 'path'> = {}) {
  const board = await plugBoard(options);
  const console = await startTestConsole({ time: null });
  const { procedures } = console;
  await procedures.system.chooseFirstStart({ choice: 'empty' }, brewer);
  const config = { name: 'Cellar', driver: 'brewpi', connection: board.path };
  const { id } = await procedures.device.create(config, brewer);
  const link = async () => (await procedures.device.list(undefined, brewer))[0]?.state.link;
  await vi.waitFor(async () => expect(await link()).toBe('connected'), { timeout: 15_000, interval: 20 });
  const asked = (letter: string) => board.commands.filter((command) => command === letter).length;
  return { board, id, link, asked, ...console };
}

for (const firmware of firmwareVersions) {
  describeWithSocat(`a BrewPi board with firmware ${firmware} that is looked at`, () => {
    it('shows the four lines of its display, with the degree sign that it means', async () => {
      const { board, procedures, id } = await connect({
        firmware,
        held: { mode: 'b', beerSet: 18, chamberSet: 8, state: 5, beer: 19.96 },
      });
      expect(await procedures.board.display({ id }, brewer)).toEqual({
        lines: [
          'Mode   Beer Const.  ',
          'Beer   20.0  18.0 °C',
          'Fridge 20.0   8.0 °C',
          'Wait to Cool   04m55',
        ],
      });
      board.held.display = 'Cooling for    00m01';
      await vi.waitFor(
        async () =>
          expect((await procedures.board.display({ id }, brewer)).lines[3]).toBe('Cooling for    00m01'),
        { timeout: 4000, interval: 200 },
      );
    });

    it('tells its control variables by the names of its firmware, in its unit', async () => {
      const { procedures, id } = await connect({ firmware, held: { format: 'F' } });
      const { unit, values } = await procedures.board.variables({ id }, brewer);
      expect(unit).toBe('F');
      expect(Object.keys(values)).toEqual(
        'beerDiff diffIntegral beerSlope p i d estPeak negPeakEst posPeakEst negPeak posPeak'.split(' '),
      );
    });

    it('tells variables that move while it works', async () => {
      const { procedures, id } = await connect({
        firmware,
        physics: true,
        speed: 300,
        held: { mode: 'b', beerSet: 18, chamberSet: 8 },
      });
      const variables = async () => (await procedures.board.variables({ id }, brewer)).values;
      // It cools: the estimate of where the chamber goes was never made before.
      await vi.waitFor(async () => expect((await variables())['estPeak']).toBeLessThan(20), {
        timeout: 20_000,
        interval: 200,
      });
      expect((await variables())['beerDiff']).toBeLessThan(-1);
    });
  });
}

describeWithSocat('the line to a BrewPi board', () => {
  it('carries one question at a time, and each once however many look', async () => {
    const { board, asked, procedures, id } = await connect({ paceMs: 20 });
    const before = asked('l');
    const looks = Array.from({ length: 30 }, async (_, at) =>
      at % 2 === 0 ? procedures.board.display({ id }, brewer) : procedures.board.variables({ id }, brewer),
    );
    await Promise.all(looks);
    expect(asked('v')).toBe(1);
    // One of its own may have been due.
    expect(asked('l') - before).toBeLessThanOrEqual(2);
    expect([board.interruptions, board.overruns]).toEqual([0, 0]);
    expect(Math.max(...board.commands.map((command) => command.length))).toBeLessThanOrEqual(60);
  });

  it('carries no more than ever when nobody looks', async () => {
    const { asked } = await connect();
    const before = asked('l');
    await sleep(6000);
    expect(asked('v')).toBe(0);
    // Once in five seconds, for the words about what it does.
    expect(asked('l') - before).toBeLessThanOrEqual(2);
  });

  it('is said to be away when it is, and asked anew when it is back', async () => {
    const { board, link, procedures, id } = await connect();
    await procedures.board.display({ id }, brewer);
    await board.unplug();
    await vi.waitFor(async () => expect(await link()).toBe('lost'), { timeout: 5000, interval: 20 });
    await vi.waitFor(
      async () =>
        expect(procedures.board.display({ id }, brewer)).rejects.toMatchObject({ code: 'unavailable' }),
      { timeout: 4000, interval: 100 },
    );
    await board.plug();
    await vi.waitFor(async () => expect(await link()).toBe('connected'), { timeout: 15_000, interval: 50 });
    expect((await procedures.board.display({ id }, brewer)).lines).toHaveLength(4);
  });
});
