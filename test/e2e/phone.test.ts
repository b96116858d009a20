import { expect, it } from 'vitest';
import { describeWithChromium } from '#test/rig/prerequisites.ts';
import { cardOf, openPage, overflow, startConsole, untilText } from './page.ts';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

describeWithChromium('a phone', () => {
  it('fits the dashboard, a vessel, the alarms and the logs', async () => {
    const { url } = await startConsole();
    const { page, errors } = await openPage(url, phone);
    await untilText(cardOf(page, 'Fermenter 1').getByTestId('pv'), /\d/);
    const navigation = await page.getByRole('navigation').boundingBox();
    expect(navigation?.y).toBeGreaterThan(700);
    expect(await page.getByRole('button', { name: /^Emergency stop/ }).isVisible()).toBe(true);
    for (const screen of ['#/', '#/vessels/fermenter-1', '#/alarms', '#/logs']) {
      await page.goto(url + screen);
      await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
      await page.waitForTimeout(500);
      expect(await overflow(page), screen).toBeLessThanOrEqual(0);
    }
    const low = await page
      .getByRole('link')
      .or(page.getByRole('button'))
      .evaluateAll((all) =>
        all
          .filter((each) => each.getClientRects().length > 0 && !each.closest('li, p'))
          .map((each) => ({ height: each.getBoundingClientRect().height, text: each.textContent }))
          .filter(({ height }) => height < 44),
      );
    expect(low).toEqual([]);
    expect(errors).toEqual([]);
  });

  it('fits the devices', async () => {
    const { url } = await startConsole();
    const { page } = await openPage(`${url}#/devices`, phone);
    await untilText(cardOf(page, 'Simulated brewery'), /Connected for/);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    const low = await page
      .getByRole('main')
      .getByRole('button')
      .evaluateAll((all) => all.filter((each) => each.getBoundingClientRect().height < 44).length);
    expect(low).toBe(0);
  });
});
