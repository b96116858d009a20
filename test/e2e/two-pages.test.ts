import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { describeWithChromium } from '#test/rig/prerequisites.ts';
import { addDevice, cardOf, choose, openPage, startConsole, untilText } from './page.ts';

describeWithChromium('every page that is open', () => {
  it('follows theme, unit and setpoint', async () => {
    const { url } = await startConsole();
    const { page, errors } = await openPage(url, { colorScheme: 'light' });
    const other = await openPage(url, { colorScheme: 'light', viewport: { width: 390, height: 844 } });
    const background = () => other.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const setpointOf = (card: Locator) => card.getByLabel('Setpoint for auto', { exact: true });
    const card = cardOf(page, 'Mash tun');
    const otherCard = cardOf(other.page, 'Mash tun');
    await untilText(card.getByTestId('pv'), /\d/);
    await untilText(otherCard.getByTestId('pv'), /\d/);
    const light = await background();

    await choose(page, 'Theme', 'Dark');
    await expect.poll(background).not.toBe(light);
    await choose(page, 'Temperature', '°F');
    await untilText(otherCard, /°F/);
    await setpointOf(card).fill('152.3');
    await setpointOf(card).press('Enter');
    await expect.poll(() => setpointOf(otherCard).inputValue()).toBe('152.3');
    expect([...errors, ...other.errors]).toEqual([]);
  });

  it('follows the devices', async () => {
    const { url } = await startConsole();
    const { page, errors } = await openPage(`${url}#/devices`);
    const other = await openPage(`${url}#/devices`);
    await untilText(cardOf(other.page, 'Simulated brewery'), /Connected for/);
    await addDevice(page, 'Simulated brewery', 'beer=12, seed=7', 'Second brewery');
    await untilText(cardOf(other.page, 'Second brewery'), /Connected for/);

    await page.getByRole('button', { name: 'Change Second brewery' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Cellar');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await untilText(cardOf(other.page, 'Cellar'), /Connected for/);

    await page.getByRole('button', { name: 'Remove Cellar' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await cardOf(other.page, 'Cellar').waitFor({ state: 'detached' });
    expect([...errors, ...other.errors]).toEqual([]);
  });

  it('follows what the settings say, without taking away what is being typed', async () => {
    const { url } = await startConsole();
    const { page, errors } = await openPage(`${url}#/settings`);
    const other = await openPage(`${url}#/settings`);
    const name = page.getByLabel('Brewery name', { exact: true });
    const otherName = other.page.getByLabel('Brewery name', { exact: true });
    await name.fill('Hofbräu');
    await name.press('Enter');
    await expect.poll(() => otherName.inputValue(), { timeout: 10_000 }).toBe('Hofbräu');
    await other.page.getByRole('radiogroup', { name: 'Accent' }).getByText('Green').click();
    const accent = () => page.evaluate(() => document.documentElement.dataset['accent']);
    await expect.poll(accent, { timeout: 10_000 }).toBe('green');
    await otherName.fill('Hof');
    await page.getByRole('radiogroup', { name: 'Temperature unit' }).getByText('°F').click();
    const unit = other.page.getByRole('radiogroup', { name: 'Temperature unit' }).getByLabel('°F');
    await expect.poll(() => unit.isChecked(), { timeout: 10_000 }).toBe(true);
    expect(await otherName.inputValue()).toBe('Hof');
    await otherName.press('Escape');
    expect(await otherName.inputValue()).toBe('Hofbräu');
    await page.getByRole('button', { name: 'Reset brewery name' }).click();
    await expect.poll(() => otherName.inputValue(), { timeout: 10_000 }).toBe('Maelstrom');
    expect([...errors, ...other.errors]).toEqual([]);
  });
});
