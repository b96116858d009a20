import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { DriverContext, DriverPoint, PointDriver, RawReading } from '#main/app/ports/driver.ts';
import { linuxFamily, linuxFamilyAt } from '#main/devices/linux/driver.ts';
import { readProbeFile } from '#main/devices/linux/probes.ts';
import { temporaryFolder } from '#test/rig/console.ts';
import { driverWork } from '#test/rig/driver-work.ts';
import { LinuxComputer } from '#test/rig/linux/computer.ts';

const PROBE = '28-0316a2799bff';
const GOOD = '73 01 4b 46 7f ff 0d 10 41 : crc=41 YES\n73 01 4b 46 7f ff 0d 10 41 t=23187\n';
const relay = (address: string): DriverPoint => ({ kind: 'output', address, outputKind: 'contactor' });

function openOn(computer: LinuxComputer, points: DriverPoint[]) {
  const links: { link: string; text: string }[] = [];
  const logs: string[] = [];
  const readings = new Map<string, RawReading>();
  const context: DriverContext = {
    connection: '',
    clock: { speed: 1, nowMs: () => performance.now(), wallMs: () => Date.now() },
    points: () => points,
    onReading: (address, reading) => void readings.set(address, reading),
    onBoard: () => {},
    onLog: (level, message) => void logs.push(`${level}: ${message}`),
    onLink: (link, text) => void links.push({ link, text }),
    onDeadMan: () => {},
    ...driverWork(),
    onStep: () => {},
    memory: { load: () => null, provide: () => {} },
  };
  const driver = linuxFamilyAt(computer.places).open(context) as PointDriver;
  onTestFinished(() => driver.close());
  return { driver, links, logs, readings };
}

const within = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 5000, interval: 20 });

