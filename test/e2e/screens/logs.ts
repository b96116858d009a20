import { expect, it } from 'vitest';
import { type OpenScreen, untilText } from '../page.ts';

/** The screens that tell what happened. */
export function logTests(open: OpenScreen): void {
  it('list an alarm until it is over, and log it', async () => {
    const { page, errors, show } = await open('#/alarms');
    await untilText(page.getByRole('main'), /No active alarms/);
    await page.getByRole('button', { name: /^Emergency stop/ }).click();
    const active = page.getByRole('list', { name: 'Active alarms' });
    await untilText(active, /Emergency stop by .*not yet seen/);
    await active.getByRole('button', { name: 'Acknowledge' }).click();
    await untilText(active, /acknowledged by/);

    await show('#/logs');
    const entries = page.getByRole('list', { name: 'Log entries' }).getByRole('listitem');
    await entries.filter({ hasText: 'Emergency stop by' }).first().waitFor();
    // It follows while it is looked at.
    await page.getByRole('button', { name: 'Release…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Release', exact: true }).click();
    await entries.filter({ hasText: 'Emergency stop released by' }).waitFor();
    await page.getByLabel('Search in messages').fill('no such words');
    await untilText(page.getByRole('main'), /Nothing matches/);
    expect(await entries.count()).toBe(0);

    await show('#/alarms');
    await untilText(page.getByRole('region', { name: 'History' }), /Emergency stop by .*seen by/);
    expect(errors).toEqual([]);
  });
}
