/** Nothing but built-in modules is loaded before the version is known: SQLite's binary crashes an older Node. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const NEEDED_NODE = 24;

const major = Number(process.versions.node.split('.')[0]);
if (major < NEEDED_NODE) {
  process.stderr.write(
    `Maelstrom: needs Node ${NEEDED_NODE} or newer, this is ${process.versions.node}. Start it with "npm start" or "npm run serve", which bring their own.\n`,
  );
  process.exit(1);
}

const { runHeadless } = await import('./entry/run-headless.ts');
const { version } = await import('./entry/version.ts');

const built = import.meta.url.endsWith('.js');
const pageDir = fileURLToPath(new URL(built ? '../renderer' : '../../out/renderer', import.meta.url));
runHeadless(
  {
    coreUrl: new URL('./core.ts', import.meta.url),
    staticDir: existsSync(pageDir) ? pageDir : null,
    version,
  },
  process.argv.slice(2),
  process.env,
);
