import type { FastifyInstance, FastifyRequest } from 'fastify';
import { plainJsonProblem } from '#main/api/plain-json.ts';
import { parseJson } from '../json-body.ts';
import { RequestProblem } from '../problem.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Bodies of the original's programs: any JSON, lists among it, and the form of `/publish`. */
export function parseClassicBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      if (isPublish(request)) throw new RequestProblem(415, 'Send channel and data as a form');
      if (body.length === 0) return undefined;
      const value = parseJson(body);
      const problem = plainJsonProblem(value);
      if (problem !== null) throw new RequestProblem(400, problem);
      return value;
    },
  );
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      if (!isPublish(request))
        throw new RequestProblem(415, 'Send the body as Content-Type: application/json');
      return parseForm(body);
    },
  );
}

function isPublish({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.url === '/publish';
}

/** The fields of a form. @throws RequestProblem 400 when one comes twice, or the text is in another encoding than UTF-8. */
function parseForm(body: Buffer): Readonly<Record<string, string>> {
  let text: string;
  try {
    text = utf8.decode(body);
  } catch {
    throw new RequestProblem(400, 'The form is not in UTF-8');
  }
  const fields = [...new URLSearchParams(text)];
  const names = new Set(fields.map(([name]) => name));
  if (names.size < fields.length) throw new RequestProblem(400, 'A field of the form comes twice');
  return Object.fromEntries(fields);
}
