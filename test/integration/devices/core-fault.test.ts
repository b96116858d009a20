import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import type { LogEntry } from '#shared/domain/log-entry.ts';
import { temporaryFolder } from '#test/rig/console.ts';
import { api, spawnConsole } from '#test/rig/console-process.ts';
import { HEATER, heatKettle } from '#test/rig/firmata/kettle.ts';
import { plugFirmata } from '#test/rig/firmata/listener.ts';

const preload = new URL('../../rig/fault-on-demand.ts', import.meta.url).href;

it('a fault that nobody catches ends the console with its outputs off, and the log says why', async () => {
  const board = await plugFirmata({ path: 0 });
  const [dataDir, faultFile] = [temporaryFolder(), join(temporaryFolder(), 'now')];
  const args = ['--data', dataDir, '--port', '0'];
  const env = { NODE_OPTIONS: `--import ${preload}`, FAULT_FILE: faultFile };
  const { ready, ended } = spawnConsole(args, { env });
  const url = await ready;
  await api(url, 'POST', '/console/first-start', { choice: 'empty' });
  await heatKettle((method, at, body) => api(url, method, at, body), 'Arduino', board);
  await vi.waitFor(() => expect(board.output(HEATER)).toBe(1), { timeout: 20_000, interval: 20 });
  writeFileSync(faultFile, '');
  expect(await ended).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('The control core has ended: a fault that nobody catches'),
  });
  await vi.waitFor(() => expect(board.output(HEATER)).toBe(0), { timeout: 10_000, interval: 5 });

  const again = await spawnConsole(args).ready;
  const entries = await api<LogEntry[]>(again, 'GET', '/logs?level=error');
  expect(entries.map(({ message }) => message)).toContainEqual(
    'The control core ends because of a fault in the program: Error: a fault that nobody catches',
  );
}, 60_000);
