import { hostname, networkInterfaces } from 'node:os';
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { createRouter } from '#main/api/router.ts';
import type { Actor, ConsoleServices } from '#main/app/services.ts';
import type { Timers } from '#shared/contract/timers.ts';
import { serveApiDocument } from './api-document.ts';
import { addressOf, browserAddresses, type Machine } from './browser-addresses.ts';
import { channelDoor } from './channel-door.ts';
import { CLASSIC_SOCKET_PATH, classicRefusal } from './classic/door.ts';
import { openClassic } from './classic/serve.ts';
import { Gate } from './gate.ts';
import { isLoopback, knownHosts } from './host-names.ts';
import { serveIngest } from './ingest/routes.ts';
import { MAX_BODY_BYTES, parseJsonBodies } from './json-body.ts';
import { nodeTimers } from './node-timers.ts';
import { answerRefusal, problem, RequestProblem } from './problem.ts';
import { serveProcedures } from './rest.ts';
import { secure } from './security-headers.ts';
import { serveSession } from './session-routes.ts';
import { servePages } from './static-pages.ts';
import { SOCKET_PATH, serveSockets } from './websocket.ts';

/** TCP connections at once: sockets of the channels and requests. */
const MAX_CONNECTIONS = 600;

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks. Set before anything else looks at the request. */
    actor: Actor;
  }
  interface FastifyContextConfig {
    /** True for what needs no token. */
    open?: boolean;
    /** True for the paths of the original maelstrom, which say errors in its shape. */
    classic?: boolean;
  }
}

export interface ServerOptions {
  readonly services: ConsoleServices;
  /** Address or name to listen on; one that other machines reach needs a token. */
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly token: string | null;
  /** Folder of the built pages, or null to serve the API alone. */
  readonly staticDir: string | null;
  /** Told of every error that nobody foresaw; the caller of the API learns nothing of it. */
  readonly onError: (error: unknown, where: string) => void;
  /** Further names that the console is reached by, such as that of a proxy in front of it. */
  readonly hostNames?: readonly string[];
  /** Version of the program, for the API's description. */
  readonly version?: string;
  /** Checks every answer against the contract, for tests. */
  readonly checkOutputs?: boolean;
  readonly timers?: Timers;
  /** Wall clock that sessions of browsers expire by, ms. Never the simulated one. */
  readonly wallMs?: () => number;
}

export interface RunningServer {
  readonly host: string;
  readonly port: number;
  /** Where a browser finds the console. */
  readonly url: string;
  /** Every address by which browsers reach it just now, the likeliest first. */
  addresses(): string[];
  close(): Promise<void>;
}

/**
 * Starts serving the console over HTTP and WebSocket.
 * @throws Error in words when other machines could reach it and no token is set, or the token is unfit; the system's error when the
 * port is taken.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host, onError } = options;
  if (options.token === null && !isLoopback(host)) {
    throw new Error(`Listening on ${host} needs a token, since other machines reach it`);
  }
  if (options.token !== null && !/^[\x21-\x7e]{8,200}$/.test(options.token)) {
    throw new Error('The token must have 8 to 200 letters, digits or signs, without spaces and umlauts');
  }
  const app = fastify({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: 30_000,
    forceCloseConnections: true,
    frameworkErrors: (_error, _request, reply) =>
      void (reply as FastifyReply).code(400).send(problem(400, 'The address is damaged')),
  });
  const bound = { port: options.port };
  const gate = createGate(options, bound);
  const endChannels = await serveEverything(app, gate, options);
  const close = async () => {
    await endChannels();
    await app.close();
  };
  try {
    await app.listen({ host, port: options.port });
  } catch (error) {
    await close();
    throw error;
  }
  app.server.on('error', (error) => onError(error, 'server'));
  const address = app.server.address();
  if (typeof address === 'object' && address !== null) bound.port = address.port;
  const machine = (): Machine => ({ name: hostname(), interfaces: networkInterfaces() });
  return {
    host,
    port: bound.port,
    url: addressOf(host, bound.port),
    addresses: () => browserAddresses(host, bound.port, machine()),
    close,
  };
}

function createGate(options: ServerOptions, bound: { readonly port: number }): Gate {
  const names = [hostname(), ...(options.hostNames ?? [])];
  const policy = {
    isKnownHost: knownHosts({ bound: options.host, names }),
    token: options.token,
    // Cookies do not know ports: two consoles on one machine must not sign each other out.
    get cookieName() {
      return `maelstrom-${bound.port}`;
    },
  };
  return new Gate(policy, options.timers ?? nodeTimers, options.wallMs ?? Date.now);
}

/** @returns what ends the sockets. */
async function serveEverything(
  app: FastifyInstance,
  gate: Gate,
  options: ServerOptions,
): Promise<() => Promise<void>> {
  const { services, onError, checkOutputs = false } = options;
  app.server.maxConnections = MAX_CONNECTIONS;
  app.decorateRequest('actor');
  app.addHook('onRequest', async (request, reply) => letIn(request, reply, gate));
  app.setErrorHandler((error: FastifyError, request, reply) => answerError(error, request, reply, onError));
  app.setNotFoundHandler(async (_request, reply) =>
    reply.code(404).send(problem(404, 'There is nothing here')),
  );
  parseJsonBodies(app);
  const router = createRouter(services.procedures, { onError, checkOutputs });
  serveProcedures(app, router);
  serveIngest(app, { ingest: services.ingest, gate });
  serveApiDocument(app, options.version ?? '0.0.0');
  serveSession(app, gate);
  app.get(SOCKET_PATH, async (_request, reply) =>
    reply.code(426).send(problem(426, 'Channels speak WebSocket')),
  );
  const timers = options.timers ?? nodeTimers;
  const classic = await openClassic(app, { services, router, timers, words, onError });
  await servePages(app, options.staticDir);
  const channels = channelDoor({ services, timers, onError: (error) => onError(error, 'channels') });
  const doors = new Map([
    [SOCKET_PATH, channels],
    [CLASSIC_SOCKET_PATH, classic.door],
  ]);
  const endSockets = serveSockets(app.server, { gate, doors });
  return async () => {
    await endSockets();
    await classic.close();
  };
}

async function letIn(
  request: FastifyRequest,
  reply: FastifyReply,
  gate: Gate,
): Promise<FastifyReply | undefined> {
  const { method, url, headers } = request;
  const open = request.routeOptions.config.open === true;
  const passage = gate.pass({ kind: 'http', method, url, headers, open }, request.ip);
  secure(reply, passage.ok ? (headers.host ?? null) : null);
  if (passage.ok) {
    request.actor = passage.actor;
    return undefined;
  }
  if (passage.status === 401) reply.header('www-authenticate', 'Bearer');
  return request.routeOptions.config.classic === true
    ? answerRefusal(reply, passage, classicRefusal)
    : answerRefusal(reply, passage);
}

const words: Readonly<Record<string, string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: `The body is too large: at most ${MAX_BODY_BYTES / 1024 / 1024} MB`,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'The body must be JSON: send it as Content-Type: application/json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'The body is not as long as its Content-Length says',
};

function answerError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
  onError: ServerOptions['onError'],
): FastifyReply {
  const status = error.statusCode ?? 500;
  if (status >= 500) {
    onError(error, `${request.method} ${request.url}`);
    return reply.code(500).send(problem(500, 'Internal error'));
  }
  const message = error instanceof RequestProblem ? error.message : words[error.code];
  return reply.code(status).send(problem(status, message ?? 'The request is not valid'));
}
