import { afterEach, describe, expect, it, vi } from 'vitest';
import { serialPorts } from '#main/devices/transports/serial-ports.ts';

afterEach(() => vi.unstubAllEnvs());

describe('the list of serial ports', () => {
  it('names those of this machine', async () => {
    for (const { path } of (await serialPorts.list()).ports) expect(path).toMatch(/^(\/dev\/|COM)/);
  });

  it.runIf(process.platform === 'linux')('says in words what hinders it, and never fails', async () => {
    vi.stubEnv('PATH', '/nonexistent');
    const { ports, problem } = await serialPorts.list();
    expect(problem).toContain('The path of a port can be typed');
    for (const { path } of ports) expect(path).toMatch(/^\/dev\//);
  });
});
