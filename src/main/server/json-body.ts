import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RequestProblem } from './problem.ts';

/** Largest body of a request, bytes. */
export const MAX_BODY_BYTES = 1024 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Bodies are JSON objects in UTF-8, or absent: every procedure takes its input as an object. */
export function parseJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (_request: FastifyRequest, body: Buffer) => parseBody(body),
  );
}

function parseBody(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  const value = parseJson(body);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new RequestProblem(400, 'The body must be a JSON object');
}

/** @throws RequestProblem 400 in words when it is no JSON in UTF-8. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(body)) as unknown;
  } catch {
    throw new RequestProblem(
      400,
      'The body is not JSON: it is damaged, cut off or in another encoding than UTF-8',
    );
  }
}
