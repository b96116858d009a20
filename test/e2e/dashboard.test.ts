import { expect, it } from 'vitest';
import { describeWithChromium } from '#test/rig/prerequisites.ts';
import { cardOf, choose, openPage, overflow, startConsole, untilText } from './page.ts';

/** Words of the banner that stands while the emergency stop is latched. */
const stopped = 'stays off until the stop is released';

describeWithChromium('the dashboard', () => {
  it('shows a brewery that lives, and lets it be operated', async () => {
    const { url } = await startConsole();
    const { page, errors } = await openPage(url);
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
    const { url } = await startConsole();
    const { page, errors } = await openPage(url);
    const card = cardOf(page, 'Fermenter 1');
    await untilText(card.getByTestId('pv'), /\d/);
    await page.getByRole('button', { name: /^Emergency stop/ }).click();
    await untilText(card, /Off: emergency stop/);
    await page.getByText(stopped).waitFor();

    await page.reload();
    await page.getByText(stopped).waitFor();
    await page.goto(`${url}#/logs`);
    await page.getByRole('button', { name: 'Release…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Release', exact: true }).click();
    await page.getByText(stopped).waitFor({ state: 'hidden' });
    await page.goto(`${url}#/`);
    await untilText(card, /Off: the vessel is off/);

    // The alarm of the stop is still to be seen by somebody; its count stands in the title.
    expect(await page.title()).toMatch(/^\(1\)/);
    await page.getByRole('banner').getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByRole('banner').getByRole('button', { name: 'Acknowledge' }).waitFor({ state: 'hidden' });
    expect(await page.title()).toMatch(/^[^(]/);
    expect(errors).toEqual([]);
  });

  it('follows theme and unit, on every page that is open', async () => {
    const { url } = await startConsole();
    const { page, errors } = await openPage(url, { colorScheme: 'light' });
    const other = await openPage(url, { colorScheme: 'light', viewport: { width: 390, height: 844 } });
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const card = cardOf(page, 'Mash tun');
    await untilText(card.getByTestId('pv'), /\d/);
    const light = await background();

    await choose(page, 'Theme', 'Dark');
    await expect.poll(background).not.toBe(light);
    await choose(page, 'Temperature', '°F');
    await expect.poll(() => card.getByLabel('Setpoint for auto', { exact: true }).inputValue()).toBe('150.8');
    await untilText(cardOf(other.page, 'Mash tun'), /°F/);

    const setpoint = card.getByLabel('Setpoint for auto', { exact: true });
    await setpoint.fill('152.3');
    await setpoint.press('Enter');
    await expect
      .poll(() =>
        cardOf(other.page, 'Mash tun').getByLabel('Setpoint for auto', { exact: true }).inputValue(),
      )
      .toBe('152.3');
    await choose(page, 'Temperature', '°C');
    await expect.poll(() => setpoint.inputValue()).toBe('66.8');
    expect([...errors, ...other.errors]).toEqual([]);
  });

  it('fits a phone', async () => {
    const { url } = await startConsole();
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
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
});
