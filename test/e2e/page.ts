import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { type ConsoleProcess, spawnConsole } from '#test/rig/console-process.ts';
import { chromiumPath } from '#test/rig/programs.ts';

const program = fileURLToPath(new URL('../../out/main/headless.js', import.meta.url));

/** A folder for the data of one console, removed after the test. */
export function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'maelstrom-e2e-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts the built console on a simulated brewery. */
export async function startConsole(
  options: {
    readonly data?: string;
    readonly port?: number;
    readonly speed?: number;
    readonly token?: string;
    readonly host?: string;
  } = {},
): Promise<ConsoleProcess & { readonly url: string }> {
  const { data = dataFolder(), port = 0, speed = 60, token = '', host = '127.0.0.1' } = options;
  const where = ['--host', host, '--port', String(port), '--data', data];
  const started = spawnConsole([...where, '--speed', String(speed)], {
    program,
    env: { MAELSTROM_TOKEN: token },
  });
  return { ...started, url: await started.ready };
}

export interface OpenPage {
  readonly page: Page;
  /** Errors that the page said or threw. */
  readonly errors: string[];
}

/** A page of a console of its own, whatever connects the two. */
export interface Screen extends OpenPage {
  /** Goes to another screen. */
  readonly show: (hash: string) => Promise<void>;
  /** Where programs reach the console over HTTP. */
  readonly address: () => Promise<string>;
}

/** Opens a page at a screen; the console runs 60 times as fast unless told otherwise. */
export type OpenScreen = (hash?: string, options?: { readonly speed?: number }) => Promise<Screen>;

/** Opens a page in a browser of its own, closed after the test. */
export async function openPage(url: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
  const browser = await chromium.launch({
    ...(chromiumPath === null ? {} : { executablePath: chromiumPath }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
  onTestFinished(() => browser.close());
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const errors = watchErrors(page);
  await page.goto(url);
  return { page, errors };
}

/** Keeps the errors that a page says or throws from now on. */
export function watchErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return errors;
}

/** Keeps what a page asks of a console over HTTP, and the WebSockets that it opens, from now on. */
export function watchNetwork(page: Page, asked: string[] = []): string[] {
  const note = (url: string): void => {
    if (/\/(api|ws|session)\b/.test(url)) asked.push(url);
  };
  page.on('request', (request) => note(request.url()));
  page.on('websocket', (socket) => note(socket.url()));
  return asked;
}

/** Goes to a screen as a link does. */
export async function showScreen(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
}

/** Over HTTP a browser says of each refusal that it was one; what else is wrong is left. */
export function withoutRefusals(errors: readonly string[]): readonly string[] {
  return errors.filter((error) => !/responded with a status of 4\d\d/.test(error));
}

/** The card of a vessel on the dashboard. */
export function cardOf(page: Page, name: string): Locator {
  return page.getByRole('article', { name });
}

/** The form on the screen of the devices. */
export function deviceForm(page: Page): Locator {
  return page.getByRole('region', { name: 'Add a device' });
}

/** Fills the form of the devices and sends it. */
export async function addDevice(page: Page, driver: string, connection: string, name: string): Promise<void> {
  const form = deviceForm(page);
  await form.getByLabel('What it is').selectOption({ label: driver });
  await form.getByLabel('Connection').fill(connection);
  await form.getByLabel('Name').fill(name);
  await form.getByRole('button', { name: 'Add', exact: true }).click();
}

/** Waits until the text of an element matches, and returns it. */
export async function untilText(locator: Locator, pattern: RegExp, timeoutMs = 20_000): Promise<string> {
  let text = '';
  await expect
    .poll(
      async () => {
        text = (await locator.textContent()) ?? '';
        return text;
      },
      { timeout: timeoutMs, interval: 250 },
    )
    .toMatch(pattern);
  return text;
}

/** Opens the menu of theme, unit and clock, chooses, and closes it. */
export async function choose(page: Page, group: string, label: string): Promise<void> {
  await page.getByRole('button', { name: /^Display/ }).click();
  await page.getByRole('radiogroup', { name: group }).getByText(label, { exact: true }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('radiogroup', { name: group }).waitFor({ state: 'hidden' });
}

/** How far the page reaches beyond the window to the side, px. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

/** A file that the page handed out. */
export interface SavedFile {
  readonly name: string;
  readonly text: string;
}

/** What a page hands out as a file when it is pressed. Its bytes are taken from the page: in a window the app has the file. */
export async function savedFile(page: Page, press: () => Promise<void>): Promise<SavedFile> {
  await page.evaluate(() => {
    const make = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (blob) => {
      Reflect.set(window, 'handedOut', blob);
      return make(blob);
    };
  });
  const download = page.waitForEvent('download');
  await press();
  const name = (await download).suggestedFilename();
  const bytes = await page.evaluate(async () =>
    Array.from(new Uint8Array(await (Reflect.get(window, 'handedOut') as Blob).arrayBuffer())),
  );
  return { name, text: Buffer.from(bytes).toString('utf8') };
}
