import type { FastifyReply } from 'fastify';

/** An error as the API says it, also where no procedure was reached. */
export interface Problem {
  readonly defined: false;
  readonly code: string;
  readonly status: number;
  readonly message: string;
  /** The same fields as in the refusals of procedures. */
  readonly data?: { readonly retryAfterS: number };
}

const codes: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  426: 'UPGRADE_REQUIRED',
  429: 'TOO_MANY_REQUESTS',
  503: 'SERVICE_UNAVAILABLE',
};

/** Why a request is not let through to what it asks for. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
  /** The same request can succeed after so long, whole s; absent where nobody knows. */
  readonly retryAfterS?: number;
}

/** Answers a request with a refusal, in the words of its protocol. */
export function answerRefusal(
  reply: FastifyReply,
  refusal: Refusal,
  say: (refusal: Refusal) => unknown = problemOf,
): FastifyReply {
  if (refusal.retryAfterS !== undefined) reply.header('retry-after', refusal.retryAfterS);
  return reply.code(refusal.status).send(say(refusal));
}

export function problem(status: number, message: string): Problem {
  return problemOf({ status, message });
}

export function problemOf({ status, message, retryAfterS }: Refusal): Problem {
  return {
    defined: false,
    code: codes[status] ?? (status < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR'),
    status,
    message,
    ...(retryAfterS !== undefined && { data: { retryAfterS } }),
  };
}

/** A request that is refused before any procedure sees it. */
export class RequestProblem extends Error {
  override readonly name = 'RequestProblem';
  readonly statusCode: number;

  constructor(statusCode: number, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}
