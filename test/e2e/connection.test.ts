import { expect, it } from 'vitest';
import { describeWithChromium } from '#test/rig/prerequisites.ts';
import { cardOf, dataFolder, openPage, startConsole, untilText } from './page.ts';

describeWithChromium('the connection of a page', () => {
  it('says when it is lost, how old the values are, and takes up again by itself', async () => {
    const data = dataFolder();
    const first = await startConsole({ data });
    const { page } = await openPage(first.url);
    const card = cardOf(page, 'Fermenter 1');
    await untilText(card.getByTestId('pv'), /\d/);
    first.child.kill('SIGKILL');
    await first.ended;
    await untilText(page.getByRole('banner'), /Connection lost/);
    await untilText(page.locator('body'), /Last heard \d+ s ago/);
    expect(await card.getByRole('button', { name: 'Setpoint up' }).isDisabled()).toBe(true);

    // What cannot be done is said where it was asked.
    await page.getByRole('button', { name: /^Emergency stop/ }).click();
    await untilText(page.locator('body'), /The stop did not reach the console: switch off at the device/);

    // An attempt too early changes nothing; the next one comes by itself.
    await page.getByRole('button', { name: 'Reconnect' }).click();
    await startConsole({ data, port: Number(new URL(first.url).port) });
    await untilText(page.getByRole('banner'), /Live/, 30_000);
    await expect.poll(() => card.getByRole('button', { name: 'Setpoint up' }).isDisabled()).toBe(false);
  });

  it('begins with the token where the console wants one', async () => {
    const { url } = await startConsole({ token: 'a-token-for-the-cellar' });
    const { page } = await openPage(url);
    const token = page.getByLabel('Token', { exact: true });
    await token.fill('not-the-token');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await untilText(page.locator('form'), /not the one of this console/);
    await token.fill('a-token-for-the-cellar');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await untilText(cardOf(page, 'Fermenter 1').getByTestId('pv'), /\d/);
    await page.reload();
    await untilText(cardOf(page, 'Fermenter 1').getByTestId('pv'), /\d/);
    await page.getByRole('button', { name: /^Display/ }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await token.waitFor();
  });
});
