/**
 * Loaded into a console by `--import`: its core worker throws where nobody catches it, as a fault in the program would, as soon as the
 * file that `FAULT_FILE` names is there.
 */
import { existsSync } from 'node:fs';
import { isMainThread, workerData } from 'node:worker_threads';

const path = process.env['FAULT_FILE'];
const isCore =
  !isMainThread && typeof workerData === 'object' && workerData !== null && 'dataDir' in workerData;
if (isCore && path !== undefined) {
  setInterval(() => {
    if (existsSync(path)) throw new Error('a fault that nobody catches');
  }, 20);
}
