import { expect, it } from 'vitest';
import { describeWithChromium } from '#test/rig/prerequisites.ts';
import { openPage, startConsole, untilText } from './page.ts';

const TOKEN = 'a-token-for-the-cellar';

describeWithChromium('a console that other machines reach', () => {
  it('shows phones the way, and its own name at the door', async () => {
    const { url } = await startConsole({ host: '0.0.0.0', token: TOKEN });
    const { port } = new URL(url);
    const { page, errors } = await openPage(`http://127.0.0.1:${port}/#/settings`);
    await page.getByLabel('Token', { exact: true }).fill(TOKEN);
    await page.getByRole('button', { name: 'Sign in' }).click();
    const server = page.getByRole('region', { name: 'Server' });
    await untilText(server, /Browsers in the same network, with the token\./);
    const code = server.getByRole('img', { name: /^QR code of http:/ });
    const address = (await code.getAttribute('aria-label'))?.replace('QR code of ', '') ?? '';
    expect(address).toMatch(new RegExp(`^http://(?!127\\.|0\\.0\\.0\\.0)[^/]+:${port}/$`));
    expect(await server.getByRole('listitem').first().textContent()).toBe(address);
    // Dark modules on a light ground, with the quiet zone that readers need.
    expect((await code.locator('path').getAttribute('d'))?.match(/M/g)?.length).toBeGreaterThan(200);
    expect(await code.evaluate((svg) => getComputedStyle(svg).backgroundColor)).toBe('rgb(255, 255, 255)');

    const name = page.getByLabel('Brewery name', { exact: true });
    await name.fill('Kellerbräu');
    await name.press('Enter');
    await untilText(page.getByRole('banner'), /Kellerbräu/);
    await page.getByRole('button', { name: /^Display/ }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Kellerbräu' }).waitFor();
    expect(errors.filter((error) => !error.includes('status of 401'))).toEqual([]);
  });
});
