import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type RunningServer, type ServerOptions, startServer } from '#main/server/server.ts';
import { startTestConsole, type TestConsole, temporaryFolder } from './console.ts';

export interface TestServer extends TestConsole {
  readonly server: RunningServer;
}

/** A second server on a real console, with whatever options a test is about; answers are checked against the contract. */
export async function startTestServer(options: Partial<ServerOptions> = {}): Promise<TestServer> {
  const running = await startTestConsole();
  const server = await startServer({
    services: running.console.services,
    host: '127.0.0.1',
    port: 0,
    token: null,
    staticDir: null,
    checkOutputs: true,
    onError: (error) => running.faults.push(error),
    ...options,
  });
  onTestFinished(() => server.close());
  return { ...running, server, url: server.url };
}

/** A folder as the build makes it: a page, an asset with a hash in its name, the viewer of the API. */
export function builtPages(): string {
  const folder = temporaryFolder();
  const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  mkdirSync(join(folder, 'assets'));
  mkdirSync(join(folder, 'api-docs'));
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><title>Maelstrom</title><link rel="icon" href="data:,"><script type="module" src="./assets/index-BcD3fGh1.js"></script>',
  );
  writeFileSync(join(folder, 'assets', 'index-BcD3fGh1.js'), 'document.title = "Maelstrom runs"');
  writeFileSync(join(folder, '.secret'), 'secret');
  for (const name of ['swagger-ui-bundle.js', 'swagger-ui.css'])
    cpSync(join(swagger, name), join(folder, 'api-docs', name));
  return folder;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** A request with headers and a path that `fetch` would not send. */
export async function ask(
  url: string,
  path: string,
  options: {
    readonly method?: string;
    readonly headers?: Record<string, string>;
    readonly body?: string;
  } = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const { method = 'GET', headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname: hostname.replace(/^\[|\]$/g, ''), port, path, method, headers, agent: false },
      (response) => {
        let text = '';
        response.on('data', (part: Buffer) => {
          text += part.toString();
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      },
    );
    sent.on('error', reject);
    // An upgrade that is let in would wait for ever.
    sent.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text: '' });
    });
    sent.end(body);
  });
}

export const upgradeHeaders = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
};
