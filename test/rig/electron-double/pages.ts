import {
  type BrowserContext,
  chromium,
  type Page,
  type Request as PageRequest,
  type Route,
} from 'playwright-core';
import { protocol } from './session.ts';

/** Chromium knows no `app:`, so there the page has an address of http; nothing leaves the machine for it. */
const REAL = 'app://console/';
const STAND_IN = 'http://console.localhost/';

export const toStandIn = (url: string): string =>
  url.startsWith(REAL) ? STAND_IN + url.slice(REAL.length) : url;
export const toReal = (url: string): string =>
  url.startsWith(STAND_IN) ? REAL + url.slice(STAND_IN.length) : url;

let context: BrowserContext | null = null;

/** Connects to the Chromium of the test. */
export async function connectBrowser(): Promise<void> {
  const browser = await chromium.connectOverCDP(process.env['DOUBLE_CHROMIUM'] ?? '');
  context = browser.contexts()[0] ?? null;
}

export interface PageEvents {
  /** The page wants to go elsewhere. @returns false when it may not. */
  readonly navigates: (url: string) => boolean;
  readonly opens: (url: string) => void;
  readonly says: (message: unknown) => void;
  readonly crashed: () => void;
  readonly domReady: () => void;
  readonly loaded: () => void;
}

/** Opens a page whose requests go through the app's own handlers. */
export async function openPage(script: string, events: PageEvents): Promise<Page> {
  if (context === null) throw new Error('Chromium is not connected');
  const page = await context.newPage();
  await page.exposeBinding('electronDouble', (_source, message: unknown) => events.says(message));
  await page.addInitScript({ content: script });
  await page.route('**/*', async (route, request) => answer(page, route, request, events));
  page.on('popup', (popup) => {
    const url = popup.url();
    events.opens(url);
    void popup.close();
  });
  page.on('crash', events.crashed);
  page.on('domcontentloaded', events.domReady);
  page.on('load', events.loaded);
  return page;
}

async function answer(page: Page, route: Route, request: PageRequest, events: PageEvents): Promise<void> {
  const url = toReal(request.url());
  const leaves = request.isNavigationRequest() && request.frame() === page.mainFrame();
  if (leaves && page.url() !== 'about:blank' && !events.navigates(url)) {
    // So the page stays, as it does in Electron.
    return route.abort('aborted');
  }
  const handler = protocol.handlers.get(new URL(url).protocol.slice(0, -1));
  if (handler === undefined) return route.abort();
  const response = await handler(new Request(url, { method: request.method() }));
  return route.fulfill({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  });
}
