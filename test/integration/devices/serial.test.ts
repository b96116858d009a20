import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { serialConnector } from '#main/devices/transports/serial.ts';
import { plugBoard } from '#test/rig/brewpi/listener.ts';
import { describeWithSocat } from '#test/rig/prerequisites.ts';

const connectorOf = (path: string) => serialConnector({ path, baudRate: 57_600 });

describeWithSocat('a serial port', () => {
  it('carries every byte value both ways, on a pseudo-terminal without modem lines', async () => {
    const board = await plugBoard();
    let heard = Buffer.alloc(0);
    const onData = (bytes: Uint8Array) => {
      heard = Buffer.concat([heard, bytes]);
    };
    const transport = await connectorOf(board.path).open({ onData, onClosed: () => {} });
    const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    board.say(all.toString('latin1'));
    await vi.waitFor(() => expect(heard).toEqual(all));
    transport.write(Buffer.from('s'));
    await vi.waitFor(() => expect(board.commands).toEqual(['s']));
    await transport.close();
  });

  it('that goes while it is being read is closed at once, each time', async () => {
    // Reads that find the end of the port instead of bytes are the ones that the package would repeat for ever.
    for (let i = 0; i < 8; i += 1) {
      const board = await plugBoard();
      const closed: string[] = [];
      const transport = await connectorOf(board.path).open({
        onData: () => {},
        onClosed: (reason) => closed.push(reason),
      });
      for (let line = 0; line < 20; line += 1) board.say('T:{"State":0}\r\n');
      await sleep(i);
      await board.unplug();
      await vi.waitFor(() => expect(closed).toEqual([`${board.path} was unplugged`]), { timeout: 500 });
      transport.write(Buffer.from('s'));
      await transport.close();
      await transport.close();
    }
  });

  it('is not taken from another program', async () => {
    const board = await plugBoard();
    const events = { onData: () => {}, onClosed: () => {} };
    const transport = await connectorOf(board.path).open(events);
    await expect(connectorOf(board.path).open(events)).rejects.toThrow(
      'is in use already, by another device here or another program',
    );
    await transport.close();
    await (await connectorOf(board.path).open(events)).close();
  });

  it('that does not open says why in words', async () => {
    const events = { onData: () => {}, onClosed: () => {} };
    const open = (path: string) => connectorOf(path).open(events);
    await expect(open('/dev/no-such-port')).rejects.toThrow(
      'There is no port /dev/no-such-port: is the board plugged in?',
    );
    await expect(open('/dev/null')).rejects.toThrow('/dev/null is not a serial port');
    await expect(open('/dev/null')).rejects.toMatchObject({ code: 'unavailable' });
  });
});
