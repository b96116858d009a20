import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { plainJsonProblem } from '#main/api/plain-json.ts';
import { clientFrameSchema } from '#shared/contract/frames.ts';
import { hasForbiddenKey, spoil } from './bad-values.ts';
import { type ContractEntry, contractEntries, samplesOf } from './contract-samples.ts';

/** What came back for a request or a frame. */
export interface Answer {
  readonly ok: boolean;
  /** HTTP status, or the like. */
  readonly status: number;
  readonly message: string;
}

/** A way into a running console, with everything that a test of bad input has to know about it. */
export interface Door {
  /**
   * The input as the console will see it once this way has carried it, or null when it cannot be carried: a query
   * knows only texts, a path no empty id.
   */
  carried(entry: ContractEntry, input: unknown): { readonly input: unknown } | null;
  call(entry: ContractEntry, input: unknown): Promise<Answer>;
  /** Sends a frame to the channels and waits for the answer to it. */
  say(frame: string): Promise<Answer>;
  /** Everything that the console keeps, on disk and in its channels. */
  readEverything(): Promise<unknown>;
  /** Throws unless the console and another client of it are well. */
  checkHealth(): Promise<void>;
}

/** Inputs tried for each procedure; more find more, and take longer. */
const RUNS = Number(process.env['BAD_INPUT_RUNS'] ?? 40);

/** Bad input for every procedure and every frame, generated from the contract: refused in words, nothing stored. */
export function badInputSuite(name: string, open: () => Promise<Door>): void {
  describe(`bad input over ${name}`, () => {
    let door: Door;
    beforeAll(async () => {
      door = await open();
    });

    const unharmed = async (run: () => Promise<void>): Promise<void> => {
      const before = await door.readEverything();
      await run();
      expect(await door.readEverything()).toEqual(before);
      await door.checkHealth();
    };

    it.each(contractEntries)('$name refuses it in words', async (entry) => {
      await unharmed(() => refuseSpoiled(door, entry));
    });

    it.each(contractEntries.filter(namesSomething))('$name refuses an unknown id', async (entry) => {
      await unharmed(async () => {
        for (const sample of samplesOf(entry.input as never)) {
          expectRefusal(await door.call(entry, sample), sample);
        }
      });
    });

    it('refuses bad frames in words', async () => {
      const samples = samplesOf(clientFrameSchema).filter(
        (frame) => (frame as { type: string }).type !== 'pong',
      );
      const bad = fc.constantFrom(...samples).chain(spoil);
      await unharmed(() =>
        fc.assert(
          fc.asyncProperty(bad, async (frame) => {
            const text = JSON.stringify(frame);
            fc.pre(!isValidFrame(text));
            expectRefusal(await door.say(text), frame);
          }),
          { numRuns: 10 * RUNS },
        ),
      );
    });

    it.each([
      '',
      '{',
      'nonsense',
      '5',
      'null',
      '"text"',
      '[]',
      '[{}]',
      '{"type":NaN}',
      '\u0000',
      '{"type":"publish","channel":"x"',
    ])('refuses the frame %j', async (frame) => {
      await unharmed(async () => expectRefusal(await door.say(frame), frame));
    });
  });
}

async function refuseSpoiled(door: Door, entry: ContractEntry): Promise<void> {
  const samples = entry.input === null ? [{}] : samplesOf(entry.input);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...samples).chain(spoil), async (input) => {
      const carried = door.carried(entry, input);
      fc.pre(carried !== null && !isValid(entry, carried.input));
      expectRefusal(await door.call(entry, input), input);
    }),
    { numRuns: RUNS, maxSkipsPerRun: 500 },
  );
}

function isValid(entry: ContractEntry, input: unknown): boolean {
  if (plainJsonProblem(input) !== null || hasForbiddenKey(input)) return false;
  if (entry.input !== null) return entry.input.safeParse(input).success;
  return (
    input === undefined || input === null || (typeof input === 'object' && Object.keys(input).length === 0)
  );
}

function isValidFrame(text: string): boolean {
  const frame: unknown = JSON.parse(text);
  return plainJsonProblem(frame) === null && clientFrameSchema.safeParse(frame).success;
}

/** What is about a thing that has to exist already. */
function namesSomething(entry: ContractEntry): boolean {
  return entry.path.includes('{id}') || ['run.start', 'point.create'].includes(entry.name);
}

function expectRefusal(answer: Answer, input: unknown): void {
  const shown = JSON.stringify(input)?.slice(0, 300);
  expect(answer, shown).toMatchObject({ ok: false });
  expect(answer.status, shown).toBeGreaterThanOrEqual(400);
  expect(answer.status, shown).toBeLessThan(500);
  expect(answer.message, shown).toMatch(/\w+ \w+/);
  expect(answer.message.length, shown).toBeLessThan(3000);
  expect(answer.message, shown).not.toMatch(
    /Invalid (input|option|string)|expected .*received|undefined|\[object|SQLITE|[a-z]Error\b|\/src\/|node_modules/,
  );
}
