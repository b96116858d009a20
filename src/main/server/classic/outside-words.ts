import type { Words } from './own-words.ts';
import { plainText } from './plain-text.ts';

/** Longest message that the console keeps of an alarm, characters; log entries may be longer and are cut alike. */
const MESSAGE_MAX = 500;
const SOURCE_MAX = 80;
/** Entries of one message that are taken. */
const ENTRIES_MAX = 200;

/** What has been understood of a message, and what of it has not, in words. */
export interface SaidList {
  readonly words: readonly Words[];
  readonly strange: string | null;
}

/** Whether somebody has seen all alarms. */
export function isAcknowledgement(payload: unknown): boolean {
  return (
    typeof payload === 'object' &&
    payload !== null &&
    'acknowledge' in payload &&
    payload.acknowledge === true
  );
}

/** The `{source, code?, msg}` of a list in the payload, in the shape that our procedures take. */
export function readWords(payload: unknown, list: 'alarms' | 'entries'): SaidList {
  const found = typeof payload === 'object' && payload !== null ? Object.entries(payload) : [];
  const entries: unknown = found.find(([name]) => name === list)?.[1];
  if (!Array.isArray(entries)) return { words: [], strange: `${list} is no list` };
  const taken = entries.slice(0, ENTRIES_MAX);
  const words = taken.map((entry: unknown) => readEntry(entry)).filter((each) => each !== null);
  return { words, strange: strangeness(entries.length, taken.length, words.length) };
}

function strangeness(all: number, taken: number, understood: number): string | null {
  if (understood < taken) return `${taken - understood} of ${taken} entries have no msg`;
  return taken < all ? `of its ${all} entries the first ${taken} were taken` : null;
}

function readEntry(entry: unknown): Words | null {
  if (typeof entry !== 'object' || entry === null) return null;
  const { source, code, msg } = entry as Readonly<Record<string, unknown>>;
  const message = plain(msg, MESSAGE_MAX);
  if (message === '') return null;
  const name = plain(code, SOURCE_MAX);
  return {
    source: plain(source, SOURCE_MAX) || 'classic',
    message: name === '' ? message : `${message.slice(0, MESSAGE_MAX - SOURCE_MAX - 3)} (${name})`,
  };
}

/** A text or number as one line; anything else is empty. */
function plain(value: unknown, max: number): string {
  return typeof value === 'string' || typeof value === 'number' ? plainText(String(value), max) : '';
}
