import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import type { DriverPoint } from '#main/app/ports/driver.ts';
import type { FirmataBoardOptions } from '#test/rig/firmata/board.ts';
import { openFirmata, plugFirmata } from '#test/rig/firmata/listener.ts';
import { answers } from '#test/rig/firmata/protocol.ts';

const relay = (address: string): DriverPoint => ({ kind: 'output', address, outputKind: 'contactor' });
const pwm = (address: string): DriverPoint => ({ kind: 'output', address, outputKind: 'pwm' });
const probe = (address: string): DriverPoint => ({ kind: 'temperature', address });
const contact = (address: string): DriverPoint => ({ kind: 'input', address });
/** The address of a probe as the bus has it: 28, six bytes backwards, checksum. */
const BUS_ADDRESS = '28ff9b79a21603';
const LABEL = '28-0316a2799bff';

async function connect(points: DriverPoint[], options: Partial<FirmataBoardOptions> = {}) {
  // Over the network the rig needs no pseudo-terminal; the serial line has its own tests.
  const board = await plugFirmata({ path: 0, ...options });
  const opened = openFirmata(board.path, points);
  await opened.until('connected');
  return { board, ...opened };
}

const within = (check: () => void, timeout = 4000): Promise<void> =>
  vi.waitFor(check, { timeout, interval: 20 });

