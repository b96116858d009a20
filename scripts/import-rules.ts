import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, posix } from 'node:path';

/** One row of the table in docs/architecture.md, section 2: what the files of a folder may import beside their own. */
interface Zone {
  readonly at: string;
  readonly folders?: readonly string[];
  /** Files of which only types may be taken: nothing of them is loaded. */
  readonly types?: readonly string[];
  readonly packages?: readonly string[];
  /** `inner`: Node's modules that reach no disk, no network and no other process. */
  readonly builtins?: 'all' | 'inner';
  /** Files that may be named by `new URL('./x', import.meta.url)`, which loads nothing by itself. */
  readonly paths?: readonly string[];
}

const shared = 'src/shared';
const main = (...names: string[]): string[] => names.map((name) => `src/main/${name}`);
const appPorts = 'src/main/app/ports';

/** The first row whose `at` is the file or one of its folders decides, so the narrower row stands first. */
export const zones: readonly Zone[] = [
  { at: 'src/shared/domain', packages: ['zod'] },
  {
    at: 'src/shared/contract',
    folders: ['src/shared/domain'],
    packages: ['zod', '@orpc/contract', '@orpc/client'],
  },
  {
    at: 'src/shared/profile-text',
    folders: ['src/shared/domain', 'src/shared/contract/issue-text.ts'],
    packages: ['papaparse'],
  },
  { at: 'src/main/control', folders: [shared] },
  { at: 'src/main/app', folders: [shared, ...main('control')], builtins: 'inner' },
  { at: 'src/main/api', folders: [shared, ...main('app')], packages: ['@orpc/server'], builtins: 'inner' },
  {
    at: 'src/main/devices/transports',
    folders: [shared, appPorts],
    packages: ['serialport'],
    builtins: 'all',
    paths: main('devices/transports/port-process.ts'),
  },
  {
    at: 'src/main/devices/simulated',
    folders: [shared, appPorts, ...main('control/plants')],
    builtins: 'all',
  },
  { at: 'src/main/devices', folders: [shared, appPorts], builtins: 'all' },
  { at: 'src/main/storage', folders: [shared, appPorts], packages: ['better-sqlite3'], builtins: 'all' },
  {
    at: 'src/main/server',
    folders: [shared, ...main('api', 'app')],
    packages: ['@orpc/server', '@orpc/openapi', '@orpc/zod', 'fastify', '@fastify/*', 'ws'],
    builtins: 'all',
  },
  { at: 'src/main/desktop', folders: [shared], packages: ['electron'], builtins: 'all' },
  {
    at: 'src/main/console.ts',
    folders: [shared, ...main('control', 'app', 'api', 'devices', 'storage', 'server')],
    packages: ['#package'],
    builtins: 'all',
  },
  { at: 'src/main/core-messages.ts', folders: [shared], types: main('console.ts') },
  {
    at: 'src/main/core.ts',
    folders: main('console.ts', 'core-messages.ts'),
    builtins: 'all',
    paths: main('storage/history-worker.ts'),
  },
  {
    at: 'src/main/entry',
    folders: [shared, ...main('core-messages.ts')],
    packages: ['#package'],
    builtins: 'all',
  },
  { at: 'src/main/headless.ts', folders: main('entry'), builtins: 'all', paths: main('core.ts') },
  { at: 'src/main/index.ts', folders: main('desktop', 'entry'), builtins: 'all', paths: main('core.ts') },
  { at: 'src/preload', packages: ['electron'] },
  {
    at: 'src/renderer',
    folders: [shared],
    packages: [
      'react',
      'react-dom',
      'zustand',
      'uplot',
      'uqr',
      '@tanstack/*',
      '@mantine/*',
      '@orpc/client',
      '@orpc/contract',
      '@orpc/openapi-client',
      '@orpc/tanstack-query',
    ],
  },
];

export interface Import {
  readonly specifier: string;
  readonly kind: 'import' | 'type' | 'url' | 'computed';
}

const reachesOut = new Set([
  'fs',
  'net',
  'tls',
  'dgram',
  'http',
  'https',
  'http2',
  'child_process',
  'cluster',
  'worker_threads',
  'sqlite',
]);
const aliases = /^#(shared|main|renderer|test|bench|scripts)\//;
const literal = String.raw`(['"\x60])([^'"\x60\n]+)\1`;
const forms: readonly [RegExp, Import['kind']][] = [
  [new RegExp(String.raw`\b(?:import|export)\b[^'"\x60;()=]*?\bfrom\s*${literal}`, 'g'), 'import'],
  [new RegExp(String.raw`\bimport\s*${literal}`, 'g'), 'import'],
  [
    new RegExp(String.raw`\b(?:import|require|import\.meta\.resolve)\s*\(\s*${literal}\s*[,)]`, 'g'),
    'import',
  ],
  [new RegExp(String.raw`\bnew URL\(\s*${literal}\s*,\s*import\.meta\.url`, 'g'), 'url'],
];

