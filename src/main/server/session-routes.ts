import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Gate } from './gate.ts';
import { answerRefusal, problem } from './problem.ts';
import { SESSION_MS } from './session-cookie.ts';

/** Signing in and out of a browser: a token in, a cookie that scripts cannot read out. */
export function serveSession(app: FastifyInstance, gate: Gate): void {
  const open = { config: { open: true } };

  app.get('/session', open, (request, reply) =>
    reply.send({ needed: gate.policy.token !== null, signedIn: request.actor.name !== 'guest' }),
  );

  app.post('/session', open, (request, reply) => {
    const token = tokenIn(request.body);
    if (token === null) return reply.code(400).send(problem(400, 'token: must be text, and the only field'));
    const result = gate.signIn(token, request.ip);
    if (!result.ok) return answerRefusal(reply, result);
    reply.header('set-cookie', cookie(request, gate, result.cookie, SESSION_MS / 1000));
    return reply.send({ needed: true, signedIn: true });
  });

  app.delete('/session', open, (request, reply) => {
    reply.header('set-cookie', cookie(request, gate, '', 0));
    return reply.send({ needed: gate.policy.token !== null, signedIn: false });
  });
}

/**
 * Without a `Path` the browser uses the folder of the address that it asked, which is the base path of the console
 * as the browser sees it, whatever a proxy strips off.
 */
function cookie(request: FastifyRequest, gate: Gate, value: string, maxAgeS: number): string {
  const secure = request.headers.origin?.startsWith('https:') === true ? '; Secure' : '';
  return `${gate.policy.cookieName}=${value}; Max-Age=${maxAgeS}; HttpOnly; SameSite=Strict${secure}`;
}

function tokenIn(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
  const { token, ...rest } = body as Readonly<Record<string, unknown>>;
  return typeof token === 'string' && token.length <= 1000 && Object.keys(rest).length === 0 ? token : null;
}
