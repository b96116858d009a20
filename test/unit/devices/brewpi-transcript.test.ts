import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { encodeObject, encodeQuery, MAX_WRITE_BYTES, type Pair } from '#main/devices/brewpi/commands.ts';
import { Framer, type Received } from '#main/devices/brewpi/framing.ts';
import { describeLog } from '#main/devices/brewpi/log-words.ts';
import { type Message, parseLine, parseLog } from '#main/devices/brewpi/messages.ts';
import { readTranscript, type TranscriptName } from '#test/rig/brewpi/transcript.ts';

const names: TranscriptName[] = ['transcript-0.2.13', 'transcript-0.2.4'];

/** Everything that the board sent, in chunks of a size. */
function receive(name: TranscriptName, chunk: number): Received[] {
  const text = readTranscript(name)
    .filter(({ direction }) => direction === 'received')
    .map((entry) => entry.text)
    .join('');
  const bytes = Buffer.from(text, 'latin1');
  const framer = new Framer();
  const received: Received[] = [];
  for (let at = 0; at < bytes.length; at += chunk)
    received.push(...framer.push(bytes.subarray(at, at + chunk)));
  return received;
}

/** Every line of a recording with its mark, as it stands in the file: `>` sent, `<` received. */
function linesOf(name: TranscriptName, mark: '<' | '>'): number {
  const url = new URL(`../../fixtures/brewpi/${name}.txt`, import.meta.url);
  return readFileSync(url, 'utf8')
    .split('\n')
    .filter((line) => new RegExp(`^ *[\\d.]+ ${mark} `).test(line)).length;
}

/** Names of fields, long and short, by what they are called here. */
const temperatureFields = {
  beer: ['BeerTemp', 'bt'],
  beerSet: ['BeerSet', 'bs'],
  chamber: ['FridgeTemp', 'ft'],
  chamberSet: ['FridgeSet', 'fs'],
  room: ['RoomTemp', 'rt'],
  state: ['State', 's'],
} as const;

const parse = (received: Received): Message | null => {
  if (received.kind === 'noise') return null;
  return received.kind === 'log' ? parseLog(received.text) : parseLine(received.text);
};

const kinds: Readonly<Record<string, Message['kind']>> = {
  N: 'version',
  T: 'temperatures',
  S: 'settings',
  C: 'constants',
  V: 'variables',
  L: 'display',
  d: 'installed',
  h: 'hardware',
  U: 'slot',
  D: 'log',
  Y: 'simulator',
};

