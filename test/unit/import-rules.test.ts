import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { importsOf, offences, readSource, typescriptFiles, violation } from '#scripts/import-rules.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const files = ['src', 'test', 'bench', 'scripts'].flatMap((folder) => typescriptFiles(root, folder));
/** Full of forbidden examples, so it is the one file that is not held to the table. */
const thisFile = 'test/unit/import-rules.test.ts';

describe('the import table of docs/architecture.md, section 2', () => {
  it('is kept by every file', () => {
    expect(files).toContain(thisFile);
    expect(
      files.filter((file) => file !== thisFile).flatMap((file) => offences(file, readSource(root, file))),
    ).toEqual([]);
  });

  it.each([
    ['src/shared/domain/unit.ts', 'zod'],
    ['src/shared/domain/unit.ts', './reading.ts'],
    ['src/shared/contract/vessel.ts', '#shared/domain/vessel.ts'],
    ['src/shared/contract/vessel.ts', '../domain/vessel.ts'],
    ['src/shared/contract/client.ts', '@orpc/client/fetch'],
    ['src/main/control/pid.ts', '#shared/domain/reading.ts'],
    ['src/main/app/loop.ts', '#main/control/pid.ts'],
    ['src/main/app/loop.ts', 'node:events'],
    ['src/main/api/router.ts', '#main/app/loop.ts'],
    ['src/main/api/router.ts', '@orpc/server'],
    ['src/main/devices/registry.ts', './transports/serial.ts'],
    ['src/main/devices/brewpi/driver.ts', '../transports/serial.ts'],
    ['src/main/devices/brewpi/driver.ts', '#main/app/ports/driver.ts'],
    ['src/main/devices/transports/serial.ts', 'serialport'],
    ['src/main/devices/transports/tcp.ts', 'node:net'],
    ['src/main/storage/open.ts', 'better-sqlite3'],
    ['src/main/storage/open.ts', '#main/app/ports/store.ts'],
    ['src/main/server/http.ts', '@fastify/static'],
    ['src/main/server/http.ts', '#main/api/router.ts'],
    ['src/main/desktop/window.ts', 'electron'],
    ['src/main/console.ts', './storage/open.ts'],
    ['src/main/console.ts', '#main/server/http.ts'],
    ['src/main/core.ts', './console.ts'],
    ['src/main/index.ts', './desktop/window.ts'],
    ['src/main/headless.ts', './entry/options.ts'],
    ['src/main/devices/simulated/brewery.ts', '#main/control/plants/kettle.ts'],
    ['src/preload/index.ts', 'electron'],
    ['src/renderer/features/vessel/card.tsx', '#renderer/ui/card.tsx'],
    ['src/renderer/features/vessel/card.tsx', '@mantine/core/styles.css'],
    ['src/renderer/main.tsx', 'react-dom/client'],
    ['src/renderer/stores/live.ts', '#shared/domain/vessel.ts'],
    ['test/unit/pid.test.ts', '#main/control/pid.ts'],
    ['bench/loop.ts', 'better-sqlite3'],
  ])('lets %s import %s', (file, specifier) => {
    expect(violation(file, { specifier, kind: 'import' })).toBeNull();
  });

  it.each([
    ['src/shared/domain/unit.ts', '#shared/contract/vessel.ts'],
    ['src/shared/domain/unit.ts', '../contract/vessel.ts'],
    ['src/shared/domain/unit.ts', '@orpc/contract'],
    ['src/shared/domain/unit.ts', 'node:crypto'],
    ['src/shared/contract/vessel.ts', '#main/app/loop.ts'],
    ['src/shared/contract/vessel.ts', '@orpc/server'],
    ['src/main/control/pid.ts', '#main/app/loop.ts'],
    ['src/main/control/pid.ts', 'node:timers'],
    ['src/main/control/pid.ts', 'zod'],
    ['src/main/app/loop.ts', '#main/storage/open.ts'],
    ['src/main/app/loop.ts', '../control/pid.ts'],
    ['src/main/app/loop.ts', 'node:fs'],
    ['src/main/app/loop.ts', 'node:fs/promises'],
    ['src/main/app/loop.ts', 'electron'],
    ['src/main/api/router.ts', '#main/storage/open.ts'],
    ['src/main/api/router.ts', 'fastify'],
    ['src/main/devices/brewpi/driver.ts', '#main/app/loop.ts'],
    ['src/main/devices/brewpi/driver.ts', '#main/storage/open.ts'],
    ['src/main/devices/brewpi/driver.ts', '#main/server/http.ts'],
    ['src/main/devices/brewpi/driver.ts', 'serialport'],
    ['src/main/devices/brewpi/driver.ts', 'better-sqlite3'],
    ['src/main/storage/open.ts', '#main/devices/registry.ts'],
    ['src/main/storage/open.ts', 'node:sqlite'],
    ['src/main/server/http.ts', '#main/storage/open.ts'],
    ['src/main/server/http.ts', 'better-sqlite3'],
    ['src/main/server/http.ts', 'electron'],
    ['src/main/server/http.ts', 'fs'],
    ['src/main/desktop/window.ts', '#main/app/loop.ts'],
    ['src/main/console.ts', '#main/desktop/window.ts'],
    ['src/main/console.ts', 'electron'],
    ['src/main/core.ts', '#main/app/loop.ts'],
    ['src/main/core-messages.ts', './console.ts'],
    ['src/main/entry/options.ts', '#main/console.ts'],
    ['src/main/devices/simulated/brewery.ts', '#main/control/pid.ts'],
    ['src/main/headless.ts', './core.ts'],
    ['src/main/headless.ts', './desktop/window.ts'],
    ['src/main/index.ts', './core.ts'],
    ['src/main/stray.ts', 'node:fs'],
    ['src/preload/index.ts', '#main/app/loop.ts'],
    ['src/renderer/main.tsx', '#main/app/loop.ts'],
    ['src/renderer/main.tsx', '@orpc/server'],
    ['src/renderer/main.tsx', 'node:fs'],
    ['src/renderer/main.tsx', 'ws'],
    ['src/main/app/loop.ts', './clock'],
    ['src/main/app/loop.ts', './clock.js'],
    ['src/main/devices/a/b/driver.ts', '../../registry.ts'],
    ['src/main/app/loop.ts', '../../../../shared/vectors.json'],
    ['test/unit/pid.test.ts', '../../src/main/control/pid.ts'],
    ['test/unit/pid.test.ts', '../../../shared/vectors.json'],
  ])('refuses %s the import of %s', (file, specifier) => {
    expect(violation(file, { specifier, kind: 'import' })).toEqual(expect.any(String));
  });

  it('lets the messages of the core name its types, and no more', () => {
    const type = (specifier: string) => violation('src/main/core-messages.ts', { specifier, kind: 'type' });
    expect(type('./console.ts')).toBeNull();
    expect(type('./core.ts')).toEqual(expect.any(String));
  });

  it('lets a worker be started by its path, where the table says so', () => {
    const url = (file: string, specifier: string) => violation(file, { specifier, kind: 'url' });
    expect(url('src/main/headless.ts', './core.ts')).toBeNull();
    expect(url('src/main/storage/history.ts', './history-worker.ts')).toBeNull();
    expect(url('src/main/core.ts', './storage/history-worker.ts')).toBeNull();
    expect(url('src/main/server/http.ts', '../core.ts')).toEqual(expect.any(String));
    expect(url('src/main/server/http.ts', '../../../../shared/vectors.json')).toEqual(expect.any(String));
  });
});