describe('a Firmata board', () => {
  it('says who it is; its outputs go off before anything else, also those that are on while low', async () => {
    const board = await plugFirmata({ path: 0 });
    const { heard, until } = openFirmata(board.path, [relay('D8'), relay('D9 low'), pwm('PWM10')]);
    await until('connected');
    expect(heard.links).toEqual([
      { link: 'connected', text: `ConfigurableFirmata.ino 2.10 on ${board.path}` },
    ]);
    expect([board.output(8), board.output(9), board.output(10)]).toEqual([0, 1, 0]);
    expect(heard.logs).toEqual([]);
  });

  it('switches relays and PWM pins, each for the length of its lease', async () => {
    const { board, driver } = await connect([relay('D8'), relay('D9 low'), pwm('PWM10')]);
    driver.write('D8', 100, { validForMs: 1500 });
    driver.write('D9 low', 100, { validForMs: 60_000 });
    driver.write('PWM10', 50, { validForMs: 60_000 });
    await within(() => expect([board.output(8), board.output(9), board.output(10)]).toEqual([1, 0, 128]));
    // The console says nothing more about the first one.
    await within(() => expect(board.output(8)).toBe(0));
    expect([board.output(9), board.output(10)]).toEqual([0, 128]);
    await driver.allOff();
    expect([board.output(8), board.output(9), board.output(10)]).toEqual([0, 1, 0]);
  });

  it('does nothing for a second point on a pin, whose off would be the on of the first', async () => {
    const board = await plugFirmata({ path: 0 });
    const { driver, heard, until } = openFirmata(board.path, [relay('D8'), relay('D8 low'), contact('d8')]);
    await until('connected');
    expect(heard.logs).toEqual([
      'warning: D8 low: its pin is already that of D8',
      'warning: d8: its pin is already that of D8',
    ]);
    driver.write('D8 low', 0, { validForMs: 60_000 });
    driver.write('D8', 100, { validForMs: 60_000 });
    await within(() => expect(board.output(8)).toBe(1));
    driver.write('D8', 0, { validForMs: 60_000 });
    await within(() => expect(board.output(8)).toBe(0));
    // Longer than after which every output is told again.
    await sleep(1500);
    expect(board.switches.filter(({ pin }) => pin === 8).map(({ value }) => value)).toEqual([1, 0]);
  });

  it('switches off what was removed while the board did not answer', async () => {
    const points = [relay('D8'), relay('D9 low')];
    const { board, driver, until } = await connect(points);
    driver.write('D8', 100, { validForMs: 60_000 });
    driver.write('D9 low', 100, { validForMs: 60_000 });
    await within(() => expect([board.output(8), board.output(9)]).toEqual([1, 0]));
    board.faults.deaf = true;
    await until('lost');
    points.length = 0;
    driver.pointsChanged?.();
    board.faults.deaf = false;
    await until('connected');
    await within(() => expect([board.output(8), board.output(9)]).toEqual([0, 1]));
  });

  it('is let go of with its outputs off', async () => {
    const { board, driver } = await connect([relay('D8')]);
    driver.write('D8', 100, { validForMs: 60_000 });
    await within(() => expect(board.output(8)).toBe(1));
    await driver.close();
    expect(board.output(8)).toBe(0);
  });

  it('reads thermistors, voltages and contacts', async () => {
    const points = [
      probe('A0 ntc B=3950 R=10k'),
      probe('A1 linear 0..100'),
      contact('D7 pullup'),
      contact('D4'),
    ];
    const { board, heard } = await connect(points);
    board.analog[1] = 341;
    // Half the supply: the thermistor has the resistance of the resistor beside it, which is that of 25 °C.
    await within(() => {
      expect(heard.readings.get('A0 ntc B=3950 R=10k')).toEqual({
        quality: 'good',
        value: expect.closeTo(25, 0),
      });
      expect(heard.readings.get('A1 linear 0..100')).toEqual({
        quality: 'good',
        value: expect.closeTo(33.3, 1),
      });
      expect(heard.readings.get('D7 pullup')).toEqual({ quality: 'good', value: 1 });
      expect(heard.readings.get('D4')).toEqual({ quality: 'good', value: 0 });
    });
    board.closed.add(7);
    await within(() => expect(heard.readings.get('D7 pullup')).toEqual({ quality: 'good', value: 0 }));
    board.analog[0] = 1022;
    await within(() =>
      expect(heard.readings.get('A0 ntc B=3950 R=10k')).toEqual({ quality: 'bad', reason: 'open-circuit' }),
    );
  });

  it('tells nothing of a contact while its reports are lost', async () => {
    const { board, heard } = await connect([contact('D4')]);
    await within(() => expect(heard.readings.get('D4')).toEqual({ quality: 'good', value: 0 }));
    board.faults.reportsLost = true;
    const before = board.modeQuestions;
    // What was on its way has arrived with the next answer.
    await within(() => expect(board.modeQuestions).toBeGreaterThan(before + 1));
    heard.readings.delete('D4');
    await within(() => expect(board.modeQuestions).toBeGreaterThan(before + 4), 10_000);
    expect(heard.readings.get('D4')).toBeUndefined();
    board.faults.reportsLost = false;
    await within(() => expect(heard.readings.get('D4')).toEqual({ quality: 'good', value: 0 }));
  });

  it('that has started anew without being heard is noticed by its contacts, and set up again', async () => {
    const { board, driver, heard, until } = await connect([contact('D4'), relay('D8')]);
    board.closed.add(4);
    await within(() => expect(heard.readings.get('D4')).toEqual({ quality: 'good', value: 1 }));
    driver.write('D8', 100, { validForMs: 60_000 });
    await within(() => expect(board.output(8)).toBe(1));
    board.restartUnheard();
    await within(() => expect(heard.links.map(({ link }) => link)).toContain('lost'));
    expect(heard.readings.get('D4')).toEqual({ quality: 'bad', reason: 'no-reading' });
    await until('connected');
    await within(() => expect(heard.readings.get('D4')).toEqual({ quality: 'good', value: 1 }));
    expect(board.output(8)).toBe(0);
  });

  it('reads DS18B20 probes; damaged answers and missing probes are never numbers', async () => {
    const { crc8 } = await import('#main/devices/firmata/ds18b20.ts');
    const checksum = crc8(Buffer.from(BUS_ADDRESS, 'hex')).toString(16).padStart(2, '0');
    const address = BUS_ADDRESS + checksum;
    const board = await plugFirmata({ path: 0 });
    board.probes.set(2, new Map([[address, 18.5]]));
    const { heard, until } = openFirmata(board.path, [probe(`D2 ${LABEL}`), probe('D2 28-000000000001')]);
    await until('connected');
    await within(() => expect(heard.readings.get(`D2 ${LABEL}`)).toEqual({ quality: 'good', value: 18.5 }));
    await within(() =>
      expect(heard.readings.get('D2 28-000000000001')).toEqual({ quality: 'bad', reason: 'open-circuit' }),
    );
    expect(heard.logs).toEqual([`info: Probe ${LABEL} is on the 1-Wire bus of D2`]);
    board.faults.crc = true;
    await within(() => expect(heard.readings.get(`D2 ${LABEL}`)).toEqual({ quality: 'bad', reason: 'crc' }));
    board.faults.crc = false;
    board.probes.set(2, new Map([[address, null]]));
    await within(() =>
      expect(heard.readings.get(`D2 ${LABEL}`)).toEqual({ quality: 'bad', reason: 'open-circuit' }),
    );
  });

  it('that falls silent is lost, and so are its outputs; it comes back with them off', async () => {
    const { board, driver, heard, until } = await connect([relay('D8')]);
    board.faults.deaf = true;
    await until('lost');
    expect(heard.links.at(-1)?.text).toBe(`The board on ${board.path} does not answer`);
    driver.write('D8', 100, { validForMs: 60_000 });
    await sleep(200);
    expect(board.output(8)).toBe(0);
    await expect(driver.allOff()).rejects.toThrow('is not connected');
    board.faults.deaf = false;
    await until('connected');
    expect(board.output(8)).toBe(0);
  });

  it('that starts anew by itself is set up again, with its outputs off', async () => {
    const { board, driver, heard, until } = await connect([relay('D8'), relay('D9 low')]);
    driver.write('D8', 100, { validForMs: 60_000 });
    await within(() => expect(board.output(8)).toBe(1));
    board.restart();
    await within(() => expect(heard.links.at(-2)?.text).toBe(`The board on ${board.path} has started anew`));
    await until('connected');
    expect([board.output(8), board.output(9)]).toEqual([0, 1]);
  });

  it('that hears and does not answer any more is switched off', async () => {
    const { board, driver, until } = await connect([relay('D8'), relay('D9 low')]);
    driver.write('D8', 100, { validForMs: 60_000 });
    driver.write('D9 low', 100, { validForMs: 60_000 });
    await within(() => expect([board.output(8), board.output(9)]).toEqual([1, 0]));
    board.faults.deaf = true;
    await until('lost');
    await within(() => expect([board.output(8), board.output(9)]).toEqual([0, 1]));
  });

  it('whose cable is pulled is found again', async () => {
    const { board, driver, heard, until } = await connect([relay('D8')]);
    driver.write('D8', 100, { validForMs: 60_000 });
    await board.unplug();
    // Told once that it is gone, and once why it stays away.
    await within(() => expect(heard.links).toHaveLength(3), 10_000);
    await board.plug();
    await until('connected');
    expect(board.output(8)).toBe(0);
    expect(heard.links.map(({ link }) => link)).toEqual(['connected', 'lost', 'lost', 'connected']);
  });

  it('lives through 100 kB of noise, and says so once', async () => {
    const { board, driver, heard } = await connect([relay('D8')]);
    for (let i = 0; i < 100; i += 1)
      board.say(...Array.from({ length: 1000 }, (_, j) => (i * 31 + j * 7) & 0xff));
    driver.write('D8', 100, { validForMs: 60_000 });
    await within(() => expect(board.output(8)).toBe(1));
    await driver.allOff();
    expect(board.output(8)).toBe(0);
    expect(heard.logs.filter((line) => line.includes('no message'))).toHaveLength(1);
  });

  it('takes new points while it runs, and lets go of old ones', async () => {
    const points = [relay('D8')];
    const { board, driver, heard } = await connect(points);
    driver.write('D8', 100, { validForMs: 60_000 });
    await within(() => expect(board.output(8)).toBe(1));
    points.splice(0, 1, relay('D6'), probe('A3 linear 0..50'), relay('D1'), probe('A9 linear 0..50'));
    driver.pointsChanged?.();
    driver.write('D6', 100, { validForMs: 60_000 });
    await within(() => expect([board.output(8), board.output(6)]).toEqual([0, 1]));
    await within(() => expect(heard.readings.get('A3 linear 0..50')).toMatchObject({ quality: 'good' }));
    expect(heard.logs).toEqual([
      'warning: D1: the board has no free pin 1',
      'warning: A9 linear 0..50: the board has no analog input A9',
    ]);
  });

  it('confirms a stop by what it answers afterwards, not by an answer that was on its way', async () => {
    const { board, driver } = await connect([relay('D8')]);
    board.faults.deaf = true;
    const confirmed = driver.allOff().then(
      () => 'confirmed',
      (error: unknown) => String(error),
    );
    board.faults.deaf = false;
    board.say(...answers.firmware('ConfigurableFirmata.ino'));
    board.faults.deaf = true;
    expect(await confirmed).toContain('has not confirmed');
  });

  it('with a dead-man is recognised', async () => {
    const { heard } = await connect([], { deadManS: 3 });
    await within(() =>
      expect(heard.logs).toEqual([
        'info: The board switches its outputs off by itself 3 s after it hears nothing',
      ]),
    );
  });
});
