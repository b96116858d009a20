import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { type OpenScreen, savedFile, untilText } from '../page.ts';

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
    await entries(page).filter({ hasText: 'Emergency stop by' }).first().waitFor();
    // It follows while it is looked at.
    await page.getByRole('button', { name: 'Release…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Release', exact: true }).click();
    await entries(page).filter({ hasText: 'Emergency stop released by' }).waitFor();
    await page.getByLabel('Search in messages').fill('no such words');
    await untilText(page.getByRole('main'), /Nothing matches/);
    expect(await entries(page).count()).toBe(0);

    await show('#/alarms');
    await untilText(page.getByRole('region', { name: 'History' }), /Emergency stop by .*seen by/);
    expect(errors).toEqual([]);
  });

  it('are filtered by level, source and words, live and kept ones alike', async () => {
    const { page, errors, show } = await open('#/logs');
    await untilText(entries(page).filter({ hasText: 'started' }), /System.*console/);
    await untilText(entries(page).filter({ hasText: 'Connected' }), /Device.*Simulated brewery/);
    await generate(page, show, 8);
    await page.getByLabel('Level').selectOption('warning');
    await untilText(entries(page).first(), /error.*Debugger.*Test entry 8 of 8/);
    expect(
      await entries(page)
        .filter({ hasText: /Test entry [1256] of 8/ })
        .count(),
    ).toBe(0);
    await page.getByLabel('Level').selectOption('debug');
    await page.getByLabel('Source').selectOption('Debugger');
    await expect.poll(() => entries(page).count()).toBe(8);
    await page.getByLabel('Search in messages').fill('ENTRY 3');
    await expect.poll(() => entries(page).count()).toBe(1);
    await page.getByLabel('Source').selectOption('console');
    await untilText(page.getByRole('main'), /Nothing matches/);
    await page.getByLabel('Search in messages').fill('');
    await entries(page).filter({ hasText: 'started' }).waitFor();

    // Paused, nothing moves until it goes on.
    await page.getByLabel('Source').selectOption({ label: 'All sources' });
    await page.getByRole('button', { name: 'Pause' }).click();
    const before = await entries(page).count();
    await page.getByRole('button', { name: /^Emergency stop/ }).click();
    await untilText(page.getByRole('main'), /Paused: \d+ newer/);
    expect(await entries(page).count()).toBe(before);
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect.poll(() => entries(page).count()).toBeGreaterThan(before);
    expect(errors).toEqual([]);
  });

  it('are paged back, and leave as CSV and as text', async () => {
    const { page, errors, show } = await open('#/debugger');
    await generate(page, show, 230);
    await page.reload();
    await page.getByLabel('Level').selectOption('debug');
    await page.getByLabel('Source').selectOption('Debugger');
    await expect.poll(() => entries(page).count()).toBe(200);
    await page.getByRole('button', { name: 'Show older entries' }).click();
    await expect.poll(() => entries(page).count()).toBe(230);
    await page.getByRole('button', { name: 'Show older entries' }).waitFor({ state: 'detached' });

    // A file holds what the filter matches, not what is on the page.
    await page.reload();
    await page.getByLabel('Source').selectOption('Debugger');
    await page.getByLabel('Level').selectOption('warning');
    const csv = await savedFile(page, () => page.getByRole('button', { name: 'CSV', exact: true }).click());
    expect(csv.name).toMatch(/^maelstrom-log-\d{4}-\d\d-\d\d\.csv$/);
    const rows = csv.text.replace(/^\uFEFF/, '').split('\r\n');
    expect(rows[0]).toBe('Time (UTC),Level,Source,Message');
    expect(rows[1]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,warning,Debugger,Test entry 3 of 230$/);
    expect(rows).toHaveLength(1 + 115 - 1 + 1);
    expect(rows.at(-1)).toBe('');
    await page.getByLabel('Search in messages').fill('entry 4 of');
    await expect.poll(() => entries(page).count()).toBe(1);
    const text = await savedFile(page, () => page.getByRole('button', { name: 'Text', exact: true }).click());
    expect(text.text).toMatch(/^\d{4}-\d\d-\d\dT\S+ {2}error {4}Debugger: Test entry 4 of 230\n$/);
    await untilText(page.getByRole('main'), /Exported 1 entry/);
    expect(errors).toEqual([]);
  });
}

function entries(page: Page): Locator {
  return page.getByRole('list', { name: 'Log entries' }).getByRole('listitem');
}

/** Test entries of every level in turns, from the debugger; the page is at the logs afterwards. */
async function generate(page: Page, show: (hash: string) => Promise<void>, count: number): Promise<void> {
  await show('#/debugger');
  const form = page.getByRole('form', { name: 'Generate log entries' });
  await form.getByRole('textbox').fill(String(count));
  await form.getByRole('button', { name: 'Generate' }).click();
  await untilText(form, new RegExp(`${count} entries were logged`), 60_000);
  await show('#/logs');
}
