import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// A guard that has never been seen to fail is a hope. Here each one is given a file that it must refuse.

const root = resolve(import.meta.dirname, '../..');
const copied = ['package.json', '.gitignore', '.oxlintrc.json', 'biome.json'].concat(
  ['', '.base', '.pure', '.node', '.web', '.test'].map((name) => `tsconfig${name}.json`),
);
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'checks-'));
  for (const file of copied) cpSync(join(root, file), join(folder, file));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(samples: readonly Sample[]): void {
  rmSync(join(folder, 'src'), { recursive: true, force: true });
  for (const { file, text } of samples) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

function run(tool: string, ...args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(join(root, 'node_modules', '.bin', tool), args, {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

interface Sample {
  readonly file: string;
  readonly text: string;
  /** What the tool must say about this file; null: it must say nothing. */
  readonly says: string | null;
}

const sample = (file: string, text: string, says: string | null): Sample => ({
  file,
  text: `${text}\n`,
  says,
});
const imports = (specifier: string): string => `export * from '${specifier}';`;

describe('the type check per environment', () => {
  const check = (project: string, samples: readonly Sample[]): void => {
    write(samples);
    const { status, output } = run('tsc', '-p', `tsconfig.${project}.json`);
    expect(status).not.toBe(0);
    for (const { file, says } of samples) {
      const said = output.split('\n').filter((line) => line.startsWith(`${file}(`));
      if (says === null) expect(said).toEqual([]);
      else expect(said.join('\n'), `${file} in:\n${output}`).toContain(says);
    }
  };

  it('knows neither Node nor a browser in the pure folders, whatever the packages there bring along', () => {
    check('pure', [
      sample('src/main/control/good.ts', 'export const half = (x: number): number => x / 2;', null),
      sample('src/main/control/timer.ts', 'setTimeout(() => {}, 1);', "Cannot find name 'setTimeout'"),
      sample(
        'src/main/control/process.ts',
        'export const a = process.uptime();',
        "Cannot find name 'process'",
      ),
      sample(
        'src/main/control/document.ts',
        'export const a = document.title;',
        "Cannot find name 'document'",
      ),
      sample(
        'src/main/control/clock.ts',
        'export const a = performance.now();',
        "Cannot find name 'performance'",
      ),
      sample('src/main/control/file.ts', imports('node:fs'), "'node:fs'"),
      sample(
        'src/shared/contract/timer.ts',
        `${['zod', '@orpc/contract', '@orpc/client'].map((name) => `import '${name}';`).join('\n')}\nsetTimeout(() => {}, 1);`,
        "Cannot find name 'setTimeout'",
      ),
    ]);
  });

  it('knows no browser under Node, and no Node in the page', () => {
    check('node', [
      sample('src/main/app/good.ts', "export const name = new URL('x:y').href;", null),
      sample('src/main/app/document.ts', 'export const a = document.title;', "Cannot find name 'document'"),
    ]);
    check('web', [
      sample('src/renderer/good.tsx', 'export const Title = () => <h1>{document.title}</h1>;', null),
      sample('src/renderer/process.ts', 'export const a = process.uptime();', "Cannot find name 'process'"),
      sample('src/renderer/file.ts', imports('node:fs'), "'node:fs'"),
    ]);
  });

  it('is strict', () => {
    check('pure', [
      sample('src/main/control/index.ts', 'export const a = (b: string[]): string => b[0];', 'TS2322'),
      sample('src/main/control/optional.ts', 'export const a: { b?: number } = { b: undefined };', 'TS2375'),
      sample('src/main/control/enum.ts', 'export enum A { B }', 'TS1294'),
      sample('src/main/control/unused.ts', 'export const a = (b: number): number => 1;', 'TS6133'),
      sample('src/main/control/any.ts', 'export const a = (b) => b;', 'TS7006'),
    ]);
  });
});

describe('the linter', () => {
  const check = (samples: readonly Sample[]): void => {
    write(samples);
    const { status, output } = run('oxlint', '--type-aware', '--format=unix');
    expect(status).not.toBe(0);
    for (const { file, says } of samples) {
      const said = output.split('\n').filter((line) => line.startsWith(`${file}:`));
      if (says === null) expect(said).toEqual([]);
      else expect(said.join('\n'), `${file} in:\n${output}`).toContain(says);
    }
  };

  it('refuses clocks and chance in the pure folders', () => {
    check([
      sample('src/main/control/good.ts', 'export const later = (nowMs: number): number => nowMs + 1;', null),
      sample('src/main/control/now.ts', 'export const a = Date.now();', 'no-restricted-globals'),
      sample('src/main/control/date.ts', 'export const a = new Date().getTime();', 'no-restricted-globals'),
      sample('src/shared/domain/now.ts', 'export const a = Date.now();', 'no-restricted-globals'),
      sample('src/main/control/chance.ts', 'export const a = Math.random();', 'no-restricted-properties'),
      sample('src/shared/contract/chance.ts', 'export const a = Math.random();', 'no-restricted-properties'),
      sample('src/main/app/now.ts', 'export const a = Date.now();', 'no-restricted-properties'),
    ]);
  });

  it('holds the import table too', () => {
    const refused = 'no-restricted-imports';
    const cases: readonly [string, string, string | null][] = [
      ['src/shared/domain/a.ts', 'zod', null],
      ['src/shared/domain/b.ts', '@orpc/contract', refused],
      ['src/shared/domain/c.ts', '../contract/vessel.ts', refused],
      ['src/shared/domain/d.ts', '#shared/contract/vessel.ts', refused],
      ['src/shared/contract/a.ts', '@orpc/client/fetch', null],
      ['src/shared/contract/b.ts', '@orpc/server', refused],
      ['src/main/control/a.ts', '#shared/domain/ids.ts', null],
      ['src/main/control/b.ts', '#main/app/loop.ts', refused],
      ['src/main/control/c.ts', '../app/loop.ts', refused],
      ['src/main/control/d.ts', 'node:fs', refused],
      ['src/main/app/a.ts', '#main/control/pid.ts', null],
      ['src/main/app/b.ts', 'electron', refused],
      ['src/main/app/c.ts', '#main/storage/open.ts', refused],
      ['src/main/app/d.ts', 'node:fs/promises', refused],
      ['src/main/app/e.ts', 'node:events', null],
      ['src/main/api/a.ts', '@orpc/server', null],
      ['src/main/api/b.ts', 'fastify', refused],
      ['src/main/devices/transports/a.ts', 'serialport', null],
      ['src/main/devices/brewpi/a.ts', 'serialport', refused],
      ['src/main/devices/brewpi/b.ts', '#main/app/loop.ts', refused],
      ['src/main/devices/brewpi/c.ts', '#main/app/ports/driver.ts', null],
      ['src/main/devices/brewpi/deep/a.ts', '../../registry.ts', refused],
      ['src/main/storage/a.ts', 'better-sqlite3', null],
      ['src/main/storage/b.ts', '#main/devices/registry.ts', refused],
      ['src/main/server/a.ts', '@fastify/static', null],
      ['src/main/server/b.ts', '#main/storage/open.ts', refused],
      ['src/main/desktop/a.ts', 'electron', null],
      ['src/main/desktop/b.ts', '#main/app/loop.ts', refused],
      ['src/main/console.ts', './desktop/window.ts', refused],
      ['src/main/core.ts', './app/loop.ts', refused],
      ['src/main/headless.ts', './core.ts', refused],
      ['src/preload/a.ts', '#main/app/loop.ts', refused],
      ['src/renderer/a.ts', '#main/app/loop.ts', refused],
      ['src/renderer/b.ts', '@orpc/server', refused],
      ['src/renderer/c.ts', '@mantine/core', null],
      ['src/renderer/d.ts', 'ws', refused],
    ];
    check(cases.map(([file, specifier, says]) => sample(file, imports(specifier), says)));
  });

  it('refuses lost promises, any, a forgotten case and a file too long to read', () => {
    const union = "type Mode = 'off' | 'auto' | 'manual';";
    check([
      sample(
        'src/main/app/lost.ts',
        'const a = async (): Promise<void> => {};\na();',
        'no-floating-promises',
      ),
      sample('src/main/app/misused.ts', '[1].forEach(async () => {});', 'no-misused-promises'),
      sample('src/main/app/any.ts', 'export const a = (b: any): void => void b;', 'no-explicit-any'),
      sample('src/main/app/unsafe.ts', "export const a: string = JSON.parse('1');", 'no-unsafe-assignment'),
      sample(
        'src/main/app/forgotten.ts',
        `${union}\nexport function a(m: Mode): number {\n  switch (m) {\n    case 'off':\n      return 0;\n  }\n  return 1;\n}`,
        'switch-exhaustiveness-check',
      ),
      sample('src/main/app/long.ts', 'export {};\n'.repeat(301), 'max-lines'),
      sample(
        'src/renderer/hooks.tsx',
        "import { useState } from 'react';\nexport const A = ({ b }: { b: boolean }) => {\n  if (b) useState(0);\n  return null;\n};",
        'rules-of-hooks',
      ),
    ]);
  });
});

describe('the formatter', () => {
  it('refuses another style', () => {
    write([sample('src/main/app/style.ts', 'export const a = "b"', null)]);
    const { status, output } = run('biome', 'check', 'src');
    expect(status).not.toBe(0);
    expect(output).toContain('Formatter would have printed');
  });
});
