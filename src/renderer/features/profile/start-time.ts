import { fromLocalField } from '#renderer/features/profiles/local-time.ts';
import { consoleNow } from '#renderer/stores/clock.ts';

/** What somebody typed as the time of a later start: an instant, none (now), or why it is no such time. */
export type StartTime =
  | { readonly ok: true; readonly atMs: number | null }
  | { readonly ok: false; readonly error: string };

/** Reads the time of a later start. Only the future of the console counts. */
export function readStartTime(text: string, nowMs: number = consoleNow()): StartTime {
  if (text === '') return { ok: true, atMs: null };
  const atMs = fromLocalField(text);
  if (atMs === null) return { ok: false, error: 'Type a date and a time, or leave both empty to start now' };
  if (atMs <= nowMs)
    return {
      ok: false,
      error: 'Lies in the past: choose a later time, or leave it empty and start part-way',
    };
  return { ok: true, atMs };
}
