import { afterAll, beforeAll, expect, it } from 'vitest';
import { cardOf, untilText } from '#test/e2e/page.ts';
import { backingLine, closeDesktops, launchDesktop } from '#test/rig/desktop-app.ts';
import { describeWithChromium } from '#test/rig/prerequisites.ts';

beforeAll(() => void process.stdout.write(`${backingLine}\n`));
afterAll(closeDesktops);

describeWithChromium('the window of the desktop app', () => {
  it('shows the brewery live, and operates it, over its ports', async () => {
    const app = await launchDesktop();
    const page = await app.page();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    const card = cardOf(page, 'Fermenter 1');
    const before = await untilText(card.getByTestId('pv'), /^\d+\.\d$/);
    await untilText(page.getByRole('banner'), /Live.*Simulated time 60×/);
    await expect.poll(() => card.getByTestId('pv').textContent(), { timeout: 30_000 }).not.toBe(before);
    const setpoint = card.getByLabel('Setpoint', { exact: true });
    await setpoint.fill('8,5');
    await setpoint.press('Enter');
    await untilText(card, /Cooling|Wants to cool: .*left/);
    expect(await page.evaluate(() => window.maelstrom)).toEqual({ desktop: true });
    // Nothing went over the network.
    expect(requests.filter((url) => /api|ws$/.test(url))).toEqual([]);
  });
});
