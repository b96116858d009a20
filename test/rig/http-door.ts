import { StandardBracketNotationSerializer } from '@orpc/openapi-client/standard';
import type { Answer, Door } from './bad-input-suite.ts';
import type { ContractEntry } from './contract-samples.ts';
import { SocketClient } from './socket-client.ts';

const brackets = new StandardBracketNotationSerializer();
/** A client that says this many frames makes room for a fresh one, which has a full budget. */
const FRAMES_PER_SOCKET = 20;

/** REST and WebSocket as a way into a console. */
export async function openHttpDoor(options: {
  readonly url: string;
  readonly readEverything: () => Promise<unknown>;
  /** Errors that the console reported to nobody. */
  readonly faults: readonly unknown[];
}): Promise<Door & { close(): void }> {
  const { url, faults } = options;
  const witness = await SocketClient.open(url);
  let talker = await SocketClient.open(url);
  let frames = 0;
  return {
    carried: (entry, input) => carriedByHttp(entry, input),
    call: (entry, input) => callRest(url, entry, input),
    say: async (frame) => {
      frames += 1;
      if (frames % FRAMES_PER_SOCKET === 0) {
        talker.close();
        talker = await SocketClient.open(url);
      }
      talker.say(frame);
      const answer = await talker.next('error', 'subscribed', 'unsubscribed', 'published', 'pong');
      return answer.type === 'error'
        ? { ok: false, status: statuses[answer.code] ?? 500, message: answer.message }
        : { ok: true, status: 200, message: answer.type };
    },
    readEverything: options.readEverything,
    checkHealth: async () => {
      if (faults.length > 0) throw new Error(`The console reported ${String(faults[0])}`);
      const response = await fetch(new URL('api/v1/console', url));
      if (response.status !== 200) throw new Error(`The console answers with ${response.status}`);
      await response.body?.cancel();
      witness.say({ type: 'ping', id: frames });
      await witness.next('pong');
    },
    close: () => {
      witness.close();
      talker.close();
    },
  };
}

const statuses: Readonly<Record<string, number>> = {
  BAD_REQUEST: 400,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  LIMIT_REACHED: 422,
};

function carriedByHttp(entry: ContractEntry, input: unknown): { input: unknown } | null {
  const params = paramsOf(entry, input);
  if (params === null) return null;
  if (entry.method !== 'GET')
    return { input: isObject(input) ? Object.assign(fromEntries(Object.entries(input)), params) : input };
  if (!isObject(input)) return null;
  return { input: { ...(brackets.deserialize(queryOf(entry, input)) as object), ...params } };
}

/** The names in braces with their values as texts, or null when the path cannot hold them. */
function paramsOf(entry: ContractEntry, input: unknown): Record<string, string> | null {
  const names = [...entry.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  if (names.length > 0 && !isObject(input)) return null;
  const params = names.map((name) => [name, (input as Record<string, unknown>)[name]] as const);
  const fits = params.every(
    ([, value]) =>
      ['string', 'number', 'boolean'].includes(typeof value) && !['', '.', '..'].includes(String(value)),
  );
  return fits ? Object.fromEntries(params.map(([name, value]) => [name, String(value)])) : null;
}

function queryOf(entry: ContractEntry, input: object): [string, string][] {
  const rest = Object.entries(input).filter(([key]) => !entry.path.includes(`{${key}}`));
  const pairs = brackets.serialize(fromEntries(rest));
  return pairs
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([key, value]) => [key, String(value)]);
}

/** One request, with whatever body or query the input makes. */
export async function callRest(
  url: string,
  entry: ContractEntry,
  input: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const params = paramsOf(entry, input) ?? {};
  const path = entry.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? 'nothing'),
  );
  const address = new URL(`api/v1${path}`, url);
  if (entry.method === 'GET') {
    if (isObject(input))
      for (const [key, value] of queryOf(entry, input)) address.searchParams.append(key, value);
    return answerOf(await fetch(address, { headers }));
  }
  const fields = isObject(input)
    ? fromEntries(Object.entries(input).filter(([key]) => !Object.hasOwn(params, key)))
    : input;
  return sendBody(address, entry.method, jsonOf(fields), headers);
}

/** A request with any body, as text or bytes. */
export async function sendBody(
  address: URL,
  method: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return answerOf(
    await fetch(address, { method, body, headers: { 'content-type': 'application/json', ...headers } }),
  );
}

async function answerOf(response: Response): Promise<Answer> {
  const body: unknown = await response.json().catch(() => null);
  const message = isObject(body) && 'message' in body ? String(body.message) : '';
  return { ok: response.ok, status: response.status, message };
}

/** JSON, with NaN as it is and numbers too large for a number where JSON.stringify would say null. */
function jsonOf(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value))
    return Number.isNaN(value) ? 'NaN' : `${value < 0 ? '-' : ''}1e999`;
  if (Array.isArray(value)) return `[${value.map(jsonOf).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, child]) => `${JSON.stringify(key)}:${jsonOf(child)}`)
    .join(',')}}`;
}

/** An object with these fields, `__proto__` among them. */
function fromEntries(entries: readonly (readonly [string, unknown])[]): object {
  return Object.fromEntries(entries);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
