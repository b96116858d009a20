import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeWithChromium } from '#test/rig/prerequisites.ts';
import { cardOf, choose, dataFolder, openPage, overflow, startConsole, untilText } from './page.ts';

const formOf = (page: Page): Locator => page.getByRole('region', { name: 'Add a device' });

/** Fills the form and sends it. */
async function add(page: Page, driver: string, connection: string, name: string): Promise<void> {
  const form = formOf(page);
  await form.getByLabel('What it is').selectOption({ label: driver });
  await form.getByLabel('Connection').fill(connection);
  await form.getByLabel('Name').fill(name);
  await form.getByRole('button', { name: 'Add', exact: true }).click();
}

describeWithChromium('the devices', () => {
  it('are found on their screen by whoever begins with hardware', async () => {
    const { url } = await startConsole();
    const { page, errors } = await openPage(url);
    await page.getByRole('button', { name: 'Connect my hardware' }).click();
    await untilText(page.getByRole('main'), /No devices yet/);
    await page.getByRole('button', { name: 'Refresh' }).click();

    // The empty dashboard leads there, too.
    await page.getByRole('link', { name: 'Dashboard', exact: true }).click();
    await untilText(page.getByRole('main'), /No vessels yet/);
    await page.getByRole('link', { name: 'Connect my hardware' }).click();
    await page.getByRole('heading', { level: 1, name: 'Devices' }).waitFor();
    expect(errors).toEqual([]);
  });

  it('are added by typing, say in words what is wrong, are changed and removed', async () => {
    const { url } = await startConsole();
    const { page } = await openPage(`${url}#/devices`);
    const other = await openPage(`${url}#/devices`);
    await untilText(cardOf(page, 'Simulated brewery'), /Connected for/);

    await add(page, 'Simulated brewery', 'beer=900', '');
    await untilText(formOf(page), /Must not be empty/);
    await add(page, 'Simulated brewery', 'beer=900', 'Second brewery');
    await untilText(formOf(page), /Beer must be a number from -2 to 40/);
    await add(page, 'Simulated brewery', 'beer=12, seed=7', 'Second brewery');
    await untilText(formOf(page).getByRole('status'), /Second brewery was added/);
    await untilText(cardOf(page, 'Second brewery'), /beer=12, seed=7.*Connected for \d+/);

    await page.getByRole('button', { name: 'Change Second brewery' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Cellar');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    // Every page that is open follows.
    await untilText(cardOf(other.page, 'Cellar'), /Connected for/);

    await page.getByRole('button', { name: 'Remove Cellar' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await cardOf(other.page, 'Cellar').waitFor({ state: 'detached' });
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('show their points with live values and their vessels, which keep them from being removed', async () => {
    const { url } = await startConsole();
    const { page } = await openPage(`${url}#/devices`);
    const card = cardOf(page, 'Simulated brewery');
    const point = card.getByRole('listitem').filter({ hasText: 'Fermenter 1 beer' });
    const before = await untilText(point, /\d+\.\d °C.*Fermenter 1$/);
    await expect.poll(() => point.textContent(), { timeout: 30_000 }).not.toBe(before);
    await untilText(card.getByRole('listitem').filter({ hasText: 'cooler' }), /On|Off|%/);
    await choose(page, 'Temperature', '°F');
    await untilText(point, /\d+\.\d °F/);

    await page.getByRole('button', { name: 'Remove Simulated brewery' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await untilText(dialog, /belongs to Fermenter 1/);
    await dialog.getByRole('button', { name: 'Keep it' }).click();
    await point.getByRole('link', { name: 'Fermenter 1' }).click();
    await page.getByRole('heading', { level: 1, name: 'Fermenter 1' }).waitFor();
  });

  it('that are boards bring their vessel, which takes no orders while its board is away', async () => {
    const { url } = await startConsole({ speed: 1 });
    const { page, errors } = await openPage(`${url}#/devices`);
    await add(page, 'BrewPi (Arduino)', join(dataFolder(), 'no-such-port'), 'Garage');
    await untilText(formOf(page).getByRole('status'), /came with its vessel/);
    await untilText(cardOf(page, 'Garage'), /Not connected for \d+ s.*no-such-port/);
    await formOf(page).getByRole('link', { name: 'to Garage' }).click();

    const control = page.getByRole('region', { name: 'Control' });
    await untilText(control, /The board is away: nothing can be set/);
    expect(await control.getByText('Manual', { exact: true }).count()).toBe(0);
    expect(await control.getByRole('button', { name: /^Setpoint.* up$/ }).isDisabled()).toBe(true);
    await untilText(page.getByRole('region', { name: 'Outputs' }), /The board is away/);
    await page.getByText(/Garage is lost/).waitFor();

    await page.getByRole('link', { name: 'Dashboard', exact: true }).click();
    await untilText(cardOf(page, 'Garage'), /The board is away/);
    await page.goto(`${url}#/devices`);
    await page.getByRole('button', { name: 'Remove Garage' }).click();
    await untilText(page.getByRole('dialog'), /its vessel Garage/);
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await cardOf(page, 'Garage').waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
  });

  it('fit a phone', async () => {
    const { url } = await startConsole();
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
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
