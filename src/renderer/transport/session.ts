import type { SessionDoor, SessionState } from './transport.ts';

/** Signing in over HTTP: the console answers with a cookie that this page cannot read. */
export function createHttpSession(url: string): SessionDoor {
  const ask = async (init?: RequestInit): Promise<SessionState> => {
    const response = await fetch(url, { credentials: 'same-origin', ...init });
    const body: unknown = await response.json().catch(() => null);
    if (!response.ok) throw new Error(refusalText(response.status, body));
    return { needed: field(body, 'needed') !== false, signedIn: field(body, 'signedIn') === true };
  };
  return {
    check: () => ask(),
    signIn: (token) =>
      ask({
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
      }),
    signOut: () => ask({ method: 'DELETE' }),
  };
}

function field(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
}

function refusalText(status: number, body: unknown): string {
  const message = field(body, 'message');
  if (typeof message === 'string' && message !== '') return message;
  return status === 401
    ? 'This is not the token of this console'
    : `The console answered with error ${status}`;
}
