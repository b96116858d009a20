import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import type { BoardOptions } from '#test/rig/brewpi/board.ts';
import { firmwareVersions } from '#test/rig/brewpi/firmware.ts';
import { type Heard, lastLink, openDriver, plugBoard } from '#test/rig/brewpi/listener.ts';
import { describeWithSocat } from '#test/rig/prerequisites.ts';

const beerAt = (spC: number) => ({ mode: 'auto', target: 'beer', source: 'constant', spC }) as const;

async function connectTo(options: Omit<BoardOptions, 'path'>) {
  const board = await plugBoard(options);
  const opened = openDriver(board.path);
  await until(opened.heard, 'connected', 10_000);
  return { board, ...opened };
}

/** Waits until the link is so. @returns how long that took, ms. */
async function until(heard: Heard, link: string, timeout: number): Promise<number> {
  const startMs = performance.now();
  await vi.waitFor(() => expect(lastLink(heard)).toBe(link), { timeout, interval: 5 });
  return Math.round(performance.now() - startMs);
}

const print = (what: string, ms: number): void => console.log(`brewpi: ${what} ${(ms / 1000).toFixed(2)} s`);

for (const firmware of firmwareVersions) {
  describeWithSocat(`a BrewPi board with firmware ${firmware} that`, () => {
    const connect = (options: Omit<BoardOptions, 'path'> = {}) => connectTo({ firmware, ...options });

    it('is unplugged is lost at once, and comes back by itself', async () => {
      const { board, heard, driver } = await connect({ bootMs: 1500 });
      await board.unplug();
      const lostMs = await until(heard, 'lost', 5000);
      print('unplugged, said after', lostMs);
      expect(lostMs).toBeLessThan(1000);
      expect(heard.links.at(-1)?.text).toBe(`${board.path} was unplugged`);
      await expect(driver.command(beerAt(18))).rejects.toThrow('is not connected');
      await expect(driver.allOff()).rejects.toThrow('is not connected');
      await sleep(3000);
      await board.plug();
      const backMs = await until(heard, 'connected', 12_000);
      print('plugged again, back after (1.5 s of them its start)', backMs);
      expect(backMs).toBeLessThan(8000);
      await driver.command(beerAt(18));
      // However often opening was tried: one line for the loss, one for the missing port.
      expect(heard.links.map(({ link }) => link)).toEqual(['connected', 'lost', 'lost', 'connected']);
    });

    it('sends half lines and single bytes is understood', async () => {
      const { board, heard, driver } = await connect();
      board.say('T:{"BeerTemp": 20.00,"Be');
      board.faults.chunkBytes = 3;
      await sleep(4000);
      board.faults.chunkBytes = 0;
      await driver.command(beerAt(18));
      expect(heard.links).toHaveLength(1);
    });

    it('says something in the middle of an answer loses neither', async () => {
      const { board, heard, driver } = await connect();
      board.faults.logInside = 'D:{"logType":"I","logID":0,"V":[18,"28B01122330400DE"]}\r\n';
      await driver.command(beerAt(18));
      await vi.waitFor(() => expect(heard.logs).toHaveLength(1), { timeout: 4000 });
      expect(heard.logs).toEqual([
        'info: The board says: temperature sensor 28B01122330400DE on pin 18 is connected',
      ]);
    });

    it('answers late to the command before is not taken at its old word', async () => {
      const { board, driver } = await connect();
      board.faults.lateMs = 3500;
      await expect(driver.command(beerAt(18))).rejects.toThrow('does not answer');
      board.faults.lateMs = 0;
      // The answer to 18 °C arrives while 20 °C is asked for.
      await driver.command(beerAt(20));
      expect(board.held).toMatchObject({ mode: 'b', beerSet: 20 });
    });

    it('loses one answer is asked again and stays connected', async () => {
      const { board, heard } = await connect();
      board.faults.loseAnswers = 1;
      await sleep(5000);
      expect(heard.links).toHaveLength(1);
    });

    it('does not obey is said to hold something else', async () => {
      const { board, driver } = await connect();
      board.faults.holdsInstead = { beerSet: 112 };
      await expect(driver.command(beerAt(18))).rejects.toThrow('it holds mode b, beer 112');
    });

    it('does not confirm a stop within 3 s is said not to be stopped', async () => {
      const { board, driver } = await connect();
      board.faults.deaf = true;
      const startMs = performance.now();
      await expect(driver.allOff()).rejects.toMatchObject({ code: 'unavailable' });
      expect(performance.now() - startMs).toBeLessThan(3300);
      // It was sent all the same, ahead of everything.
      expect(board.orders()).toEqual(['j{mode:o}']);
    });
  });
}

describeWithSocat('a BrewPi board that', () => {
  it('was never there is said once, in words', async () => {
    const { heard } = openDriver('/nonexistent/port');
    await sleep(2500);
    expect(heard.links.map(({ text }) => text)).toEqual([
      'There is no port /nonexistent/port: is the board plugged in?',
    ]);
  });

  it('has a firmware that nobody has met is not spoken to', async () => {
    const board = await plugBoard();
    board.faults.version = '0.5.1';
    const { heard, driver } = openDriver(board.path);
    await until(heard, 'lost', 5000);
    expect(heard.links[0]?.text).toBe(`The board on ${board.path} has firmware "0.5.1"; known is 0.2`);
    await expect(driver.command(beerAt(18))).rejects.toThrow('is not connected');
    expect(board.orders()).toEqual([]);
  });

  it('stops answering is lost within 5 s, and back as soon as it answers, without being reset', async () => {
    const { board, heard } = await connectTo({});
    board.faults.deaf = true;
    const lostMs = await until(heard, 'lost', 8000);
    print('stopped answering, said after', lostMs);
    expect(lostMs).toBeLessThan(5000);
    expect(heard.links.at(-1)?.text).toBe(`The board on ${board.path} does not answer`);
    board.faults.deaf = false;
    const backMs = await until(heard, 'connected', 5000);
    print('answers again, back after', backMs);
    expect(backMs).toBeLessThan(2500);
  });

  it('sends 100 kB of garbage is still there, or lost and back by itself', async () => {
    const { board, heard, driver } = await connectTo({});
    for (let i = 0; i < 100; i += 1) board.say(randomBytes(1000).toString('latin1'));
    await sleep(6000);
    await until(heard, 'connected', 10_000);
    await driver.command(beerAt(18));
    expect(heard.logs.filter((line) => line.includes('no message'))).toHaveLength(1);
  });
});
