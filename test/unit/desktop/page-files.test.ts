import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { servePageFile } from '#main/desktop/page-files.ts';
import { isAllowedLink, isPageUrl } from '#main/desktop/page-origin.ts';
import { temporaryFolder } from '#test/rig/console.ts';

let folder = '';
const get = (url: string, method = 'GET') => servePageFile({ url, method }, join(folder, 'page'));

beforeEach(() => {
  folder = temporaryFolder();
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true });
  mkdirSync(join(folder, 'page-too'));
  writeFileSync(join(folder, 'secret.js'), 'secret');
  writeFileSync(join(folder, 'page-too', 'secret.js'), 'secret');
  writeFileSync(join(folder, 'page', 'index.html'), '<p>page</p>');
  writeFileSync(join(folder, 'page', '.hidden.js'), 'secret');
  writeFileSync(join(folder, 'page', 'tool.exe'), 'secret');
  writeFileSync(join(folder, 'page', 'assets', 'main.js'), 'let a');
});

describe('files of the page', () => {
  it.each([
    ['app://console/', 'text/html; charset=utf-8', '<p>page</p>'],
    ['app://console/index.html?x=1#/alarms', 'text/html; charset=utf-8', '<p>page</p>'],
    ['app://console/assets/main.js', 'text/javascript; charset=utf-8', 'let a'],
  ])('%s is served with its type and the policy', async (url, type, text) => {
    const response = await get(url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self';/,
    );
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.text()).toBe(text);
  });

  it.each([
    'app://console/../secret.js',
    'app://console/%2e%2e/secret.js',
    'app://console/..%2fsecret.js',
    'app://console/%2e%2e%2fsecret.js',
    'app://console/..%5csecret.js',
    'app://console/../page-too/secret.js',
    'app://console/..%2fpage-too%2fsecret.js',
    'app://console//etc/passwd',
    'app://console/c:/secret.js',
    'app://console/assets/main.js%00.html',
    'app://console/%zz',
    'app://console/.hidden.js',
    'app://console/tool.exe',
    'app://console/assets',
    'app://console/assets/nothing.js',
    'app://other/index.html',
    'app://console:80/index.html',
    'file:///etc/passwd',
    'nonsense',
  ])('%s is refused', async (url) => {
    const response = await get(url);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
  });

  it('is only read', async () => {
    expect((await get('app://console/', 'POST')).status).toBe(405);
  });
});

describe('addresses', () => {
  it.each([
    ['app://console/', true],
    ['app://console/#/alarms', true],
    ['app://console.evil/', false],
    ['app://consolex', false],
    ['https://console/', false],
  ])('%s is of the page: %s', (url, expected) => expect(isPageUrl(url)).toBe(expected));

  it.each([
    ['https://github.com/x', true],
    ['http://github.com/x', false],
    ['https://github.com.evil/x', false],
    ['https://user@github.com/x', false],
    ['https://github.com:444/x', false],
    ['javascript:alert(1)', false],
    ['file:///etc/passwd', false],
    ['', false],
  ])('%s may be opened in the browser: %s', (url, expected) => expect(isAllowedLink(url)).toBe(expected));
});
