import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cardOf, untilText, watchNetwork } from '#test/e2e/page.ts';
import { backing, backingLine, closeDesktops, launchDesktop } from '#test/rig/desktop-app.ts';
import { describeWithChromium } from '#test/rig/prerequisites.ts';

beforeAll(() => void process.stdout.write(`${backingLine}\n`));
afterAll(closeDesktops);

const liveCard = async (page: Page): Promise<string> =>
  untilText(cardOf(page, 'Fermenter 1').getByTestId('pv'), /^\d+\.\d$/);

describeWithChromium('the window of the desktop app', () => {
  it('is live and operated without the network', async () => {
    const app = await launchDesktop();
    const page = await app.page();
    await liveCard(page);
    const network = watchNetwork(page);
    await page.reload();
    await liveCard(page);
    const setpoint = cardOf(page, 'Fermenter 1').getByLabel('Setpoint', { exact: true });
    await setpoint.fill('8,5');
    await setpoint.press('Enter');
    await untilText(cardOf(page, 'Fermenter 1'), /Cooling|Wants to cool: .*left/);
    await untilText(page.getByRole('banner'), /Live/);
    expect(await page.evaluate(() => Reflect.get(window, 'maelstrom') as unknown)).toEqual({ desktop: true });
    expect(network).toEqual([]);
  });

  it('loads its page anew and goes on over new ports', async () => {
    const app = await launchDesktop();
    const page = await app.page();
    await liveCard(page);
    await page.reload();
    await liveCard(page);
    await untilText(page.getByRole('banner'), /Live/);
  });

  it.runIf(backing === 'double')(
    'is opened with the secure options, and its page is granted nothing',
    async () => {
      const app = await launchDesktop();
      await app.page();
      const { webPreferences } = await app.evaluate(({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows();
        return Reflect.get(window ?? {}, 'options') as { webPreferences: Record<string, unknown> };
      });
      expect(webPreferences).toMatchObject({
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        webviewTag: false,
        allowRunningInsecureContent: false,
      });
      const granted = await app.evaluate(async ({ session }) => {
        const told = session.defaultSession as unknown as {
          permission: (page: null, name: string, answer: (granted: boolean) => void) => void;
          check: () => boolean;
          device: () => boolean;
        };
        const asked = await new Promise((resolve) => told.permission(null, 'media', resolve));
        return [asked, told.check(), told.device()];
      });
      expect(granted).toEqual([false, false, false]);
      // The page has no other way to say something than its ports.
      expect(await app.evaluate(({ ipcMain }) => ipcMain.eventNames())).toEqual([]);
    },
  );

  it('stays on its page, and opens nothing but known links in the browser', async () => {
    const app = await launchDesktop();
    const page = await app.page();
    await liveCard(page);
    await app.evaluate(({ shell }) => {
      const opened: string[] = [];
      Reflect.set(globalThis, 'opened', opened);
      shell.openExternal = async (url) => void opened.push(url);
    });
    const opened = () => app.evaluate(() => Reflect.get(globalThis, 'opened') as string[]);
    const here = page.url();
    for (const url of [
      'http://example.org/',
      'https://example.org/',
      'file:///etc/passwd',
      'https://github.com.example.org/',
    ]) {
      await page.evaluate((to) => {
        try {
          location.assign(to);
        } catch {
          // Chromium itself refuses some.
        }
      }, url);
    }
    await page.evaluate(() => void window.open('https://example.org/'));
    await page.evaluate(() => void window.open('about:blank'));
    await page.waitForTimeout(500);
    expect(page.url()).toBe(here);
    expect(await opened()).toEqual([]);
    await page.evaluate(() => location.assign('https://github.com/'));
    await expect.poll(opened).toEqual(['https://github.com/']);
    expect(page.url()).toBe(here);
    await liveCard(page);
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  it('is reloaded when its page crashes, while control goes on', async () => {
    const app = await launchDesktop();
    await liveCard(await app.page());
    await app.crashPage();
    await expect
      .poll(async () => app.text().catch(() => 'crashed'), { timeout: 20_000, interval: 250 })
      .toMatch(/Live[^]*Fermenter 1/);
  });

  it('works when its port is taken, and says that remote access is off', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const app = await launchDesktop({ args: ['--port', String(port)] });
    const page = await app.page();
    await liveCard(page);
    await page.getByText(`Remote access is off. Port ${port} on 127.0.0.1 is in use`).waitFor();
    other.close();
  });

  it('remembers its place', async () => {
    const app = await launchDesktop();
    await app.page();
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 50, width: 900, height: 700 }),
    );
    const file = join(app.dataDir, 'desktop', 'window.json');
    const kept = (): unknown => {
      try {
        return JSON.parse(readFileSync(file, 'utf8'));
      } catch {
        return null;
      }
    };
    const place = { x: 40, y: 50, width: 900, height: 700 };
    await expect.poll(kept).toMatchObject(place);
    app.kill('SIGTERM');
    await app.ended;
    const again = await launchDesktop({ dataDir: app.dataDir });
    await again.page();
    const bounds = await again.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getNormalBounds(),
    );
    expect(bounds).toMatchObject(place);
  });
});

describeWithChromium('junk from the page', () => {
  it('over both ports ends nothing', async () => {
    const app = await launchDesktop();
    const page = await app.page();
    // A second listener gets the same ports as the page.
    await page.addInitScript(() => {
      window.addEventListener('message', ({ data, ports }) => {
        if (data === 'maelstrom:ports') Reflect.set(window, 'seen', ports);
      });
    });
    await page.reload();
    await liveCard(page);
    const refused = await page.evaluate(() => {
      const ports = Reflect.get(window, 'seen') as readonly MessagePort[];
      const call = (p: unknown) => JSON.stringify({ i: 'x', p });
      const junk: unknown[] = [
        undefined,
        null,
        5,
        Number.NaN,
        -1,
        '',
        '{',
        '[]',
        'null',
        {},
        [],
        { i: 1 },
        new Date(),
        { i: 'x', p: { u: '/system/status' } },
        new Uint8Array(1000),
        new Map([[1, 2]]),
        call({ u: 'nowhere' }),
        call({ u: '//' }),
        call({}),
        call({ u: '/system/status', h: { 'content-type': 'text/event-stream' } }),
        'x'.repeat(3 * 1024 * 1024),
        () => 1,
      ];
      let notSent = 0;
      for (const port of ports) {
        for (const each of junk) {
          try {
            port.postMessage(each);
          } catch {
            notSent += 1;
          }
        }
      }
      return notSent;
    });
    // A function cannot be cloned: the page itself is told.
    expect(refused).toBe(2);
    await page.evaluate(() => {
      const ports = Reflect.get(window, 'seen') as readonly MessagePort[];
      for (let i = 0; i < 1500; i += 1)
        for (const port of ports) port.postMessage(`{"type":"nonsense ${i}"}`);
    });
    // Whoever floods is cut off, and gets new ports.
    await untilText(page.getByRole('banner'), /Live/, 30_000);
    const before = await liveCard(page);
    const pv = cardOf(page, 'Fermenter 1').getByTestId('pv');
    await expect.poll(() => pv.textContent(), { timeout: 40_000 }).not.toBe(before);
  });
});
