import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { migrate, migrations, SCHEMA_VERSION, schemaVersion } from '#main/storage/migrations/index.ts';
import { open, temporaryFolder } from './fixtures.ts';

let db: Database.Database;

beforeEach(() => {
  db = new Database(':memory:');
  db.pragma('foreign_keys = ON');
  onTestFinished(() => {
    db.close();
  });
});

const tables = (): unknown[] =>
  db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all();

/** A list of points as schema 2 kept it. */
const oldPoints = (...list: readonly (readonly [atS: number, spC: number, note: string])[]): string =>
  JSON.stringify(list.map(([atS, spC, note]) => ({ atS, spC, approach: 'step', note })));

const fermentation = oldPoints([0, 18, 'Pitch'], [86_400, 20, '']);
const mash = oldPoints(
  [0, 52, 'Protein\trest\r\nstir'],
  [1800, 63, ''],
  [100_000, 78, `${'x'.repeat(79)}😀`],
);

const oldRun = (id: string, kind: string, points: string, elapsedS: number, state = 'running'): string =>
  `INSERT INTO runs (id, vessel_id, profile_id, profile_name, kind, state, started_at_ms, elapsed_s, elapsed_at_ms, points)
   VALUES ('${id}', 'v', 'p', 'P', '${kind}', '${state}', 5, ${elapsedS}, 6, '${points}');`;

const mashSteps = [
  { name: 'Protein rest', spC: 52, durationS: 1800, atEnd: 'next', additions: [] },
  // A day is the longest step there is: what is longer goes on in another one.
  { name: 'Step 2', spC: 63, durationS: 86_400, atEnd: 'next', additions: [] },
  { name: 'Step 2', spC: 63, durationS: 11_800, atEnd: 'next', additions: [] },
  { name: 'x'.repeat(79), spC: 78, durationS: 0, atEnd: 'next', additions: [] },
];
/** More than a mash has steps. */
const endless = oldPoints(...Array.from({ length: 60 }, (_, i) => [i * 60, 40 + i / 2, ''] as const));
const place = (stepIndex: number, timerS: number) => ({
  place: { stepIndex, phase: 'timing', timerS, extraS: 0, calledOut: [] },
});

interface Step {
  /** The migration under test. */
  readonly to: number;
  /** Puts data into a database of the schema before it. */
  readonly before: string;
  /** Reads what became of the data. */
  readonly query: string;
  readonly after: unknown[];
}

