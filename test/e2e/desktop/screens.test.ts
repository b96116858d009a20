import { afterAll, beforeAll } from 'vitest';
import { type Screen, showScreen, watchErrors, watchNetwork } from '#test/e2e/page.ts';
import { describeScreens } from '#test/e2e/screens.ts';
import { addressOf, backingLine, closeDesktops, launchDesktop } from '#test/rig/desktop-app.ts';

beforeAll(() => void process.stdout.write(`${backingLine}\n`));
afterAll(closeDesktops);

/** The window of an app of its own. What goes over the network there counts as an error. */
async function openInWindow(hash = '', { speed = 60 }: { readonly speed?: number } = {}): Promise<Screen> {
  const app = await launchDesktop({ args: ['--speed', String(speed)] });
  const page = await app.page();
  page.setDefaultTimeout(15_000);
  const errors = watchErrors(page);
  watchNetwork(page, errors);
  // What the page said before it was listened to is kept for whoever asks.
  for (const error of await page.pageErrors()) errors.push(String(error));
  for (const message of await page.consoleMessages()) {
    if (message.type() === 'error') errors.push(message.text());
  }
  await page.waitForLoadState();
  if (hash !== '') await showScreen(page, hash);
  return { page, errors, show: async (to) => showScreen(page, to), address: async () => addressOf(app) };
}

describeScreens('the ports of the window', openInWindow);
