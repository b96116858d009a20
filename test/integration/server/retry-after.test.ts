import { MessageChannel } from 'node:worker_threads';
import { createORPCClient, isDefinedError, safe } from '@orpc/client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { expect, it, onTestFinished } from 'vitest';
import { contract } from '#shared/contract/index.ts';
import { createPortLink, type ProcedureClient } from '#shared/contract/port-link.ts';
import { retryAfterOf } from '#shared/contract/refusal.ts';
import { brewer } from '#test/rig/console.ts';
import { WindowEnds } from '#test/rig/port-door.ts';
import { ask, startTestServer, type TestServer } from '#test/rig/server.ts';
import { SocketClient } from '#test/rig/socket-client.ts';

/** More log entries than a minute of console time takes from outside. */
const TOO_MANY_LOGS = 600;
const entry = { channel: 'logs', payload: { source: 'fridge', message: 'Door' } };

/** A console in manual time that takes no more log entries from outside until its first minute is over. */
async function startFull(): Promise<TestServer> {
  const running = await startTestServer();
  for (let i = 0; i < TOO_MANY_LOGS; i += 1) await running.procedures.channel.publish(entry, brewer);
  return running;
}

function portClient(console: TestServer['console']): ProcedureClient {
  const { port1, port2 } = new MessageChannel();
  const channels = new MessageChannel();
  onTestFinished(() => {
    port1.close();
    channels.port1.close();
  });
  console.openWindow({ procedures: port2, channels: channels.port2 });
  const { procedures } = createPortLink({
    post: (message) => port1.postMessage(message),
    close: () => port1.close(),
    listen: ({ message, closed }) => port1.on('message', message).on('close', closed),
  });
  return procedures;
}

it.each([
  [
    'REST',
    ({ url }: TestServer): ProcedureClient =>
      createORPCClient(new OpenAPILink(contract, { url: new URL('api/v1', url).href })),
  ],
  ['the ports of a window', ({ console }: TestServer) => portClient(console)],
] as const)('a refusal that will be over says when, over %s', async (_, clientOf) => {
  const running = await startFull();
  const client = clientOf(running);
  const { error } = await safe(client.channel.publish(entry));
  expect(isDefinedError(error) && error.code === 'LIMIT_REACHED' && error.data).toEqual({ retryAfterS: 60 });
  expect(retryAfterOf(error)).toBe(60);
  const other = await safe(client.vessel.get({ id: 'nobody' }));
  expect(other.error).toMatchObject({ code: 'NOT_FOUND' });
  expect(retryAfterOf(other.error)).toBeNull();
});

it('says so in the body of REST, and in a frame of the channels', async () => {
  const { console, url } = await startFull();
  const answer = await ask(url, '/api/v1/channels/logs', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ payload: entry.payload }),
  });
  expect(JSON.parse(answer.text)).toMatchObject({ code: 'LIMIT_REACHED', data: { retryAfterS: 60 } });
  const frame = { type: 'publish', id: 1, ...entry };
  const said = { type: 'error', id: 1, code: 'LIMIT_REACHED', retryAfterS: 60 };
  const socket = await SocketClient.open(url);
  socket.say(frame);
  expect(await socket.next('error')).toMatchObject(said);
  const window = new WindowEnds(console);
  onTestFinished(() => window.close());
  window.channels.postMessage(JSON.stringify(frame));
  expect(await window.next('error')).toMatchObject(said);
});