/** One entry for each migration: from the schema before it, with data, to its own. */
const steps: readonly Step[] = [
  {
    to: 1,
    before: 'SELECT 1',
    query: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    after: [
      'alarms',
      'devices',
      'log',
      'memory',
      'points',
      'profiles',
      'runs',
      'settings',
      'switches',
      'vessels',
    ].map((name) => ({ name })),
  },
  {
    to: 2,
    before: `
      INSERT INTO devices (id, name, driver, connection) VALUES ('board', 'Board', 'simulated', '');
      INSERT INTO points (id, name, device_id, address, kind, offset_c) VALUES ('beer', 'Beer', 'board', '1', 'temperature', 0);
      INSERT INTO vessels (id, name, kind, volume_l, beer_id, heater_w, cooler_w, limits, algorithm, control)
        VALUES ('v1', 'Tank', 'fermenter', 20, 'beer', 100, 100, '{}', '{}', '{}');`,
    query: `SELECT v.id, v.beer_id, p.device_id, (SELECT count(*) FROM samples) AS samples
      FROM vessels v JOIN points p ON p.id = v.beer_id`,
    after: [{ id: 'v1', beer_id: 'beer', device_id: 'board', samples: 0 }],
  },
  {
    to: 3,
    before: `
      INSERT INTO profiles (id, name, kind, points) VALUES ('ale', 'Ale', 'fermentation', '${fermentation}');
      INSERT INTO profiles (id, name, kind, points) VALUES ('mash', 'Mash', 'mash', '${mash}');
      INSERT INTO profiles (id, name, kind, points) VALUES ('torn', 'Torn', 'mash', '[{"atS":');
      INSERT INTO profiles (id, name, kind, points) VALUES ('odd', 'Odd', 'mash', '{"a":[null]}');
      INSERT INTO profiles (id, name, kind, points) VALUES ('endless', 'Endless', 'mash', '${endless}');
      ${oldRun('r1', 'fermentation', fermentation, 3600.5)}
      ${oldRun('r2', 'mash', mash, 2000)}
      ${oldRun('r3', 'mash', mash, 200_000, 'complete')}
      ${oldRun('r4', 'mash', mash, 90_000)}
      ${oldRun('r5', 'mash', endless, 100)}`,
    query: `SELECT id, planned_start_ms AS started, plan FROM profiles UNION ALL SELECT id, state, plan FROM runs`,
    after: [
      { id: 'ale', started: null, plan: JSON.stringify({ points: JSON.parse(fermentation), events: [] }) },
      { id: 'mash', started: null, plan: JSON.stringify({ steps: mashSteps }) },
      { id: 'torn', started: null, plan: '[{"atS":' },
      { id: 'odd', started: null, plan: '{"a":[null]}' },
      { id: 'endless', started: null, plan: JSON.stringify({ points: JSON.parse(endless), events: [] }) },
      {
        id: 'r1',
        started: 'running',
        plan: JSON.stringify({ points: JSON.parse(fermentation), events: [], toldS: 3600.5 }),
      },
      { id: 'r2', started: 'running', plan: JSON.stringify({ steps: mashSteps, ...place(1, 200) }) },
      { id: 'r3', started: 'complete', plan: JSON.stringify({ steps: mashSteps, ...place(3, 100_000) }) },
      { id: 'r4', started: 'running', plan: JSON.stringify({ steps: mashSteps, ...place(2, 1800) }) },
      {
        id: 'r5',
        started: 'running',
        plan: JSON.stringify({ points: JSON.parse(endless), events: [], toldS: 100 }),
      },
    ],
  },
  {
    to: 4,
    before: `
      INSERT INTO alarms (id, code, priority, source, source_name, message, state, raised_at_ms)
        VALUES ('a1', 'sensor-bad', 'high', 'v1', 'Tank', 'Beer sensor: open', 'unacknowledged', 7);`,
    query: `SELECT id, message, consequence, response, rule_id, shelved, (SELECT count(*) FROM alarm_rules) AS rules,
      (SELECT count(*) FROM shelves) AS shelves FROM alarms`,
    after: [
      {
        id: 'a1',
        message: 'Beer sensor: open',
        consequence: '',
        response: '',
        rule_id: null,
        shelved: null,
        rules: 0,
        shelves: 0,
      },
    ],
  },
  {
    to: 5,
    before: `
      INSERT INTO devices (id, name, driver, connection) VALUES ('board', 'Board', 'simulated', '');
      INSERT INTO points (id, name, device_id, address, kind, offset_c) VALUES ('beer', 'Beer', 'board', '1', 'temperature', 0.5);`,
    query: 'SELECT id, offset_c, inverted, (SELECT count(*) FROM classic_ids) AS numbers FROM points',
    after: [{ id: 'beer', offset_c: 0.5, inverted: null, numbers: 0 }],
  },
  {
    to: 6,
    before: `
      INSERT INTO devices (id, name, driver, connection) VALUES ('board', 'Board', 'simulated', '');
      INSERT INTO points (id, name, device_id, address, kind, inverted) VALUES ('door', 'Door', 'board', 'D1', 'input', 1);`,
    query: 'SELECT id, kind, inverted, quantity FROM points',
    after: [{ id: 'door', kind: 'input', inverted: 1, quantity: null }],
  },
  {
    to: 7,
    before: `
      INSERT INTO devices (id, name, driver, connection) VALUES ('board', 'Board', 'simulated', '');
      INSERT INTO points (id, name, device_id, address, kind, inverted) VALUES ('door', 'Door', 'board', 'D1', 'input', 1);
      INSERT INTO points (id, name, device_id, address, kind, offset_c) VALUES ('beer', 'Beer', 'board', '1', 'temperature', 0.5);`,
    query:
      'SELECT id, offset_c, readings, (SELECT count(*) FROM spare_sensors) AS spares FROM points ORDER BY n',
    after: [
      { id: 'door', offset_c: null, readings: null, spares: 0 },
      {
        id: 'beer',
        offset_c: 0.5,
        readings: '{"minC":-55,"maxC":150,"maxRateCPerS":8,"smoothingS":0}',
        spares: 0,
      },
    ],
  },
  {
    to: 8,
    before: `
      INSERT INTO vessels (id, name, kind, volume_l, heater_w, cooler_w, limits, algorithm, control)
        VALUES ('tun', 'Tun', 'kettle', 25, 3000, 100, '{}', '{}', '{}');`,
    query: 'SELECT id, heater_permit_id, cooler_permit_id FROM vessels',
    after: [{ id: 'tun', heater_permit_id: null, cooler_permit_id: null }],
  },
];