describe.each(names)('%s', (name) => {
  it.each([1, 7, 64, 100_000])(
    'is understood line by line when it arrives in chunks of %i bytes',
    (chunk) => {
      const messages = receive(name, chunk).map(parse);
      expect(messages.filter((message) => message === null)).toEqual([]);
      const counted = (kind: Message['kind']) => messages.filter((message) => message?.kind === kind).length;
      const lines = readTranscript(name).filter(({ direction }) => direction === 'received');
      for (const [letter, kind] of Object.entries(kinds)) {
        // A log message inside a listing stands on the listing's line.
        const expected = lines.flatMap(({ text }) => text.match(/(?<![A-Za-z0-9"])[A-Za-z]:(?=[{[])/g) ?? []);
        expect([kind, counted(kind)]).toEqual([
          kind,
          expected.filter((mark) => mark === `${letter}:`).length,
        ]);
      }
    },
  );

  it('has no line that is left out here', () => {
    const read = readTranscript(name);
    for (const [mark, direction] of [
      ['<', 'received'],
      ['>', 'sent'],
    ] as const) {
      expect(read.filter((entry) => entry.direction === direction)).toHaveLength(linesOf(name, mark));
    }
  });

  it('is understood value by value', () => {
    let checked = 0;
    for (const received of receive(name, 64)) {
      const message = parse(received);
      if (received.kind !== 'line' || message === null) continue;
      const said = JSON.parse(received.text.slice(2)) as Readonly<Record<string, unknown>>;
      const ofSaid = (...names: readonly string[]) => said[names.find((each) => each in said) ?? ''];
      if (message.kind === 'temperatures') {
        for (const [field, names] of Object.entries(temperatureFields)) {
          expect(message[field as keyof typeof temperatureFields]).toBe(ofSaid(...names));
        }
        expect(message.note).toBe(ofSaid('BeerAnn', 'ba') ?? ofSaid('FridgeAnn', 'fa') ?? null);
      } else if (message.kind === 'settings') {
        expect([message.mode, message.beerSet, message.chamberSet]).toEqual(
          ['mode', 'beerSet', 'fridgeSet'].map((each) => said[each]),
        );
      } else if (message.kind === 'variables') {
        expect(message.values).toEqual(said);
      } else if (message.kind === 'constants') {
        const { tempFormat, ...values } = said;
        expect([message.tempFormat, message.values]).toEqual([tempFormat, values]);
      } else if (message.kind === 'display') {
        expect(message.lines.map((line) => line.length)).toEqual([20, 20, 20, 20]);
        expect(message.lines[1]).toMatch(/°[CF]$/);
      } else if (message.kind === 'version') {
        expect([message.version, message.build, message.logTable]).toEqual(
          ['v', 'n', 'l'].map((each) => String(said[each])),
        );
      } else if (message.kind === 'installed' || message.kind === 'hardware') {
        expect(message.devices).toEqual(said);
      } else if (message.kind === 'slot') {
        expect(message.device).toEqual(said);
      } else continue;
      checked += 1;
    }
    expect(checked).toBeGreaterThan(300);
  });

  it('has words for every log message', () => {
    const logs = receive(name, 64)
      .map(parse)
      .filter((message) => message?.kind === 'log');
    expect(logs.length).toBeGreaterThan(30);
    for (const log of logs)
      expect(describeLog(log).text).toMatch(/^The board says: (?!message)[\x20-\x7e]+$/);
  });
});

describe('what was sent to the board', () => {
  const sent = names.flatMap((name) => readTranscript(name).filter(({ direction }) => direction === 'sent'));

  /** What a person would have typed for a canonical command, or null for what this encoder never produces. */
  function encode(text: string): string | null {
    if (/^[ntscvl]$/.test(text)) return encodeQuery(text as Parameters<typeof encodeQuery>[0]);
    const match = /^([jUdh])\{([^{}"\n]*)\}$/.exec(text);
    const [, letter, body = ''] = match ?? [];
    if (letter === undefined) return null;
    const pairs = body === '' ? [] : body.split(/, ?/).map((pair) => pair.split(':') as unknown as Pair);
    return encodeObject(letter as 'j', pairs);
  }

  /** Commands that the encoder must refuse, because the board does something else than they say. */
  const refused = new Set(['j{mode:}', 'j{beerSet:null}', 'j{aaaaaaaaaabbbbbbbbbbccccccccccdddddddd:1}']);

  it('is encoded byte for byte as its own host does', () => {
    expect(encode('j{mode:b, beerSet:18.0}')).toBe('j{mode:b, beerSet:18.0}');
    expect(encode('U{i:3,c:1,b:0,f:3,h:1,p:5,x:1}')).toBe('U{i:3,c:1,b:0,f:3,h:1,p:5,x:1}');
  });

  it('is encoded the same but for blanks, which the board drops, or refused', () => {
    let encoded = 0;
    for (const { text } of sent) {
      if (refused.has(text)) {
        expect(() => encode(text)).toThrow('The board');
        continue;
      }
      const own = encode(text);
      if (own === null) continue;
      expect(own.replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      expect(own.length).toBeLessThanOrEqual(MAX_WRITE_BYTES);
      encoded += 1;
    }
    expect(encoded).toBeGreaterThan(150);
  });

  it('never contains what the firmware corrupts', () => {
    const bad: Pair[] = [
      ['beerSet', '18.0\n'],
      ['beer{Set', '18'],
      ['mode', 'b,c'],
      ['mode', '"b"'],
      ['a'.repeat(30), '1'],
      ['', '1'],
    ];
    for (const pair of bad) expect(() => encodeObject('j', [pair])).toThrow('does not understand');
    const many: Pair[] = Array.from({ length: 8 }, (_, i) => [`key${i}`, '12.5']);
    expect(() => encodeObject('j', many)).toThrow('at most 60 bytes');
  });
});