/** Comments go, strings stay; a comment mark inside a string is no comment. */
const withoutComments = (text: string): string =>
  text.replaceAll(
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g,
    (token) => (token.startsWith('/') ? ' ' : token),
  );

export function importsOf(source: string): Import[] {
  const text = withoutComments(source);
  const found: Import[] = forms.flatMap(([form, kind]) =>
    [...text.matchAll(form)].map((match) => ({
      specifier: match[2] ?? '',
      kind: /^(import|export)\s+type\b/.test(match[0]) ? 'type' : kind,
    })),
  );
  for (const match of text.matchAll(/\bimport\s*\(\s*(?!['"`\s])([^)]*)/g)) {
    found.push({ specifier: match[1] ?? '', kind: 'computed' });
  }
  return found.filter(({ specifier, kind }) => kind === 'computed' || /^[\w@#./-]/.test(specifier));
}

const isIn = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(`${folder}/`) || path === `${folder}.ts`;

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** Why this file may not name this specifier, or null. Paths are relative to the repository, with forward slashes. */
export function violation(file: string, { specifier, kind }: Import): string | null {
  if (kind === 'computed') return isIn(file, 'src') ? 'a computed import cannot be checked' : null;
  const zone = zones.find(({ at }) => isIn(file, at));
  if (!zone && isIn(file, 'src')) return 'this file stands in no folder of the table';
  const local = specifier.startsWith('.') || aliases.test(specifier);
  return local ? localViolation(file, zone, specifier, kind) : packageViolation(zone, specifier);
}

function localViolation(
  file: string,
  zone: Zone | undefined,
  specifier: string,
  kind: Import['kind'],
): string | null {
  const relative = specifier.startsWith('.');
  const target = relative
    ? posix.join(posix.dirname(file), specifier)
    : specifier.replace(aliases, (_, name: string) =>
        /test|bench|scripts/.test(name) ? `${name}/` : `src/${name}/`,
      );
  if (target.startsWith('..')) return 'leaves the repository';
  if (kind !== 'url' && /^\.\.\/\.\.(\/|$)/.test(specifier)) return '../../ is not used: take the # alias';
  if (kind !== 'url' && !/\.(ts|tsx|css|json|svg|png|webp|woff2)(\?\w+)?$/.test(target)) {
    return 'a specifier carries its extension (.ts, .tsx)';
  }
  if (!zone) return null;
  if (kind === 'url' && (!isIn(target, 'src') || zone.paths?.includes(target))) return null;
  if (kind === 'type' && zone.types?.includes(target)) return null;
  const home = homeOf(zone);
  const own = isIn(target, zone.at) || (home !== shared && isIn(target, home));
  if (!own && !zone.folders?.some((folder) => isIn(target, folder)))
    return `${zone.at} may not import ${target}`;
  return specifier.startsWith('../') && !isIn(target, home) ? 'across folders take the # alias' : null;
}

/** The folder inside which imports are relative: a folder of src/main with all below it, or one half of src. */
const homeOf = ({ at }: Zone): string => (isIn(at, shared) ? shared : at.split('/').slice(0, 3).join('/'));

function packageViolation(zone: Zone | undefined, specifier: string): string | null {
  const name = packageOf(specifier);
  if (!specifier.startsWith('node:') && builtinModules.includes(name)) return `write node:${specifier}`;
  if (!zone) return null;
  if (specifier.startsWith('node:')) {
    const inner = name.slice('node:'.length);
    const allowed = zone.builtins === 'all' ? inner !== 'sqlite' : zone.builtins && !reachesOut.has(inner);
    return allowed ? null : `${zone.at} may not import ${name}`;
  }
  const allowed = (zone.packages ?? []).some((entry) =>
    entry.endsWith('/*') ? name.startsWith(entry.slice(0, -1)) : name === entry,
  );
  return allowed ? null : `${zone.at} may not import ${name}`;
}

/** Every offence in one file's text, as lines to print. */
export function offences(file: string, source: string): string[] {
  const lines = importsOf(source).flatMap((entry) => {
    const why = violation(file, entry);
    return why === null ? [] : [`${file}: '${entry.specifier}': ${why}`];
  });
  if (/['"`](?:\.\.\/)+shared\//.test(withoutComments(source))) {
    lines.push(`${file}: reads ../shared (take #shared, or copy what a test needs to test/fixtures)`);
  }
  return lines;
}

/** The TypeScript files of a repository's folder, as paths relative to the repository. */
export function typescriptFiles(root: string, folder: string): string[] {
  let names: string[];
  try {
    names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  } catch {
    return []; // a folder that is not there yet has no files
  }
  return names
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`);
}

export const readSource = (root: string, file: string): string => readFileSync(join(root, file), 'utf8');
