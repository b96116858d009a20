import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** How long a browser stays signed in. */
export const SESSION_MS = 30 * 24 * 3600 * 1000;

/**
 * The value of a session cookie: its expiry, signed with the token. Nothing is stored, so it outlives a restart of
 * the console; a new token ends every session.
 */
export function issueSession(token: string, nowMs: number): string {
  const expiry = (nowMs + SESSION_MS).toString(36);
  return `${expiry}.${sign(token, expiry)}`;
}

export function sessionHolds(token: string, cookie: string, nowMs: number): boolean {
  const [expiry, signature, ...rest] = cookie.split('.');
  if (expiry === undefined || signature === undefined || rest.length > 0 || !/^[0-9a-z]{1,11}$/.test(expiry))
    return false;
  return sameText(signature, sign(token, expiry)) && Number.parseInt(expiry, 36) > nowMs;
}

/** Compares two texts in a time that tells nothing of either. */
export function sameText(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

/** The value of a cookie in a `Cookie` header. */
export function readCookie(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}

function sign(token: string, expiry: string): string {
  return createHmac('sha256', token).update(`maelstrom session ${expiry}`).digest('base64url');
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
