import { readFileSync } from 'node:fs';

/** One line of a transcript: what was sent to the board, or one line that it sent. */
export interface TranscriptEntry {
  readonly section: string;
  readonly line: number;
  readonly direction: 'sent' | 'received';
  /** The bytes, one character each. */
  readonly text: string;
}

export type TranscriptName = 'transcript-0.2.13' | 'transcript-0.2.4';

/** Reads a recording of real firmware: `seconds > sent` and `seconds < received`, with Python's escapes. */
export function readTranscript(name: TranscriptName): TranscriptEntry[] {
  const url = new URL(`../../fixtures/brewpi/${name}.txt`, import.meta.url);
  let section = '';
  const entries: TranscriptEntry[] = [];
  for (const [index, line] of readFileSync(url, 'utf8').split('\n').entries()) {
    section = /^# (\w+)\./.exec(line)?.[1] ?? section;
    const match = /^ *[\d.]+ ([<>]) (.*)$/.exec(line);
    if (match === null) continue;
    const [, mark, text = ''] = match;
    entries.push({
      section,
      line: index + 1,
      direction: mark === '>' ? 'sent' : 'received',
      text: unescape(text),
    });
  }
  return entries;
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

function unescape(text: string): string {
  return text.replaceAll(/\\(?:x([0-9a-f]{2})|(.))/g, (whole, hex?: string, single?: string) =>
    hex === undefined ? (escapes[single ?? ''] ?? whole) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** The lines that came after each time that this was sent, until something else was sent. */
export function answersTo(entries: readonly TranscriptEntry[], sent: string): string[][] {
  return entries.flatMap((entry, at) => {
    if (entry.direction !== 'sent' || entry.text !== sent) return [];
    const rest = entries.slice(at + 1);
    const until = rest.findIndex(({ direction }) => direction === 'sent');
    return [rest.slice(0, until === -1 ? undefined : until).map(({ text }) => text)];
  });
}
