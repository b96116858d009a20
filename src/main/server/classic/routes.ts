import { ORPCError } from '@orpc/server';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ApiRouter } from '#main/api/router.ts';
import { RequestProblem } from '../problem.ts';
import { parseClassicBodies } from './bodies.ts';
import { type ClassicRoute, type RouteParts, success } from './call.ts';
import { clientOf } from './client.ts';
import { controllerRoutes } from './controller-routes.ts';
import { CLASSIC_SOCKET_PATH, SWITCHED_OFF } from './door.ts';
import { profileRoutes } from './profile-routes.ts';
import type { ClassicPublisher } from './publish.ts';
import { readSettings } from './settings.ts';

export interface ClassicRoutesParts extends RouteParts {
  readonly router: ApiRouter;
  readonly publisher: ClassicPublisher;
  /** Why the server itself refused a request, by the code of its error. */
  readonly words: Readonly<Record<string, string>>;
  readonly onError: (error: unknown, where: string) => void;
}

/** Serves the original's HTTP side, under its own paths and in its own shapes. */
export function serveClassic(app: FastifyInstance, parts: ClassicRoutesParts): void {
  const { settings, words, onError } = parts;
  app.register((scope, _options, done) => {
    parseClassicBodies(scope);
    scope.addHook('onRequest', async (_request, reply) =>
      settings.enabled ? undefined : reply.code(404).send({ error: SWITCHED_OFF }),
    );
    scope.setErrorHandler((error: FastifyError, request, reply) => {
      const { status, message } = explain(error, words);
      if (status >= 500 && !(error instanceof ORPCError)) onError(error, `${request.method} ${request.url}`);
      return reply.code(status).send({ error: message });
    });
    for (const [url, route] of Object.entries(routesOf(parts))) addRoute(scope, url, route, parts);
    addPublish(scope, parts);
    done();
  });
}

function routesOf(parts: ClassicRoutesParts): Readonly<Record<string, ClassicRoute>> {
  return {
    '/appsettings': {
      GET: async ({ client }) => ({ appsettings: await client.setting.list() }),
      POST: async ({ client, body }) => {
        const settings = readSettings(body);
        const [only] = Array.isArray(body) ? [] : settings;
        // What is wrong with one that came alone is said of its own field, not of one in a list.
        if (only === undefined) await client.setting.setAll({ settings });
        else await client.setting.set(only);
        return success;
      },
    },
    ...profileRoutes(parts),
    ...controllerRoutes(parts),
    [CLASSIC_SOCKET_PATH]: {
      GET: () => Promise.reject(new RequestProblem(426, 'This is where WebSockets connect')),
    },
  };
}

const config = { classic: true };

function addRoute(
  scope: FastifyInstance,
  url: string,
  route: ClassicRoute,
  { router }: ClassicRoutesParts,
): void {
  for (const [method, answer] of Object.entries(route)) {
    scope.route<{ Params: { id?: string } }>({
      method,
      url,
      config,
      handler: async (request, reply) => {
        const { params, body, actor } = request;
        return reply.send(await answer({ client: clientOf(router, actor), id: params.id ?? '', body }));
      },
    });
  }
  refuseOthers(scope, url, Object.keys(route));
}

/** The original answers in words of HTTP, which its client shows as they come. */
function addPublish(scope: FastifyInstance, { router, publisher }: ClassicRoutesParts): void {
  const url = '/publish';
  scope.post(url, { config }, async (request, reply) => {
    await publisher.publish(request.body, clientOf(router, request.actor), request.actor);
    return reply.type('text/plain; charset=utf-8').send('Posted');
  });
  refuseOthers(scope, url, ['POST']);
}

function refuseOthers(scope: FastifyInstance, url: string, methods: readonly string[]): void {
  const others = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((method) => !methods.includes(method));
  const allowed = methods.join(', ');
  scope.route({
    method: others,
    url,
    config,
    exposeHeadRoute: false,
    handler: (request: FastifyRequest, reply: FastifyReply) =>
      reply
        .code(405)
        .header('allow', allowed)
        .send({ error: `${request.method} is not possible here, but ${allowed}` }),
  });
}

function explain(
  error: FastifyError,
  words: ClassicRoutesParts['words'],
): { readonly status: number; readonly message: string } {
  // The original's client shows this as it comes.
  if (error instanceof ORPCError && error.status === 404) return { status: 404, message: 'Not found' };
  if (error instanceof ORPCError) return { status: error.status, message: error.message };
  const status = error.statusCode ?? 500;
  if (status >= 500) return { status: 500, message: 'Internal error' };
  const message = error instanceof RequestProblem ? error.message : words[error.code];
  return { status, message: message ?? 'The request is not valid' };
}
