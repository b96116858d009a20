import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { api } from '#test/rig/console-process.ts';
import { describeWithChromium } from '#test/rig/prerequisites.ts';
import { addSparedVessel } from './cellar.ts';
import { openPage, overflow, startConsole } from './page.ts';

const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
};

/** Opens what stands above a screen until it is asked for. */
type Opener = (page: Page) => Promise<void>;
const press =
  (name: string | RegExp): Opener =>
  async (page) => {
    await page.getByRole('main').getByRole('button', { name }).first().click();
    await page.getByRole('dialog').waitFor();
  };

/** Every screen, with the dialogs that are opened on it. */
const screens: Readonly<Record<string, readonly Opener[]>> = {
  '#/': [],
  '#/vessels/fermenter-1': [press('Settings')],
  '#/vessels/mash-tun': [],
  '#/new-vessel': [],
  '#/profiles': [],
  '#/profiles/ale-fermentation': [],
  '#/profiles/step-mash': [],
  '#/alarms': [press(/^Shelve/), press('Add an alarm')],
  '#/logs': [],
  '#/devices': [
    press(/^Add a point to/),
    press('Change Room'),
    press('Change Probe 1'),
    press('Remove Simulated brewery'),
    press('Test Mash tun element'),
  ],
  '#/settings': [],
  '#/debugger': [],
};

/** What a screen reader or a colour-blind eye would stumble over: rule, where, and why. */
async function stumbles(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, any, all, none }) =>
        `${id} at ${target.join(' ')}: ${[...any, ...all, ...none].map(({ message }) => message).join('; ')}`,
    ),
  );
}

/** Waits until the screen stands: its heading, and no list that is still on its way. */
async function settle(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.waitForTimeout(500);
}

describeWithChromium('every screen, looked at by axe', () => {
  for (const [size, options] of Object.entries({ desktop, phone })) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`has nothing to stumble over, ${colorScheme}, ${size}`, { timeout: 400_000 }, async () => {
        const { url } = await startConsole();
        await api(url, 'POST', '/channels/alarms', {
          payload: { source: 'Glycol', message: 'Tank is warm' },
        });
        const spared = { [`#/vessels/${await addSparedVessel(url)}`]: [press('Settings')] };
        const { page } = await openPage(url, { ...options, colorScheme, reducedMotion: 'reduce' });
        page.setDefaultTimeout(30_000);
        const found: Record<string, readonly string[]> = {};
        for (const [hash, openers] of Object.entries({ ...screens, ...spared })) {
          await page.goto(url + hash);
          await settle(page);
          found[hash] = await stumbles(page);
          expect.soft(await overflow(page), `${hash} reaches beyond the window`).toBeLessThanOrEqual(0);
          for (const [i, opener] of openers.entries()) {
            await opener(page);
            await page.waitForTimeout(300);
            found[`${hash}, dialog ${i + 1}`] = await stumbles(page);
            await page.keyboard.press('Escape');
            await page.getByRole('dialog').waitFor({ state: 'detached' });
          }
        }
        const some = Object.fromEntries(Object.entries(found).filter(([, each]) => each.length > 0));
        expect(some).toEqual({});
      });
    }
  }

  it('has nothing to stumble over at the door, in both themes', async () => {
    const { url } = await startConsole({ token: 'a-token-of-some-length' });
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await openPage(url, { ...phone, colorScheme });
      await page.getByRole('button', { name: 'Sign in' }).waitFor();
      expect(await stumbles(page), colorScheme).toEqual([]);
    }
  });
});
