import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { brewPiFamily } from '#main/devices/brewpi/driver.ts';
import type { BoardOptions } from '#test/rig/brewpi/board.ts';
import { firmwareVersions } from '#test/rig/brewpi/firmware.ts';
import { lastLink, openDriver, plugBoard } from '#test/rig/brewpi/listener.ts';
import { describeWithSocat } from '#test/rig/prerequisites.ts';

async function connectTo(options: Omit<BoardOptions, 'path'>) {
  const board = await plugBoard(options);
  const opened = openDriver(board.path);
  await vi.waitFor(() => expect(lastLink(opened.heard)).toBe('connected'), { timeout: 10_000, interval: 20 });
  return { board, ...opened };
}

for (const firmware of firmwareVersions) {
  describeWithSocat(`a BrewPi board with firmware ${firmware} on a serial port`, () => {
    const connect = (options: Omit<BoardOptions, 'path'> = {}) => connectTo({ firmware, ...options });

    it('is greeted until it has started, and says who it is, what it measures and what it does', async () => {
      const { board, heard } = await connect({ bootMs: 4500 });
      expect(heard.links).toEqual([
        { atMs: expect.any(Number), link: 'connected', text: `BrewPi ${firmware} on ${board.path}` },
      ]);
      expect(heard.links[0]?.atMs).toBeGreaterThan(4400);
      expect(board.lostWhileStarting).toBeGreaterThanOrEqual(4);
      expect(Object.fromEntries(heard.readings)).toEqual({
        beer: { quality: 'good', value: 20 },
        chamber: { quality: 'good', value: 20 },
        room: { quality: 'good', value: 21 },
      });
      expect(heard.report).toMatchObject({ mode: 'off', beerSpC: null, activity: 'idle', text: 'Off' });
    });

    it('is told mode and setpoint in the bytes of its own host, and answers as it did when it was recorded', async () => {
      const { board, driver, heard } = await connect();
      await driver.command({ mode: 'auto', target: 'beer', source: 'constant', spC: 18 });
      expect(board.orders()).toEqual(['j{mode:b, beerSet:18.0}']);
      expect(heard.report).toMatchObject({ mode: 'auto', target: 'beer', beerSpC: 18, chamberSpC: 8 });
      await vi.waitFor(
        () => expect(heard.report?.text).toMatch(/^Waits before it cools, 4 min 5\d s left$/),
        {
          timeout: 8000,
        },
      );
      await driver.command({ mode: 'auto', target: 'chamber', source: 'constant', spC: 4.5 });
      await driver.command({ mode: 'auto', target: 'beer', source: 'profile', spC: 19.25 });
      await driver.command({ mode: 'auto', target: 'beer', source: 'profile', spC: 19.3 });
      // They come with another proportional gain.
      const chamberSpC = firmware === '0.2.4' ? 12.3 : 15.8;
      expect(heard.report).toMatchObject({ source: 'profile', beerSpC: 19.3, chamberSpC });
      await driver.allOff();
      expect(heard.report).toMatchObject({ mode: 'off', beerSpC: null });
      expect(board.orders()).toEqual([
        'j{mode:b, beerSet:18.0}',
        'j{mode:f, fridgeSet:4.5}',
        'j{mode:p, beerSet:19.25}',
        'j{beerSet:19.3}',
        'j{mode:o}',
      ]);
      expect(board.overruns).toBe(0);
      // Only what we did ourselves has happened, and that is no news.
      expect(heard.logs).toEqual([]);
    });

    it('gets no setpoint that it would take though it makes no sense', async () => {
      const { board, driver } = await connect();
      for (const spC of [999, -5.5, Number.NaN]) {
        const command = driver.command({ mode: 'auto', target: 'beer', source: 'constant', spC });
        await expect(command).rejects.toThrow('The board is set to hold 1.0 to 30.0 °C');
      }
      expect(board.orders()).toEqual([]);
    });

    it('is understood when it shows °F', async () => {
      const { board, driver, heard } = await connect({ held: { format: 'F' } });
      await driver.command({ mode: 'auto', target: 'beer', source: 'constant', spC: 18.3 });
      expect(board.orders()).toEqual(['j{mode:b, beerSet:64.94}']);
      expect(heard.report?.beerSpC).toBeCloseTo(18.3, 2);
      expect(heard.readings.get('room')).toMatchObject({ quality: 'good', value: expect.closeTo(21, 2) });
    });

    it('in a mode that does not exist is said to be in none', async () => {
      const { heard } = await connect({ held: { mode: 'z' } });
      expect(heard.report).toMatchObject({ mode: 'unknown', text: expect.stringContaining('"z"') });
    });

    it('that loses a probe has a bad reading, never a number', async () => {
      const { board, heard } = await connect({ held: { room: undefined } });
      expect([...heard.readings.keys()]).toEqual(['beer', 'chamber']);
      board.held.beer = null;
      board.say('D:{"logType":"W","logID":2,"V":[18,"28B01122330400DE"]}\r\n');
      await vi.waitFor(
        () => expect(heard.readings.get('beer')).toEqual({ quality: 'bad', reason: 'open-circuit' }),
        { timeout: 4000 },
      );
      expect(heard.logs).toEqual([
        'warning: The board says: temperature sensor 28B01122330400DE on pin 18 is disconnected',
      ]);
    });

    it('whose knob was turned is heard within seconds', async () => {
      const { board, heard, sinceMs } = await connect({ held: { mode: 'b', beerSet: 18, chamberSet: 8 } });
      await sleep(500);
      const turnedMs = sinceMs();
      Object.assign(board.held, { mode: 'f', beerSet: null, chamberSet: 5 });
      await vi.waitFor(() => expect(heard.report).toMatchObject({ target: 'chamber', chamberSpC: 5 }), {
        timeout: 5000,
        interval: 20,
      });
      expect(sinceMs() - turnedMs).toBeLessThan(3500);
    });
  });
}

it('has a driver that says which ports make sense', () => {
  expect(() => brewPiFamily.checkConnection('/dev/ttyACM0')).not.toThrow();
  expect(() => brewPiFamily.checkConnection('COM3')).not.toThrow();
  for (const connection of ['', 'ttyACM0', '192.168.1.5:0', '/dev/tty ACM0', 'COM0']) {
    expect(() => brewPiFamily.checkConnection(connection)).toThrow('must be the port of the board');
  }
});
