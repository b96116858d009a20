import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { api } from '#test/rig/console-process.ts';
import { describeWithChromium } from '#test/rig/prerequisites.ts';
import { addCellar } from './cellar.ts';
import { cardOf, choose, openPage, overflow, showScreen, startConsole, untilText } from './page.ts';

/** Opens the dialog of a point and the rules in it, if they are folded. */
async function openRules(page: Page, name: string) {
  await page.getByRole('button', { name: `Change ${name}` }).click();
  const dialog = page.getByRole('dialog');
  const smoothing = dialog.getByLabel('Smoothing');
  await dialog.getByText('How its readings are judged').waitFor();
  if (!(await smoothing.isVisible())) await dialog.getByText('How its readings are judged').click();
  await smoothing.waitFor();
  return dialog;
}

async function save(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

const rowOf = (page: Page, name: string) =>
  cardOf(page, 'Cellar').getByRole('listitem').filter({ hasText: name });

describeWithChromium('the rules of a sensor, and spare probes', () => {
  it('are set in the shown unit, folded away while they are as usual', async () => {
    const { url } = await startConsole();
    await addCellar(url);
    const { page, errors } = await openPage(`${url}#/devices`);
    await choose(page, 'Temperature', '°F');
    await page.getByRole('button', { name: 'Change Probe 1' }).click();
    await page.getByRole('dialog').getByText('How its readings are judged').waitFor();
    expect(await page.getByRole('dialog').getByLabel('Smoothing').isVisible()).toBe(false);
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    const dialog = await openRules(page, 'Probe 1');
    await untilText(dialog, /Not smoothed/);
    await dialog.getByLabel('Smoothing').fill('90');
    await untilText(dialog, /Values come about 1 min 30 s late while the temperature changes/);
    expect(await dialog.getByLabel('Fastest plausible change').inputValue()).toBe('14.4');
    await dialog.getByLabel('Fastest plausible change').fill('0');
    await dialog.getByText('At least 0.09 °F/s').waitFor();
    await dialog.getByLabel('Lowest plausible reading').fill('32');
    await dialog.getByLabel('Highest plausible reading').fill('20');
    await dialog.getByText('Must be above the lowest').waitFor();
    await dialog.getByLabel('Highest plausible reading').fill('122');
    await dialog.getByLabel('Fastest plausible change').fill('14.4');
    await save(page);
    await untilText(rowOf(page, 'Probe 1'), /\d °F.*smoothed, 1 min 30 s late/);
    const points = await api<readonly object[]>(url, 'GET', '/points');
    expect(points).toContainEqual(
      expect.objectContaining({
        name: 'Probe 1',
        readings: { minC: 0, maxC: 50, maxRateCPerS: 8, smoothingS: 90 },
      }),
    );
    // What differs stands open.
    await page.getByRole('button', { name: 'Change Probe 1' }).click();
    expect(await dialog.getByLabel('Highest plausible reading').inputValue()).toBe('122');
    await dialog.getByLabel('Highest plausible reading').waitFor();
    expect(errors).toEqual([]);
  });

  it('let a vessel go on by another probe, which it says in words', { timeout: 180_000 }, async () => {
    const { url } = await startConsole();
    await addCellar(url);
    const { page, errors } = await openPage(`${url}#/devices`);
    const dialog = await openRules(page, 'Probe 2');
    await dialog.getByLabel('Smoothing').fill('30');
    await save(page);

    // In their order; each point in one place only, and who is taken out makes room for the next.
    await page.getByRole('link', { name: 'New vessel' }).click();
    await page.getByLabel('Use of Probe 1').waitFor();
    expect(await page.getByText('Spare probes', { exact: true }).count()).toBe(0);
    await page.getByLabel('Use of Probe 1').selectOption('beer');
    await page.getByText('Spare probes', { exact: true }).click();
    const spares = page.getByRole('group', { name: 'Spare probes, beer' });
    await spares.getByLabel('Spare probe 1, beer').selectOption({ label: 'Probe 2' });
    await untilText(spares, /Beer: Probe 1.*Read when the probe above fails/);
    const second = spares.getByLabel('Spare probe 2, beer');
    expect(await second.locator('option').allTextContents()).toEqual(['None', 'Probe 3']);
    await second.selectOption({ label: 'Probe 3' });
    expect(await spares.getByRole('combobox').count()).toBe(2);
    const summary = page.getByRole('region', { name: 'Summary' });
    await untilText(summary, /Beer: Probe 1, and when it fails Probe 2, then Probe 3/);
    await spares.getByRole('button', { name: 'Read Probe 3 before Probe 2' }).click();
    await untilText(summary, /and when it fails Probe 3, then Probe 2/);
    await page.getByLabel('Use of Probe 1').selectOption('');
    await page.getByText('Probe 3 moved up: the beer is read by it first.').waitFor();
    await spares.getByRole('button', { name: 'Read Probe 2 before Probe 3' }).click();
    await spares.getByRole('button', { name: 'Take Probe 3 out of the spares' }).click();
    await page.getByLabel('Use of Probe 1').selectOption('beer');
    expect(await spares.getByLabel('Spare probe 1, beer').locator('option').allTextContents()).toEqual([
      'None',
      'Probe 2',
      'Probe 3',
    ]);
    await spares.getByLabel('Spare probe 1, beer').selectOption({ label: 'Probe 2' });
    await page.getByLabel('Name').fill('Keller');
    await page.getByRole('button', { name: 'Create the vessel' }).click();
    await page.getByRole('heading', { level: 1, name: 'Keller' }).waitFor();
    const now = page.getByRole('region', { name: 'Now' });
    await untilText(now, /\d\.\d°C/);
    expect(await now.textContent()).not.toMatch(/spare|late/);

    // The first probe reads what its range does not allow.
    await showScreen(page, '#/devices');
    await untilText(rowOf(page, 'Probe 1'), /Beer of Keller.*\d °C/);
    await untilText(rowOf(page, 'Probe 2'), /Spare probe, beer of Keller.*\d °C.*smoothed, 30 s late/);
    await openRules(page, 'Probe 1');
    await dialog.getByLabel('Highest plausible reading').fill('5');
    await save(page);
    await untilText(rowOf(page, 'Probe 1'), /reading out of range/);
    await untilText(rowOf(page, 'Probe 2'), /\d °C/);
    await showScreen(page, '#/');
    const words = /The beer is read by its spare probe ‘Probe 2’: ‘Probe 1’ reads out of its range/;
    await untilText(cardOf(page, 'Keller'), /\d°Cabout 30 s late/);
    await untilText(cardOf(page, 'Keller'), words);
    await page.getByRole('link', { name: 'Keller' }).click();
    await untilText(now, words);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    await dialog.getByLabel('Spare probe 1, beer').waitFor();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.setViewportSize({ width: 1280, height: 800 });

    // It reads well again, and is trusted after a minute.
    await showScreen(page, '#/devices');
    await openRules(page, 'Probe 1');
    await dialog.getByLabel('Highest plausible reading').fill('150');
    await save(page);
    await showScreen(page, '#/');
    await expect.poll(() => cardOf(page, 'Keller').textContent(), { timeout: 30_000 }).not.toMatch(words);
    await expect.poll(() => cardOf(page, 'Keller').textContent(), { timeout: 30_000 }).not.toMatch(/spare/);
    expect(errors).toEqual([]);
  });

  it('are refused at the field of the spare that does not fit', async () => {
    const { url } = await startConsole({ speed: 1 });
    await addCellar(url);
    const sent = { source: 'cellar', readings: { temperatureC: 19.5 }, intervalS: 900 };
    const heard = await fetch(new URL('api/v1/ingest/json', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(sent),
    });
    expect(heard.status).toBe(200);
    const { page } = await openPage(`${url}#/devices`);
    await page.getByRole('button', { name: /^Adopt/ }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Stout');
    await page.getByRole('dialog').getByRole('button', { name: 'Adopt', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    await page.getByRole('link', { name: 'New vessel' }).click();
    await page.getByLabel('Use of Probe 1').selectOption('beer');
    await page.getByLabel('Use of Fridge').selectOption('cooler');
    await page.getByText('Spare probes', { exact: true }).click();
    await page.getByLabel('Spare probe 1, beer').selectOption({ label: 'Probe 2' });
    await page.getByLabel('Spare probe 2, beer').selectOption({ label: 'Stout temperature' });
    await page.getByRole('button', { name: 'Create the vessel' }).click();
    const spare = page.getByRole('listitem').filter({ has: page.getByLabel('Spare probe 2, beer') });
    await untilText(spare.getByRole('alert'), /Values of Stout temperature may be an hour old/);
    await untilText(page.getByRole('region', { name: 'Summary' }), /Something above is not right yet/);
    // It was about what stood there: another choice has nothing against it yet, and is taken.
    await page.getByLabel('Spare probe 2, beer').selectOption({ label: 'Probe 3' });
    await spare.getByRole('alert').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Create the vessel' }).click();
    await page.getByRole('heading', { level: 1, name: 'Fermenter' }).waitFor();
  });
});
