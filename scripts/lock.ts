/**
 * Repairs package-lock.json after an installation, before it is committed: better-sqlite3 ships its binary, and this line
 * keeps npm 10 from compiling it all the same. npm reads the line and drops it whenever it writes the file.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const path = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(path, 'utf8')) as { packages: Record<string, Record<string, unknown>> };
const sqlite = lock.packages['node_modules/better-sqlite3'];
if (sqlite === undefined) throw new Error('package-lock.json has no better-sqlite3');
sqlite['gypfile'] = false;
delete sqlite['hasInstallScript'];
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
