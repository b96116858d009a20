import type { ProfileConfig } from '../domain/profile.ts';
import { type Found, TextProblem } from './types.ts';

/** Says what the file is, for whoever finds it in ten years. */
const FORMAT = 'maelstrom-profile';
const VERSION = 1;

/** True for a text that can only be JSON. */
export const looksLikeJson = (text: string): boolean => /^\s*[[{]/.test(text);

/**
 * A profile as `writeJson` writes it, or as the API answers it. Temperatures are °C, times seconds.
 * @throws TextProblem
 */
export function readJson(text: string): Found {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new TextProblem(
      `This is no JSON: ${error instanceof Error ? error.message : 'it is damaged'}`,
      null,
    );
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new TextProblem('This JSON is no profile: it must be an object', null);
  }
  const { format, version, id: _, ...profile } = json as Readonly<Record<string, unknown>>;
  if (format !== undefined && format !== FORMAT)
    throw new TextProblem('This JSON is no profile of ours', null);
  if (typeof version === 'number' && version > VERSION) {
    throw new TextProblem('This profile was written by a newer version of the console', null);
  }
  return { profile, notes: [], unitKnown: true, lines: [] };
}

/** A profile with everything that it holds. */
export function writeJson({ name, plannedStartMs, ...plan }: ProfileConfig): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, name, plannedStartMs, ...plan }, null, 2)}\n`;
}
