import { call, createRouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { plainJsonProblem } from '#main/api/plain-json.ts';
import { createRouter } from '#main/api/router.ts';
import type { Actor, Procedures } from '#main/app/services.ts';
import { contractEntries } from '#test/rig/contract-samples.ts';

/** Procedures that note who called them with what, and answer nothing. */
function open() {
  const calls: { name: string; input: unknown; actor: Actor }[] = [];
  const procedures: Record<string, Record<string, unknown>> = {};
  for (const { noun, verb, name } of contractEntries) {
    procedures[noun] ??= {};
    procedures[noun][verb] = (input: unknown, actor: Actor) => void calls.push({ name, input, actor });
  }
  const router = createRouter(procedures as unknown as Procedures, { onError: () => undefined });
  const client = (actor: Actor) => createRouterClient(router, { context: { actor } });
  return { router, calls, client };
}

const guest: Actor = { name: 'Guest', role: 'look' };

describe('router', () => {
  it.each(contractEntries.filter(({ role }) => role !== 'look'))(
    '$name: the role is asked for before the input is looked at',
    async ({ noun, verb }) => {
      const { router, calls } = open();
      const procedure = (router as never as Record<string, Record<string, never>>)[noun]?.[verb] as never;
      const junk = { __proto__: null, nonsense: true };
      await expect(call(procedure, junk as never, { context: { actor: guest } })).rejects.toMatchObject({
        code: 'FORBIDDEN',
        status: 403,
        message: expect.stringMatching(/needs the role (operate|admin)/),
      });
      expect(calls).toEqual([]);
    },
  );

  it('hands on what was asked, by whom', async () => {
    const { calls, client } = open();
    const ada: Actor = { name: 'Ada', role: 'operate' };
    await client(ada).setting.set({ name: 'ui.theme', value: 'dark' });
    await client(guest).system.emergencyStop();
    expect(calls).toEqual([
      { name: 'setting.set', input: { name: 'ui.theme', value: 'dark' }, actor: ada },
      { name: 'system.emergencyStop', input: undefined, actor: guest },
    ]);
  });

  it('does not start with a procedure missing', () => {
    expect(() => createRouter({} as Procedures, { onError: () => undefined })).toThrow(/is not implemented/);
  });
});

describe('plain JSON', () => {
  it.each([
    ['{"__proto__":1}', /__proto__/],
    ['{"a":[{"constructor":1}]}', /constructor/],
    ['{"a":{"prototype":{}}}', /prototype/],
    [`${'['.repeat(33)}${']'.repeat(33)}`, /levels deep/],
    [`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, /levels deep/],
  ])('%s is refused', (text, words) => {
    expect(plainJsonProblem(JSON.parse(text))).toMatch(words);
  });

  it.each([
    'null',
    '5',
    '"__proto__"',
    '["constructor"]',
    '{"a":{"b":[1,{"c":null}]}}',
    `${'['.repeat(32)}${']'.repeat(32)}`,
  ])('%s passes', (text) => {
    expect(plainJsonProblem(JSON.parse(text))).toBeNull();
  });
});
