import type { FastifyReply } from 'fastify';

/**
 * Headers of every answer. Styles may be inline, since the interface's components write their colour variables in a
 * style element; scripts may not. Pictures may come from anywhere, since the brewery's logo may be an address. There is no HSTS and no upgrade to https: a console in a cellar speaks plain http.
 * @param host the Host header, once it has been admitted; else null.
 */
export function secure(reply: FastifyReply, host: string | null): void {
  reply.headers({
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data: blob: http: https:",
      "font-src 'self' data:",
      "media-src 'self' data:",
      "manifest-src 'self'",
      "worker-src 'self'",
      // Some browsers do not count sockets as 'self'.
      host === null ? "connect-src 'self'" : `connect-src 'self' ws://${host} wss://${host}`,
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "object-src 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  });
}