describe("this computer's own pins", () => {
  it('read DS18B20 probes; damaged, missing and shorted ones are never numbers', async () => {
    const computer = new LinuxComputer(temporaryFolder(), null);
    computer.addBus();
    computer.setProbe(PROBE, GOOD);
    const points: DriverPoint[] = [PROBE, '28-000000000001'].map((address) => ({
      kind: 'temperature',
      address,
    }));
    const { links, logs, readings } = openOn(computer, points);
    await within(() => expect(readings.get(PROBE)).toEqual({ quality: 'good', value: 23.187 }));
    await within(() =>
      expect(readings.get('28-000000000001')).toEqual({ quality: 'bad', reason: 'open-circuit' }),
    );
    expect(links).toEqual([
      { link: 'connected', text: 'This computer: 1-Wire with 1 probes, no gpiod tools' },
    ]);
    expect(logs).toEqual([`info: Probe ${PROBE} is on the 1-Wire bus`]);
    computer.setProbe(PROBE, GOOD.replace('YES', 'NO'));
    await within(() => expect(readings.get(PROBE)).toEqual({ quality: 'bad', reason: 'crc' }));
    computer.removeProbe(PROBE);
    await within(() => expect(readings.get(PROBE)).toEqual({ quality: 'bad', reason: 'open-circuit' }));
  });

  it.each([1, 2] as const)(
    'switch relays through gpiod %i, each for the length of its lease',
    async (generation) => {
      const computer = new LinuxComputer(temporaryFolder(), generation);
      computer.setLevel(17, 1);
      const { driver, links } = openOn(computer, [relay('GPIO17'), relay('GPIO27 low')]);
      await within(() => expect(links.at(-1)?.link).toBe('connected'));
      // Off before anything else, whatever was left behind.
      expect([computer.level(17), computer.level(27)]).toEqual([0, 1]);
      driver.write('GPIO17', 100, { validForMs: 800 });
      driver.write('GPIO27 low', 100, { validForMs: 60_000 });
      await within(() => expect([computer.level(17), computer.level(27)]).toEqual([1, 0]));
      await within(() => expect(computer.level(17)).toBe(0));
      expect(computer.level(27)).toBe(0);
      await driver.allOff();
      expect([computer.level(17), computer.level(27)]).toEqual([0, 1]);
      expect(computer.holders()).toBe(0);
    },
  );

  it.each([1, 2] as const)('read contacts through gpiod %i', async (generation) => {
    const computer = new LinuxComputer(temporaryFolder(), generation);
    computer.setLevel(4, 1);
    const { readings } = openOn(computer, [{ kind: 'input', address: 'GPIO4 pullup' }]);
    await within(() => expect(readings.get('GPIO4 pullup')).toEqual({ quality: 'good', value: 1 }));
    computer.setLevel(4, 0);
    await within(() => expect(readings.get('GPIO4 pullup')).toEqual({ quality: 'good', value: 0 }));
  });

  it('say what hinders a line, and leave it off', async () => {
    const computer = new LinuxComputer(temporaryFolder(), 1);
    const { driver, links, logs } = openOn(computer, [relay('GPIO17')]);
    await within(() => expect(links.at(-1)?.link).toBe('connected'));
    computer.takeAway(17);
    driver.write('GPIO17', 100, { validForMs: 60_000 });
    await within(() =>
      expect(logs.join('\n')).toContain('GPIO17: gpioset: error setting the GPIO line values'),
    );
    expect(computer.level(17)).toBe(0);
    computer.giveBack(17);
  });

  it('are put off when the console is killed', async () => {
    const computer = new LinuxComputer(temporaryFolder(), 1);
    const host = fileURLToPath(new URL('../../rig/linux/host.ts', import.meta.url));
    const child = spawn(process.execPath, [host, JSON.stringify(computer.places)], { stdio: 'inherit' });
    onTestFinished(() => void child.kill('SIGKILL'));
    await vi.waitFor(() => expect(computer.level(17)).toBe(1), { timeout: 15_000, interval: 20 });
    child.kill('SIGKILL');
    await within(() => expect(computer.level(17)).toBe(0));
    await within(() => expect(computer.holders()).toBe(0));
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'are put off when %s goes to the console and all that it has started',
    async (signal) => {
      const computer = new LinuxComputer(temporaryFolder(), 1);
      const host = fileURLToPath(new URL('../../rig/linux/host.ts', import.meta.url));
      const child = spawn(process.execPath, [host, JSON.stringify(computer.places)], { stdio: 'inherit' });
      onTestFinished(() => void child.kill('SIGKILL'));
      onTestFinished(() => computer.signal('SIGKILL', 'all'));
      await vi.waitFor(() => expect(computer.level(17)).toBe(1), { timeout: 15_000, interval: 20 });
      // As Ctrl-C in a terminal and service managers do it.
      computer.signal(signal, 'all');
      child.kill(signal);
      await within(() => expect(computer.level(17)).toBe(0));
      await within(() => expect(computer.holders()).toBe(0));
    },
  );

  it('are put off when what holds them is killed', async () => {
    const computer = new LinuxComputer(temporaryFolder(), 1);
    onTestFinished(() => computer.signal('SIGKILL', 'all'));
    const { driver, links, logs } = openOn(computer, [relay('GPIO17')]);
    await within(() => expect(links.at(-1)?.link).toBe('connected'));
    driver.write('GPIO17', 100, { validForMs: 60_000 });
    await within(() => expect(computer.holders()).toBe(1));
    computer.signal('SIGKILL', 'shells');
    await within(() => expect(logs).toContain('warning: GPIO17: gpioset has ended'));
    await within(() => expect([computer.level(17), computer.holders()]).toEqual([0, 0]));
  });

  it('that are removed and added again at once go off, and can be switched on again', async () => {
    const computer = new LinuxComputer(temporaryFolder(), 1);
    const points = [relay('GPIO17')];
    const { driver, links } = openOn(computer, points);
    await within(() => expect(links.at(-1)?.link).toBe('connected'));
    driver.write('GPIO17', 100, { validForMs: 60_000 });
    await within(() => expect(computer.level(17)).toBe(1));
    points.length = 0;
    driver.pointsChanged?.();
    points.push(relay('GPIO17'));
    driver.pointsChanged?.();
    await within(() => expect(computer.level(17)).toBe(0));
    await within(() => {
      driver.write('GPIO17', 100, { validForMs: 60_000 });
      expect(computer.level(17)).toBe(1);
    });
  });

  it('that cannot be put off are not said to be off, and are tried again', async () => {
    const computer = new LinuxComputer(temporaryFolder(), 1);
    const { driver, links, logs } = openOn(computer, [relay('GPIO17')]);
    await within(() => expect(links.at(-1)?.link).toBe('connected'));
    driver.write('GPIO17', 100, { validForMs: 60_000 });
    await within(() => expect(computer.level(17)).toBe(1));
    computer.takeAway(17);
    await expect(driver.allOff()).rejects.toThrow('GPIO17 could not be put off: ');
    expect(logs.join('\n')).toContain('GPIO17: it could not be put off: ');
    computer.giveBack(17);
    await within(() => expect(computer.level(17)).toBe(0));
    await driver.allOff();
    driver.write('GPIO17', 100, { validForMs: 60_000 });
    await within(() => expect(computer.level(17)).toBe(1));
  });

  it('that are not there are said to be missing in words', async () => {
    const { links, driver } = openOn(new LinuxComputer(temporaryFolder(), null), [relay('GPIO17')]);
    await within(() =>
      expect(links).toEqual([
        {
          link: 'lost',
          text: 'This computer has neither a 1-Wire bus nor the gpiod tools: switch 1-Wire on in its settings, or install gpiod',
        },
      ]),
    );
    driver.write('GPIO17', 100, { validForMs: 1000 });
  });

  it('have addresses that are checked', () => {
    const check = (point: DriverPoint) => () => linuxFamily.checkAddress?.(point);
    for (const address of ['GPIO17', 'gpio17 low', 'GPIO0']) expect(check(relay(address))).not.toThrow();
    for (const address of ['17', 'GPIO', 'GPIO999', 'GPIO17 high', 'GPIO17;reboot']) {
      expect(check(relay(address))).toThrow(/makes no sense here: GPIO17/);
    }
    expect(check({ kind: 'output', address: 'GPIO17', outputKind: 'pwm' })).toThrow(/choose another kind/);
    expect(check({ kind: 'temperature', address: '../28-0316a2799bff' })).toThrow(/makes no sense/);
    for (const chip of ['', 'gpiochip4']) expect(() => linuxFamily.checkConnection(chip)).not.toThrow();
    for (const chip of ['/dev/gpiochip0', 'gpiochip0 --x', 'a']) {
      expect(() => linuxFamily.checkConnection(chip)).toThrow(/name of a chip/);
    }
  });
});

describe("the kernel's file of a probe", () => {
  it.each([
    [GOOD, { quality: 'good', value: 23.187 }],
    [GOOD.replace('t=23187', 't=-1250'), { quality: 'good', value: -1.25 }],
    [GOOD.replace('YES', 'NO'), { quality: 'bad', reason: 'crc' }],
    [
      '00 00 00 00 00 00 00 00 00 : crc=00 YES\n00 00 00 00 00 00 00 00 00 t=0\n',
      { quality: 'bad', reason: 'crc' },
    ],
    [
      'ff ff ff ff ff ff ff ff ff : crc=c9 NO\nff ff ff ff ff ff ff ff ff t=-62\n',
      { quality: 'bad', reason: 'crc' },
    ],
    [GOOD.replace('t=23187', 't=127937'), { quality: 'bad', reason: 'out-of-range' }],
    ['', { quality: 'bad', reason: 'open-circuit' }],
    ['garbage', { quality: 'bad', reason: 'open-circuit' }],
    [GOOD.replace('t=23187', 't='), { quality: 'bad', reason: 'open-circuit' }],
  ])('%j', (text, expected) => {
    expect(readProbeFile(text)).toEqual(expected);
  });
});