describe('migrations', () => {
  it('are numbered without gaps, and each has its test', () => {
    expect(migrations.map(({ to }) => to)).toEqual(migrations.map((_, i) => i + 1));
    expect(steps.map(({ to }) => to)).toEqual(migrations.map(({ to }) => to));
  });

  it.each(steps)('to schema $to keep the data', ({ to, before, query, after }) => {
    migrate(db, to - 1);
    db.exec(before);
    migrate(db, to);
    expect(schemaVersion(db)).toBe(to);
    expect(db.prepare(query).all()).toEqual(after);
    expect(db.pragma('foreign_key_check')).toEqual([]);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  });

  it('lead plans of the schema before them to what the console reads', () => {
    const folder = temporaryFolder();
    const old = new Database(join(folder, 'maelstrom.db'));
    migrate(old, 2);
    const { before } = steps.find(({ to }) => to === 3) ?? { before: '' };
    old.exec(before);
    old.close();
    const problems: string[] = [];
    const { store } = open(folder, { onProblem: (text) => problems.push(text) });
    expect(store.profiles.list().map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      'ale fermentation',
      'mash mash',
      'endless fermentation',
    ]);
    expect(store.runs.active().map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      'r1 fermentation',
      'r2 mash',
      'r3 mash',
      'r4 mash',
      'r5 fermentation',
    ]);
    expect(problems).toHaveLength(2);
  });

  it('do nothing to a database of the present schema', () => {
    migrate(db);
    const before = db.serialize();
    migrate(db);
    expect(db.serialize().equals(before)).toBe(true);
  });

  it('make only strict tables', () => {
    migrate(db);
    const loose = db.prepare(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND NOT strict AND name NOT LIKE 'sqlite_%'",
    );
    expect(loose.all()).toEqual([]);
    expect(tables()).toContain('samples');
  });

  it('are kept whole or not at all', () => {
    migrate(db, 1);
    db.exec('CREATE TABLE samples (stranger TEXT)');
    expect(() => migrate(db)).toThrow(/already exists/);
    expect(schemaVersion(db)).toBe(1);
    expect(tables()).not.toContain('series');
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
  });

  it('refuse a result with broken references', () => {
    migrate(db, 1);
    db.pragma('foreign_keys = OFF');
    db.exec(
      "INSERT INTO points (id, name, device_id, address, kind) VALUES ('p', 'P', 'none', '1', 'temperature')",
    );
    expect(() => migrate(db)).toThrow(/1 broken reference/);
    expect(schemaVersion(db)).toBeLessThan(SCHEMA_VERSION);
  });
});
