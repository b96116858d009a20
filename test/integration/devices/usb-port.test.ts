import { realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { SerialPortInfo } from '#main/app/ports/port-list.ts';
import { usbPortConnector } from '#main/devices/transports/usb-port.ts';
import { plugBoard } from '#test/rig/brewpi/listener.ts';
import { temporaryFolder } from '#test/rig/console.ts';
import { describeWithSocat } from '#test/rig/prerequisites.ts';

const quiet = { onData: () => {}, onClosed: () => {} };

/** A console's memory of one device, and what the system says is plugged in. */
function surroundings() {
  let snapshot = (): string => 'null';
  let kept: string | null = null;
  const plugged: SerialPortInfo[] = [];
  const connector = (path: string) =>
    usbPortConnector({
      path,
      baudRate: 57_600,
      ports: {
        list: () => Promise.resolve({ ports: [...plugged], problem: null }),
      },
      memory: {
        load: () => kept,
        provide: (take) => {
          snapshot = take;
        },
      },
    });
  return {
    plugged,
    connector,
    /** Opens the port and lets go of it, as a console does that is restarted afterwards. */
    async openOnce(path: string): Promise<string> {
      const port = connector(path);
      const transport = await port.open(quiet);
      // Which board it is gets noted while the port is open already.
      await sleep(50);
      await transport.close();
      const { place } = port;
      kept = snapshot();
      return place;
    },
    known: () => kept,
  };
}

describeWithSocat('a serial port', () => {
  it('is found under its new name by the serial number of its board', async () => {
    const { path: before } = await plugBoard();
    const { path: after } = await plugBoard();
    const around = surroundings();
    around.plugged.push({ path: before, serialNumber: 'A1' });
    expect(await around.openOnce(before)).toBe(before);
    expect(around.known()).toContain('A1');

    around.plugged.splice(0, 1, { path: after, serialNumber: 'A1' });
    expect(await around.openOnce(before)).toBe(after);
  });

  it('is not opened while another board has its name', async () => {
    const { path } = await plugBoard();
    const { path: elsewhere } = await plugBoard();
    const around = surroundings();
    around.plugged.push({ path, serialNumber: 'A1' }, { path: elsewhere, serialNumber: 'B2' });
    await around.openOnce(path);

    // The two have swapped their names: each is found by its own number.
    around.plugged.splice(0, 2, { path, serialNumber: 'B2' }, { path: elsewhere, serialNumber: 'A1' });
    expect(await around.openOnce(path)).toBe(elsewhere);

    around.plugged.splice(0, 2, { path, serialNumber: 'B2' });
    await expect(around.openOnce(path)).rejects.toThrow(
      `Another board is on ${path} now: the one with serial number A1 is not plugged in`,
    );
  });

  it('is known by its name alone where boards share a number, have none, or were given another port', async () => {
    const { path } = await plugBoard();
    const { path: elsewhere } = await plugBoard();
    const around = surroundings();
    around.plugged.push({ path, serialNumber: '0' }, { path: elsewhere, serialNumber: '0' });
    expect(await around.openOnce(path)).toBe(path);
    expect(around.known()).toBe('null');

    around.plugged.splice(0, 2, { path, serialNumber: 'A1' });
    await around.openOnce(path);
    expect(around.known()).toContain('A1');
    // The user has chosen another port since: what was known is about another board.
    around.plugged.splice(0, 1, { path: elsewhere });
    expect(await around.openOnce(elsewhere)).toBe(elsewhere);
    expect(around.known()).toBe('null');
  });

  it('may be named by a link', async () => {
    const { path } = await plugBoard();
    const link = join(temporaryFolder(), 'usb-Arduino_A1-if00');
    symlinkSync(path, link);
    const around = surroundings();
    around.plugged.push({ path: realpathSync(link), serialNumber: 'A1' });
    await around.openOnce(link);
    expect(around.known()).toContain('A1');
  });
});
