import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { checkPlace } from '#main/devices/transports/connect.ts';
import { tcpConnector } from '#main/devices/transports/tcp.ts';
import { lastLink, openDriver, plugBoard } from '#test/rig/brewpi/listener.ts';
import { TcpPort } from '#test/rig/tcp-port.ts';

const untilLink = (heard: Parameters<typeof lastLink>[0], link: string): Promise<void> =>
  vi.waitFor(() => expect(lastLink(heard)).toBe(link), { timeout: 15_000, interval: 20 });

describe('a board on the network', () => {
  it('is driven as one on a serial port is', async () => {
    const board = await plugBoard({ path: 0 });
    const { driver, heard } = openDriver(board.path);
    await untilLink(heard, 'connected');
    expect(heard.links).toMatchObject([{ text: `BrewPi 0.2.13 on ${board.path}` }]);
    await driver.command({ mode: 'auto', target: 'beer', source: 'constant', spC: 18 });
    expect(board.orders()).toEqual(['j{mode:b, beerSet:18.0}']);
    expect(heard.report).toMatchObject({ mode: 'auto', beerSpC: 18 });
  });

  it('that goes is said to be lost at once, and comes back by itself', async () => {
    const board = await plugBoard({ path: 0 });
    const { heard, sinceMs } = openDriver(board.path);
    await untilLink(heard, 'connected');
    const pulledMs = sinceMs();
    await board.unplug();
    await untilLink(heard, 'lost');
    expect((heard.links.at(-1)?.atMs ?? 0) - pulledMs).toBeLessThan(1000);
    await sleep(1200);
    await board.plug();
    await untilLink(heard, 'connected');
    // Told once that it is gone, and once why it stays away, however often it was tried.
    expect(heard.links.filter(({ link }) => link === 'lost').map(({ text }) => text)).toEqual([
      `${board.path} has closed the connection`,
      `${board.path} cannot be reached: nothing listens there`,
    ]);
  });

  it('that takes connections and says nothing is given up', async () => {
    const port = new TcpPort(0, () => {});
    await port.plug();
    onTestFinished(() => port.unplug());
    const { heard } = openDriver(port.path);
    await vi.waitFor(() => expect(heard.links.at(-1)?.text).toBe(`No BrewPi answers on ${port.path}`), {
      timeout: 20_000,
      interval: 100,
    });
  }, 30_000);
});

describe('a TCP connection', () => {
  const quiet = { onData: () => {}, onClosed: () => {} };

  it('that cannot be made says why', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await new Promise((resolve) => server.close(resolve));
    await expect(tcpConnector({ host: '127.0.0.1', port }).open(quiet)).rejects.toThrow(
      `127.0.0.1:${port} cannot be reached: nothing listens there`,
    );
    await expect(tcpConnector({ host: 'no-such-host.invalid', port }).open(quiet)).rejects.toThrow(
      /^no-such-host\.invalid:\d+ cannot be reached: /,
    );
  });

  it('that we close is not said to be lost, and takes no more bytes', async () => {
    const received: Buffer[] = [];
    const port = new TcpPort(0, (bytes) => received.push(bytes));
    await port.plug();
    onTestFinished(() => port.unplug());
    const [host = '', number] = port.path.split(':');
    const closed: string[] = [];
    const events = { onData: () => {}, onClosed: (reason: string) => closed.push(reason) };
    const transport = await tcpConnector({ host, port: Number(number) }).open(events);
    transport.write(Buffer.from('n'));
    await vi.waitFor(() => expect(Buffer.concat(received).toString()).toBe('n'));
    await transport.close();
    transport.write(Buffer.from('late'));
    await port.unplug();
    expect(closed).toEqual([]);
    expect(Buffer.concat(received).toString()).toBe('n');
  });
});

describe('a place', () => {
  it.each(['/dev/ttyACM0', 'COM3', '192.168.1.20:23', 'brewpi.local:23', '[fe80::1]:2000', 'board:65535'])(
    '%s is one',
    (place) => {
      expect(() => checkPlace(place)).not.toThrow();
    },
  );

  it.each([
    '',
    'ttyACM0',
    'host:0',
    'host:70000',
    'host:',
    ':23',
    'a b:23',
    'COM',
    'fe80::1:23',
    'http://x:1',
    '-x:1',
  ])('%j is none', (place) => {
    expect(() => checkPlace(place)).toThrow(/^connection: must be the port of the board/);
  });
});
