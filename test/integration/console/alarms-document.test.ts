import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { alarmCodeSchema, alarmSchema } from '#shared/domain/alarm.ts';
import { alarmCatalogue } from '#shared/domain/alarm-catalogue.ts';
import { alarmConditionSchema } from '#shared/domain/alarm-rule.ts';

const text = readFileSync(new URL('../../../docs/alarms.md', import.meta.url), 'utf8');
/** The cells of each row of the tables, by the name that stands first in it. */
const rows = new Map(
  text.split('\n').flatMap((line) => {
    const cells = line.split('|').map((cell) => cell.trim());
    const names = [...(cells[1] ?? '').matchAll(/`([a-z-]+)`/g)];
    return names.map(([, name = '']) => [name, cells.slice(2, -1)] as const);
  }),
);

describe('docs/alarms.md', () => {
  it.each(alarmCodeSchema.options)('tells of %s: its priority, its cause and what to do', (code) => {
    const [priority, ...cells] = rows.get(code) ?? [];
    const isYours = code === 'rule' && priority === 'yours';
    expect(isYours || priority?.startsWith(alarmCatalogue[code].priority)).toBe(true);
    expect(cells.filter((cell) => cell.length > 5)).not.toEqual([]);
  });

  it.each(alarmConditionSchema.options.map(({ shape }) => shape.when.value))(
    'explains the rule %s',
    (when) => {
      expect(rows.get(when)?.[1]?.length).toBeGreaterThan(10);
    },
  );
});

describe('the catalogue of alarms', () => {
  it.each(Object.entries(alarmCatalogue))(
    'says of %s what happens and what to do, in sentences',
    (_, kind) => {
      for (const words of [kind.consequence, kind.response]) expect(words).toMatch(/^[A-Z].{15,}\.$/);
      expect(alarmSchema.pick({ priority: true, consequence: true, response: true }).parse(kind)).toEqual(
        kind,
      );
    },
  );
});
