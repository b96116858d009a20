import { createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { FloodWatch } from '#main/devices/transports/flow.ts';
import { tcpConnector } from '#main/devices/transports/tcp.ts';
import type { Transport } from '#main/devices/transports/transport.ts';
import { BadPeer, type BadPeerKind } from '#test/rig/bad-peer.ts';

const placeOf = (path: string) => {
  const [host = '', port] = path.split(':');
  return { host, port: Number(port) };
};

/** What has come through a connection so far. */
interface Heard {
  bytes: number;
  pieces: number;
  readonly closed: string[];
}

async function openTo(path: string): Promise<{ transport: Transport; heard: Heard }> {
  const heard: Heard = { bytes: 0, pieces: 0, closed: [] };
  const transport = await tcpConnector(placeOf(path)).open({
    onData: (bytes) => {
      heard.bytes += bytes.length;
      heard.pieces += 1;
    },
    onClosed: (reason) => heard.closed.push(reason),
  });
  onTestFinished(() => transport.close());
  return { transport, heard };
}

async function openBadPeer(kind: BadPeerKind) {
  const peer = new BadPeer(kind);
  await peer.plug();
  onTestFinished(() => peer.unplug());
  return { peer, ...(await openTo(peer.path)) };
}

/** A board on the network whose every connection the test holds in its hand. */
async function serve(onClient: (client: Socket) => void): Promise<string> {
  const server = createServer((client) => {
    client.on('error', () => {});
    onTestFinished(() => void client.destroy());
    onClient(client);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

describe('a device that', () => {
  it('floods its connection is taken 256 kB of, and let go of in words', async () => {
    const { peer, heard } = await openBadPeer('floods');
    await vi.waitFor(() => expect(heard.closed).toHaveLength(1), { timeout: 10_000 });
    expect(heard.closed).toEqual([
      `${peer.path} sends far more than a board has to say: the connection was closed`,
    ]);
    expect(heard.bytes).toBeLessThanOrEqual(262_144);
  });

  it('floods its connection is told the farewell before', async () => {
    const received: Buffer[] = [];
    let board: Socket | undefined;
    const path = await serve((client) => {
      board = client;
      client.on('data', (bytes) => received.push(bytes));
    });
    const { transport, heard } = await openTo(path);
    transport.leaveFarewell(Buffer.from('off'));
    transport.write(Buffer.from('on,'));
    await vi.waitFor(() => expect(Buffer.concat(received).toString()).toBe('on,'));
    board?.write(Buffer.alloc(1_000_000));
    await vi.waitFor(() => expect(heard.closed).toHaveLength(1), { timeout: 10_000 });
    expect(Buffer.concat(received).toString()).toBe('on,off');
  });

  it('never reads is let go of before what is written for it costs memory', async () => {
    const { peer, transport, heard } = await openBadPeer('never-reads');
    const piece = Buffer.alloc(16_384);
    let written = 0;
    // The system keeps some megabytes for a peer; what it does not take is ours.
    while (heard.closed.length === 0 && written < 200_000_000) {
      transport.write(piece);
      written += piece.length;
      if (written % (8 * piece.length) === 0) await sleep(2);
    }
    expect(heard.closed).toEqual([`${peer.path} takes nothing any more: the connection was closed`]);
    expect(written).toBeLessThan(50_000_000);
  });

  it('sends single bytes costs a message of many, and none of them', async () => {
    let board: Socket | undefined;
    const path = await serve((client) => {
      board = client.setNoDelay(true);
    });
    const { heard } = await openTo(path);
    await vi.waitFor(() => expect(board).toBeDefined());
    const startedMs = performance.now();
    for (let i = 0; i < 20_000; i += 1) {
      board?.write(Buffer.of(i & 0xff));
      if (i % 100 === 0) await sleep(1);
    }
    await vi.waitFor(() => expect(heard.bytes).toBe(20_000), { timeout: 10_000 });
    // At most one in 5 ms, and one at the end.
    expect(heard.pieces).toBeLessThanOrEqual((performance.now() - startedMs) / 5 + 2);
    expect(heard.closed).toEqual([]);
  });
});

describe('a flood', () => {
  it('is more than 256 kB within a second, and 100 kB of noise are none', () => {
    const watch = new FloodWatch();
    expect([watch.isTooMuch(100_000, 0), watch.isTooMuch(162_144, 999)]).toEqual([false, false]);
    expect(watch.isTooMuch(1, 999)).toBe(true);
    expect(watch.isTooMuch(100_000, 1000)).toBe(false);
  });
});
