import { formatBytes } from '#renderer/ui/bytes.ts';
import { channelNameSchema, consoleChannels } from '#shared/contract/channels.ts';
import { checkJson } from './json-check.ts';

/** Longest payload that the console takes, bytes of JSON. */
export const PAYLOAD_MAX_BYTES = 64 * 1024;
/** Longest key, characters. */
export const KEY_MAX = 80;

/** The console's channels that take something from outside, with an example of what. */
export const takers: Readonly<Record<string, unknown>> = {
  alarms: { source: 'Debugger', message: 'The glycol is low' },
  logs: { source: 'Debugger', level: 'info', message: 'The grain has arrived' },
  data: { type: 'external', source: 'Debugger', name: 'Gravity', value: 1.012, unit: 'SG' },
};

/** Why nothing can be published on a channel, or null. */
export function channelProblem(name: string): string | null {
  if (name === '') return 'Type the name of a channel';
  if (!channelNameSchema.safeParse(name).success) {
    return 'A name has 1 to 64 letters, digits, dots, dashes and underscores, and begins with a letter or digit';
  }
  if (name.startsWith('_')) return 'Names that begin with _ belong to the console';
  if (Object.hasOwn(consoleChannels, name) && !Object.hasOwn(takers, name)) {
    return `Only the console speaks on ${name}. From outside, alarms, logs and data take something`;
  }
  return null;
}

/** A payload that can be published, or why it cannot. */
export type PayloadCheck =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: string; readonly at: number | null };

/** Reads what was typed as a payload: JSON, and not too long. */
export function checkPayload(text: string): PayloadCheck {
  const json = checkJson(text);
  if (!json.ok) {
    const { line, column, message, at } = json.problem;
    return { ok: false, at, problem: `Line ${line}, column ${column}: ${message}` };
  }
  const bytes = new TextEncoder().encode(JSON.stringify(json.value)).length;
  if (bytes <= PAYLOAD_MAX_BYTES) return { ok: true, value: json.value };
  return { ok: false, at: null, problem: `This is ${formatBytes(bytes)} long; the console takes 64 kB` };
}
