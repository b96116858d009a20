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

  it('fits the logs, the settings and the debugger, the last two behind More', async () => {
    const { url } = await startConsole();
    const { page, errors } = await openPage(url, phone);
    await untilText(cardOf(page, 'Fermenter 1').getByTestId('pv'), /\d/);
    const entries = page.getByRole('navigation').locator('a, button');
    const widths = await entries.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().width));
    expect(widths).toHaveLength(6);
    expect(Math.min(...widths)).toBeGreaterThanOrEqual(44);
    for (const name of ['Settings', 'Debugger']) {
      await page.getByRole('button', { name: 'More screens' }).click();
      await page.getByRole('dialog').getByRole('link', { name }).click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.waitForTimeout(500);
      expect(await overflow(page), name).toBeLessThanOrEqual(0);
      const low = await page
        .getByRole('main')
        .locator('button, select, textarea, input[type=text], input:not([type])')
        .evaluateAll((all) =>
          all
            .filter((each) => each.getClientRects().length > 0 && each.getBoundingClientRect().height < 44)
            .map((each) => each.outerHTML.slice(0, 120)),
        );
      expect(low, name).toEqual([]);
    }
    await page.getByRole('navigation').getByRole('link', { name: 'Logs' }).click();
    await page.getByRole('heading', { level: 1, name: 'Logs' }).waitFor();
    await page.waitForTimeout(500);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(errors).toEqual([]);
  });
});
