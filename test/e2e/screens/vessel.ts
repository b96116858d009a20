import { expect, it } from 'vitest';
import { cardOf, choose, type OpenScreen, untilText, withoutRefusals } from '../page.ts';

/** The screen of a vessel: profile, control by hand, trend, limits. */
export function vesselTests(open: OpenScreen): void {
  it('runs a profile: start part-way, hold, resume, skip, end', async () => {
    const { page, errors } = await open('#/vessels/fermenter-1');
    const panel = page.getByRole('region', { name: 'Profile' });
    const place = panel.getByRole('slider', { name: 'Where to start in the profile' });
    await place.focus();
    for (let i = 0; i < 10; i += 1) await page.keyboard.press('ArrowRight');
    await untilText(panel, /From day 0\.7 of 14/);
    await panel.getByRole('button', { name: 'Start part-way' }).click();
    await untilText(panel, /day 0\.\d of 14, in \d days to/);
    await untilText(page.getByRole('region', { name: 'Control' }), /Setpoint, by the profile/);

    await panel.getByRole('button', { name: 'Hold' }).click();
    await untilText(panel, /held at day/);
    await page.reload();
    await untilText(panel, /held at day/);
    await panel.getByRole('button', { name: 'Resume' }).click();
    await panel.getByRole('button', { name: 'Hold' }).waitFor();
    await panel.getByRole('button', { name: 'Skip to next' }).click();
    await untilText(panel, /day 4(\.\d)? of 14/);

    // The card on the dashboard tells the same.
    await page.getByRole('link', { name: 'Dashboard', exact: true }).click();
    await untilText(cardOf(page, 'Fermenter 1'), /Ale.*day 4(\.\d)? of 14, in/);
    await cardOf(page, 'Fermenter 1').getByRole('link', { name: 'Fermenter 1' }).click();

    await panel.getByRole('button', { name: 'End profile…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End profile' }).click();
    await panel.getByRole('button', { name: 'Start profile' }).waitFor();
    expect(errors).toEqual([]);
  });

  it('starts a profile later, and at once when asked', async () => {
    const { page, errors } = await open('#/vessels/fermenter-1');
    const panel = page.getByRole('region', { name: 'Profile' });
    const startAt = panel.getByLabel('Start at');
    await startAt.fill('2020-01-01T10:00');
    await panel.getByRole('button', { name: 'Start later' }).click();
    await panel.getByText('Lies in the past').waitFor();
    const later = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 16);
    await startAt.fill(later);
    await panel.getByText('Lies in the past').waitFor({ state: 'detached' });
    await panel.getByRole('button', { name: 'Start later' }).click();
    await untilText(panel, /starts in \d d/);
    await panel.getByRole('button', { name: 'Start now' }).click();
    await untilText(panel, /day 0(\.\d)? of 14/);
    await page.getByText('Pitch the yeast').first().waitFor();
    expect(errors).toEqual([]);
  });

  it('runs a mash: waits, timer, addition, pause, back, end', async () => {
    const { page, errors } = await open('#/vessels/mash-tun');
    const panel = page.getByRole('region', { name: 'Profile' });
    const step = panel.locator('[aria-current="step"]');
    const button = (name: string) => panel.getByRole('button', { name, exact: true });
    await button('Start mash').click();
    await untilText(panel, /Step 1 of 5.*Heats to 52 °C/);
    await button('Start timer now').click();
    await untilText(panel, /Waits for you; 52 °C is kept/);
    await page
      .getByText(/Mash in is over and waits for you/)
      .first()
      .waitFor();
    await page
      .getByText(/Stir in the malt/)
      .first()
      .waitFor();
    await button('Next step').click();
    await untilText(step, /Protein rest/);
    await button('Next step').click();
    await untilText(step, /Maltose rest/);
    await button('Start timer now').click();
    await untilText(panel, /Timer \d+:\d\d of 45:00/);
    await button('+5 min').click();
    await untilText(panel, /of 50:00/);
    await button('Pause').click();
    await untilText(panel, /Paused\. Timer/);
    await button('Resume').click();

    // A step whose timer runs is not left by a touch.
    await button('Next step').click();
    const dialog = page.getByRole('dialog');
    await untilText(dialog, /Maltose rest has \d+:\d\d left/);
    await dialog.getByRole('button', { name: 'Stay' }).click();
    await dialog.waitFor({ state: 'detached' });
    await button('Back').click();
    await dialog.getByRole('button', { name: 'Go back' }).click();
    await untilText(step, /Protein rest/);

    await page.getByRole('link', { name: 'Dashboard', exact: true }).click();
    await untilText(cardOf(page, 'Mash tun'), /Step mash step 2 of 5, Protein rest/);
    await cardOf(page, 'Mash tun').getByRole('link', { name: 'Mash tun' }).click();
    await button('End mash…').click();
    await dialog.getByRole('button', { name: 'End mash' }).click();
    await button('Start mash').waitFor();
    await panel.getByLabel('Start at step').selectOption('5. Mash out, 78 °C');
    await button('Start at step 5').click();
    await untilText(panel, /Step 5 of 5.*Mash out/);
    expect(errors).toEqual([]);
  });

  it('is operated by hand, with the reason of each output', async () => {
    const { page, errors } = await open('#/vessels/mash-tun');
    const control = page.getByRole('region', { name: 'Control' });
    const outputs = page.getByRole('region', { name: 'Outputs' });
    await untilText(outputs, /Off: the vessel is off/);
    await control.getByText('Manual', { exact: true }).click();
    await control.getByRole('button', { name: 'Full' }).click();
    await untilText(outputs, /HeaterOn/);
    await control.getByRole('button', { name: 'Stop this vessel' }).click();
    await untilText(outputs, /Off: the vessel is off/);
    await control.getByText('Auto', { exact: true }).click();
    await untilText(page.getByRole('region', { name: 'Now' }), /Heating/);
    expect(errors).toEqual([]);
  });

  it('draws its trend through ranges, zoom, units, themes and sizes', async () => {
    const { page, errors } = await open('#/vessels/fermenter-1');
    const trend = page.getByRole('region', { name: 'Trend' });
    const back = trend.getByRole('button', { name: 'Back to now' });
    await trend.locator('canvas').waitFor();
    for (const range of ['1 h', 'Day', 'Week', '6 h']) {
      await trend.getByText(range, { exact: true }).click();
      await expect.poll(() => trend.getByRole('radio', { name: range, exact: true }).isChecked()).toBe(true);
      await page.waitForTimeout(300);
    }
    expect(await back.isDisabled()).toBe(true);
    await untilText(trend, /Beer [12]\d\.\d/);
    await trend.locator('.u-over').scrollIntoViewIfNeeded();
    const box = await trend.locator('.u-over').boundingBox();
    if (box === null) throw new Error('The chart has no place');
    await page.mouse.move(box.x + box.width * 0.4, box.y + 80);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.8, box.y + 90, { steps: 5 });
    await page.mouse.up();
    await expect.poll(() => back.isDisabled()).toBe(false);
    await trend.getByRole('application').press('ArrowLeft');
    await trend.getByRole('application').press('0');
    await expect.poll(() => back.isDisabled()).toBe(true);
    await choose(page, 'Temperature', '°F');
    await untilText(trend, /Beer [5-7]\d\.\d/);
    await page.setViewportSize({ width: 600, height: 700 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect
      .poll(async () => (await trend.locator('canvas').boundingBox())?.width ?? Number.NaN)
      .toBeLessThan(600);
    await page.waitForTimeout(500);
    expect(errors).toEqual([]);
  });

  it('refuses limits that make no sense, in words, and takes a change back', async () => {
    const { page, errors } = await open('#/vessels/fermenter-1');
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    const drawer = page.getByRole('dialog');
    const highest = drawer.getByLabel('Highest setpoint');
    await highest.fill('-5');
    await highest.press('Enter');
    const refusal = drawer.getByText('the lowest setpoint must be below the highest');
    await refusal.waitFor();
    await highest.fill('24');
    await highest.press('Enter');
    await refusal.waitFor({ state: 'detached' });
    await expect.poll(() => highest.inputValue()).toBe('24');
    const lowest = drawer.getByLabel('Lowest setpoint');
    await lowest.fill('4');
    await lowest.press('Enter');
    await drawer.getByLabel('How it regulates').selectOption({ label: 'On below, off above (hysteresis)' });
    await drawer.getByLabel('Dead band', { exact: true }).waitFor();

    // The last change goes first, and what it goes back to is said before.
    const undo = drawer.getByRole('button', { name: 'Undo the last change' });
    await untilText(drawer, /goes back to what it was, then 2 more/);
    await undo.click();
    await drawer.getByLabel('Gain of the chamber').waitFor();
    await untilText(drawer, /Lowest setpoint goes back to 0 °C, then 1 more/);
    await undo.click();
    await expect.poll(() => lowest.inputValue()).toBe('0');
    await drawer.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    await untilText(drawer, /Highest setpoint goes back to 30 °C/);
    await undo.click();
    await expect.poll(() => highest.inputValue()).toBe('30');
    expect(await undo.isDisabled()).toBe(true);
    expect(withoutRefusals(errors)).toEqual([]);
  });
}