describe('reading the imports of a file', () => {
  it('sees every form', () => {
    const source = `
      import a, { type B } from 'a';
      import type {
        C,
      } from "./c.ts";
      import './side-effect.css';
      export * from './all.ts';
      export { d } from './d.ts';
      export type { E } from './e.ts';
      const f = await import('f');
      type G = import('./g.ts').G;
      const worker = new URL('./worker.ts', import.meta.url);
      const h = require('h');
      const i = await import(name);
    `;
    expect(importsOf(source).map(({ specifier }) => specifier)).toEqual(
      expect.arrayContaining([
        'a',
        './c.ts',
        './side-effect.css',
        './all.ts',
        './d.ts',
        './e.ts',
        'f',
        './g.ts',
        './worker.ts',
        'h',
      ]),
    );
    expect(importsOf(source)).toContainEqual({ specifier: './c.ts', kind: 'type' });
    expect(importsOf(source)).toContainEqual({ specifier: './d.ts', kind: 'import' });
    expect(importsOf(source)).toContainEqual({ specifier: 'name', kind: 'computed' });
    expect(importsOf(source)).toHaveLength(11);
  });

  it('takes comments and ordinary text for what they are', () => {
    const source = `
      // import 'a';
      /* export * from 'b'; */
      const from = 'https://example.test/import'; // from 'c'
      export const text = (value: string) => Promise.resolve('d');
    `;
    expect(importsOf(source)).toEqual([]);
  });

  it('reports a computed import and a path into ../shared', () => {
    expect(offences('src/main/app/loop.ts', 'await import(name)')).toHaveLength(1);
    expect(offences('test/unit/x.test.ts', "readFileSync('../shared/vectors.json')")).toHaveLength(1);
    expect(offences('src/main/app/loop.ts', "export { a } from './a.ts';")).toEqual([]);
  });
});
