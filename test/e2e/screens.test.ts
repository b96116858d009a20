import { expect, it } from 'vitest';
import { describeWithChromium } from '#test/rig/prerequisites.ts';
import { cardOf, openPage, type Screen, showScreen, startConsole, untilText, watchNetwork } from './page.ts';
import { describeScreens } from './screens.ts';

/** A browser on a console of its own. */
async function openInBrowser(hash = '', options: { readonly speed?: number } = {}): Promise<Screen> {
  const { url } = await startConsole(options);
  const { page, errors } = await openPage(url + hash);
  return { page, errors, show: async (to) => showScreen(page, to), address: async () => url };
}

describeScreens('HTTP and WebSocket', openInBrowser);

describeWithChromium('a page in a browser', () => {
  it('asks over HTTP, and hears over a WebSocket', async () => {
    const { page } = await openInBrowser();
    const network = watchNetwork(page);
    await page.reload();
    await untilText(cardOf(page, 'Fermenter 1').getByTestId('pv'), /\d/);
    await expect.poll(() => network).toContainEqual(expect.stringMatching(/^http:.*\/api\/v1\//));
    await expect.poll(() => network).toContainEqual(expect.stringMatching(/^ws:.*\/ws$/));
  });
});
