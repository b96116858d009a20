import { chromium } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { describeWithChromium } from '#test/rig/prerequisites.ts';
import { chromiumPath } from '#test/rig/programs.ts';
import { ask, builtPages, startTestServer } from '#test/rig/server.ts';

describe('pages', () => {
  it('are served with fitting cache headers', async () => {
    const { url } = await startTestServer({ staticDir: builtPages() });
    const page = await ask(url, '/');
    expect(page).toMatchObject({
      status: 200,
      headers: { 'cache-control': 'no-cache', 'content-type': 'text/html; charset=utf-8' },
    });
    expect((await ask(url, '/index.html')).headers['cache-control']).toBe('no-cache');
    expect((await ask(url, '/assets/index-BcD3fGh1.js')).headers['cache-control']).toMatch(/immutable/);
    expect((await ask(url, '/', { headers: { 'if-none-match': String(page.headers['etag']) } })).status).toBe(
      304,
    );
    expect(await ask(url, '/', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
  });

  it.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/assets/..%5c..%5cx',
    '/.secret',
    '/assets',
    '/nothing',
    '/%00',
  ])('do not include %s', async (path) => {
    const { url } = await startTestServer({ staticDir: builtPages() });
    const answer = await ask(url, path);
    expect([400, 403, 404]).toContain(answer.status);
    expect(JSON.parse(answer.text).message).toMatch(/\w+ \w+/);
  });

  it('and everything else carry the headers that hold foreign content off', async () => {
    const { url } = await startTestServer({ staticDir: builtPages() });
    for (const path of ['/', '/api/v1/vessels', '/nothing', '/session', '/assets/index-BcD3fGh1.js']) {
      const { headers } = await ask(url, path, { headers: { host: 'localhost:8888' } });
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("connect-src 'self' ws://localhost:8888 wss://localhost:8888;");
      expect(policy).not.toContain('upgrade-insecure-requests');
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'x-frame-options': 'DENY',
      });
      expect(headers['strict-transport-security']).toBeUndefined();
    }
  });
});

describeWithChromium('pages in a browser', () => {
  it('show the API offline, and the page runs, both under the strict policy', {
    timeout: 60_000,
  }, async () => {
    const { url } = await startTestServer({ staticDir: builtPages() });
    const browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage();
      const problems: string[] = [];
      const foreign: string[] = [];
      page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
      page.on('pageerror', (error) => problems.push(String(error)));
      page.on(
        'request',
        (request) =>
          !request.url().startsWith(url) && !request.url().startsWith('data:') && foreign.push(request.url()),
      );
      await page.goto(new URL('api/v1/docs', url).href);
      await page.getByText('/vessels/{id}/setpoint').waitFor();
      await page.getByText('Every profile', { exact: true }).click();
      await page.getByRole('button', { name: 'Try it out' }).click();
      await page.getByRole('button', { name: 'Execute' }).click();
      await page.locator('.live-responses-table .response-col_status', { hasText: '200' }).first().waitFor();
      await page.goto(url);
      await page.waitForFunction('document.title === "Maelstrom runs"');
      expect(foreign).toEqual([]);
      expect(problems).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
