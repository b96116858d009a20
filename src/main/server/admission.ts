import type { Actor } from '#main/app/services.ts';
import { parseHost } from './host-names.ts';
import { readCookie, sameText, sessionHolds } from './session-cookie.ts';

/** What of a request decides whether it is let in. */
export interface AdmissionRequest {
  readonly kind: 'http' | 'upgrade';
  readonly method: string;
  /** Path with its query, as it was sent. */
  readonly url: string;
  readonly headers: {
    readonly host?: string | undefined;
    readonly origin?: string | undefined;
    readonly authorization?: string | undefined;
    readonly cookie?: string | undefined;
  };
  /** True for the page and for signing in: they need no token. */
  readonly open: boolean;
  /** Wall clock, ms. */
  readonly nowMs: number;
}

export interface AdmissionPolicy {
  readonly isKnownHost: (name: string) => boolean;
  /** Null when everybody who reaches the console may use it, which is for loopback only. */
  readonly token: string | null;
  readonly cookieName: string;
}

export type Admission =
  | { readonly ok: true; readonly actor: Actor }
  | {
      readonly ok: false;
      readonly status: 400 | 401 | 403 | 405;
      readonly message: string;
      /** True when a wrong token was presented. */
      readonly guessed: boolean;
    };

const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);
const secretsInQuery: ReadonlySet<string> = new Set([
  'token',
  'access_token',
  'auth',
  'authorization',
  'bearer',
  'api_key',
]);

/** Decides whether a request may pass, and as whom. Every way in over the network asks this one function. */
export function admit(request: AdmissionRequest, policy: AdmissionPolicy): Admission {
  const allowed = request.kind === 'upgrade' ? request.method === 'GET' : methods.has(request.method);
  if (!allowed) return refuse(405, `The method ${request.method.slice(0, 20)} is not allowed here`);
  const from = checkSource(request, policy);
  if (from !== null) return refuse(403, from);
  if (hasSecretInQuery(request.url)) {
    return refuse(
      400,
      'A token does not belong in an address, where it is logged: send it as Authorization: Bearer',
    );
  }
  if (policy.token === null) return { ok: true, actor: { name: 'local', role: 'admin' } };
  const identity = identify(request, policy.token, policy.cookieName);
  if (identity === 'known') return { ok: true, actor: { name: 'token', role: 'admin' } };
  // Also where no token is needed: what answers otherwise to a right one would be a place to guess at.
  if (identity === 'wrong') {
    return { ...refuse(401, 'This token is not the one of this console'), guessed: true };
  }
  if (request.open) return { ok: true, actor: { name: 'guest', role: 'look' } };
  return refuse(401, 'Sign in first: this console needs its token');
}

/** `Host` holds off rebound names, `Origin` holds off pages of other sites. Who sends no `Origin` is no browser, or reads. */
function checkSource(request: AdmissionRequest, policy: AdmissionPolicy): string | null {
  const { host, origin } = request.headers;
  const parsed = host === undefined ? null : parseHost(host);
  if (parsed === null) return 'The Host header is missing or damaged';
  if (!policy.isKnownHost(parsed.name)) {
    return `This console is not reached by the name ${parsed.name}: add it to the names of the console if it should be`;
  }
  if (origin === undefined) return null;
  const lower = origin.toLowerCase();
  const same = host?.toLowerCase();
  return lower === `http://${same}` || lower === `https://${same}`
    ? null
    : 'A page of another site may not use this console';
}

function hasSecretInQuery(url: string): boolean {
  const at = url.indexOf('?');
  if (at < 0) return false;
  for (const name of new URLSearchParams(url.slice(at + 1)).keys()) {
    if (secretsInQuery.has(name.toLowerCase())) return true;
  }
  return false;
}

function identify(request: AdmissionRequest, token: string, cookieName: string): 'known' | 'wrong' | 'none' {
  const cookie = readCookie(request.headers.cookie, cookieName);
  if (cookie !== null && sessionHolds(token, cookie, request.nowMs)) return 'known';
  const bearer = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return sameText(bearer, token) ? 'known' : 'wrong';
  // A session that has run out, or that another token signed, is no guess.
  return 'none';
}

function refuse(status: 400 | 401 | 403 | 405, message: string): Extract<Admission, { ok: false }> {
  return { ok: false, status, message, guessed: false };
}
