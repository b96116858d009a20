import { OpenAPIHandler } from '@orpc/openapi/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ApiRouter } from '#main/api/router.ts';
import { contract } from '#shared/contract/index.ts';
import { problem, RequestProblem } from './problem.ts';

/** Where the procedures are served. The number changes when a client would break. */
export const API_PREFIX = '/api/v1';

/** Serves every procedure under its REST route. */
export function serveProcedures(app: FastifyInstance, router: ApiRouter): void {
  const handler = new OpenAPIHandler(router);
  const methodsOf = routeTable();
  app.all(`${API_PREFIX}/*`, async (request, reply) => {
    checkRequest(request);
    const { matched } = await handler.handle(request, reply, {
      prefix: API_PREFIX,
      context: { actor: request.actor },
    });
    return matched ? reply : answerUnmatched(request, reply, methodsOf(pathOf(request)));
  });
}

/**
 * Only a GET is asked through its query; elsewhere a query would be overlooked silently. Names that the library
 * would take for places of a list are overlooked as well, so they are refused.
 */
function checkRequest(request: FastifyRequest): void {
  const at = request.url.indexOf('?');
  if (at < 0 || at === request.url.length - 1) return;
  if (request.method !== 'GET') {
    throw new RequestProblem(400, 'Fields go into the body of this request, not into its address');
  }
  for (const name of new URLSearchParams(request.url.slice(at + 1)).keys()) {
    if (!/^[a-z]\w*(\[\d*\])?$/i.test(name))
      throw new RequestProblem(400, `unknown field ${name.slice(0, 80)}`);
  }
}

function answerUnmatched(
  request: FastifyRequest,
  reply: FastifyReply,
  methods: readonly string[],
): FastifyReply {
  if (methods.length === 0) return reply.code(404).send(problem(404, 'There is no such path in this API'));
  const text = `${request.method} is not possible here, but ${methods.join(', ')}`;
  return reply.code(405).header('allow', methods.join(', ')).send(problem(405, text));
}

function pathOf(request: FastifyRequest): string {
  return request.url.slice(API_PREFIX.length).split('?', 1)[0] ?? '';
}

interface Routed {
  readonly '~orpc': { readonly route: { readonly method?: string; readonly path?: string } };
}

/** Tells which methods a path has, for the words of a 405. */
function routeTable(): (path: string) => string[] {
  const routes = Object.values(contract).flatMap((verbs) =>
    Object.values<Routed>(verbs).map((procedure) => {
      const { method, path } = procedure['~orpc'].route;
      return { method: method ?? 'POST', parts: (path ?? '').split('/') };
    }),
  );
  return (path) => {
    const asked = path.split('/');
    const fits = (parts: readonly string[]) =>
      parts.length === asked.length && parts.every((part, i) => part.startsWith('{') || part === asked[i]);
    return [...new Set(routes.filter(({ parts }) => fits(parts)).map(({ method }) => method))];
  };
}
