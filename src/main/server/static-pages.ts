import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { problem } from './problem.ts';

/** Files whose name holds a hash of their content never change. */
const IMMUTABLE = 'public, max-age=31536000, immutable';

/** Serves the built pages. They address everything relatively and route in the hash, so any base path will do. */
export async function servePages(app: FastifyInstance, staticDir: string | null): Promise<void> {
  const open = { config: { open: true } };
  if (staticDir === null) {
    app.get('/', open, async (_request, reply) =>
      reply.code(404).send(problem(404, 'This console serves no pages, only its API')),
    );
    return;
  }
  await app.register(fastifyStatic, {
    root: staticDir,
    serve: false,
    cacheControl: false,
    dotfiles: 'ignore',
  });
  app.get('/', open, async (_request, reply) => {
    reply.header('cache-control', 'no-cache');
    return reply.sendFile('index.html');
  });
  app.get<{ Params: { '*': string } }>('/*', open, async (request, reply) => {
    const path = request.params['*'];
    reply.header('cache-control', /^assets\/.+-[\w-]{8,}\.\w+$/.test(path) ? IMMUTABLE : 'no-cache');
    return reply.sendFile(path);
  });
}
