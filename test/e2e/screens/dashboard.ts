import { expect, it } from 'vitest';
import { cardOf, choose, type OpenScreen, untilText } from '../page.ts';

/** Words of the banner that stands while the emergency stop is latched. */
const stopped = 'stays off until the stop is released';

/** The dashboard, and what stands above every screen. */
export function dashboardTests(open: OpenScreen): void {
  it('shows a brewery that lives, and lets it be operated', async () => {
    const { page, errors } = await open();
    const card = cardOf(page, 'Fermenter 1');

    // It moves, and says in what time.
    const before = await untilText(card.getByTestId('pv'), /^\d+\.\d$/);
    await untilText(page.getByRole('banner'), /Live.*Simulated time 60×/);
    await expect.poll(() => card.getByTestId('pv').textContent(), { timeout: 30_000 }).not.toBe(before);

    // First start is asked once.
    await page.getByRole('button', { name: 'Try it with the simulated brewery' }).click();
    await page.getByText('Welcome to your brewery').waitFor({ state: 'hidden' });

    // A colder setpoint: it cools, or says what it waits for.
    const setpoint = card.getByLabel('Setpoint', { exact: true });
    await setpoint.fill('8,5');
    await setpoint.press('Enter');
    await untilText(card, /Cooling|Wants to cool: .*left/);

    // Steppers are collected into one change.
    await card.getByRole('button', { name: 'Setpoint up' }).click({ clickCount: 5 });
    await expect.poll(() => setpoint.inputValue()).toBe('9.0');
    await page.waitForTimeout(1500);

    // A wrong one is refused at the field, in words.
    await setpoint.fill('99');
    await setpoint.press('Enter');
    expect(await card.getByRole('alert').textContent()).toBe('At most 30.0 °C');
    await setpoint.press('Escape');

    await page.reload();
    await expect.poll(() => setpoint.inputValue()).toBe('9.0');
    expect(await page.getByText('Welcome to your brewery').count()).toBe(0);
    expect(errors).toEqual([]);
  });

  it('stops everything at once, stays stopped, and releases after a question', async () => {
    const { page, errors, show } = await open();
    const card = cardOf(page, 'Fermenter 1');
    await untilText(card.getByTestId('pv'), /\d/);
    await page.getByRole('button', { name: /^Emergency stop/ }).click();
    await untilText(card, /Off: emergency stop/);
    await page.getByText(stopped).waitFor();

    await page.reload();
    await page.getByText(stopped).waitFor();
    await show('#/logs');
    await page.getByRole('button', { name: 'Release…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Release', exact: true }).click();
    await page.getByText(stopped).waitFor({ state: 'hidden' });
    await show('#/');
    await untilText(card, /Off: the vessel is off/);

    // The alarm of the stop is still to be seen by somebody; its count stands in the title.
    await expect.poll(() => page.title()).toMatch(/^\(1\)/);
    await page.getByRole('banner').getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByRole('banner').getByRole('button', { name: 'Acknowledge' }).waitFor({ state: 'hidden' });
    await expect.poll(() => page.title()).toMatch(/^[^(]/);
    expect(errors).toEqual([]);
  });

  it('follows theme and unit, and keeps them', async () => {
    const { page, errors } = await open();
    await page.emulateMedia({ colorScheme: 'light' });
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');
    const card = cardOf(page, 'Mash tun');
    await untilText(card.getByTestId('pv'), /\d/);
    await expect.poll(scheme).toBe('light');
    const light = await background();

    await choose(page, 'Theme', 'Dark');
    await expect.poll(background).not.toBe(light);
    await choose(page, 'Temperature', '°F');
    const setpoint = card.getByLabel('Setpoint for auto', { exact: true });
    await expect.poll(() => setpoint.inputValue()).toBe('150.8');
    await setpoint.fill('152.3');
    await setpoint.press('Enter');
    await choose(page, 'Temperature', '°C');
    await expect.poll(() => setpoint.inputValue()).toBe('66.8');
    await choose(page, 'Temperature', '°F');

    await page.reload();
    await expect.poll(() => setpoint.inputValue()).toBe('152.3');
    await untilText(card, /°F/);
    expect(await scheme()).toBe('dark');
    expect(errors).toEqual([]);
  });
}
