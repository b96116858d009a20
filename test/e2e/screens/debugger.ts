import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { type OpenScreen, untilText, withoutRefusals } from '../page.ts';

/** The screen for those who write programs for the console. */
export function debuggerTests(open: OpenScreen): void {
  it('simulates each thing, and cleans up exactly that', async () => {
    const { page, errors, show } = await open('#/debugger');
    await simulate(page, 'Generate alarms', 4, 'Generate', /4 alarms were raised/);
    await simulate(page, 'Acknowledge', 3, 'Acknowledge', /3 alarms were acknowledged/);
    await simulate(page, 'Generate log entries', 8, 'Generate', /8 entries were logged/);
    await simulate(page, 'Sample profiles', 2, 'Create', /2 profiles were created/);
    await simulate(page, 'Sample devices', 2, 'Create', /2 devices were created/);
    await simulate(page, 'Sample settings', 3, 'Create', /3 settings were created/);
    await untilText(main(page), /Made in this browser: 4 alarms, 2 profiles, 2 devices, 3 settings/);

    await show('#/alarms');
    const active = page.getByRole('list', { name: 'Active alarms' });
    await untilText(active, /Test alarm 4 of 4/);
    await show('#/devices');
    await page.getByRole('article', { name: 'Sample device 2' }).waitFor();
    await show('#/profiles');
    await untilText(main(page), /Sample profile 2/);
    await show('#/settings');
    await page.getByRole('button', { name: 'Delete sample.setting-3' }).waitFor();
    await show('#/logs');
    await untilText(page.getByRole('list', { name: 'Log entries' }), /Test entry 8 of 8/);

    // What was made is known after a reload, too.
    await show('#/debugger');
    await page.reload();
    await untilText(main(page), /Made in this browser: 4 alarms/);
    await page.getByRole('button', { name: 'Clean up' }).click();
    await untilText(main(page), /Nothing of the simulations is left/);
    await show('#/devices');
    await page.getByRole('article', { name: 'Simulated brewery' }).waitFor();
    expect(await page.getByRole('article').filter({ hasText: 'Sample device' }).count()).toBe(0);
    await show('#/profiles');
    await untilText(main(page), /Ale|ale/);
    await expect.poll(() => main(page).textContent()).not.toMatch(/Sample profile/);
    await show('#/settings');
    await page.getByRole('region', { name: 'About' }).waitFor();
    expect(await page.getByRole('button', { name: /Delete sample/ }).count()).toBe(0);
    await show('#/alarms');
    await untilText(page.getByRole('region', { name: 'History' }), /Test alarm 1 of 4/);
    expect(await active.count()).toBe(0);
    expect(errors).toEqual([]);
  });

  it('leaves alone what somebody else has removed, or needs', async () => {
    const { page, errors, show } = await open('#/debugger');
    await simulate(page, 'Acknowledge', 1, 'Acknowledge', /No test alarm waits for it/);
    await simulate(page, 'Sample settings', 2, 'Create', /2 settings were created/);
    await show('#/settings');
    await page.getByRole('button', { name: 'Delete sample.setting-1' }).click();
    await page.getByRole('button', { name: 'Delete sample.setting-1' }).waitFor({ state: 'detached' });
    await show('#/debugger');
    await page.getByRole('button', { name: 'Clean up' }).click();
    await untilText(main(page), /Nothing of the simulations is left/);
    expect(withoutRefusals(errors)).toEqual([]);
  });

  it('streams readings until they are stopped, also while another screen is looked at', async () => {
    const { page, errors, show } = await open('#/debugger');
    const stream = page.getByRole('form', { name: 'Stream readings' });
    await stream.getByLabel('How many readings a second').fill('10');
    await stream.getByRole('button', { name: 'Start' }).click();
    await page.getByLabel('Search in events').fill('stream 1');
    await untilText(events(page).first(), /data.*Debugger: Stream 1.*"value":/);
    await show('#/logs');
    await show('#/debugger');
    await untilText(stream, /\d+ sent\./);
    await stream.getByRole('button', { name: 'Stop' }).click();
    await untilText(stream, /sent, stopped/);
    // The one that was under way may still be answered.
    await page.waitForTimeout(500);
    const sent = await stream.textContent();
    await page.waitForTimeout(1000);
    expect(await stream.textContent()).toBe(sent);
    expect(errors).toEqual([]);
  });

  it('publishes JSON, says what is wrong with it, and shows it in the monitor', async () => {
    const { page, errors } = await open('#/debugger');
    const form = page.getByRole('region', { name: 'Publish' });
    const json = form.getByLabel('JSON', { exact: true });
    const channel = form.getByLabel('Channel', { exact: true });
    const publish = form.getByRole('button', { name: 'Publish', exact: true });
    await json.fill('{\n  "hops": 12,\n  "when" "now"\n}');
    await untilText(form, /Line 3, column 10: a colon is missing/);
    expect(await publish.isDisabled()).toBe(true);
    await form.getByRole('button', { name: 'Show the place' }).click();
    expect(await json.evaluate((field) => (field as HTMLTextAreaElement).selectionStart)).toBe(25);
    await json.fill('{"hops": 12, "when": "now"}');
    await channel.fill('_mine');
    await untilText(form, /belong to the console/);
    await channel.fill('settings');
    await untilText(form, /Only the console speaks on settings/);
    await channel.fill('brew.day');
    await form.getByLabel('Key').fill('boil');
    await publish.click();
    await untilText(form, /Published: event 1 of brew\.day/);

    // A channel that is new joins the monitor with what was said on it.
    await page.getByRole('table').getByRole('button', { name: 'brew.day' }).click();
    await untilText(events(page), /brew\.day.*#1.*boil.*"hops":12/);
    await events(page).getByRole('button').click();
    await untilText(events(page).locator('pre'), /\{\n {2}"hops": 12,\n {2}"when": "now"\n\}/);
    await page.getByRole('button', { name: 'Pause' }).click();
    await json.fill('{"hops": 13}');
    await publish.click();
    await untilText(form, /Published: event 2/);
    await untilText(main(page), /Paused: [1-9]\d* newer/);
    expect(await events(page).count()).toBe(1);
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect.poll(() => events(page).count()).toBe(2);
    await page.getByLabel('Search in events').fill('hops":13');
    await expect.poll(() => events(page).count()).toBe(1);
    await page.getByLabel('Search in events').fill('');
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect.poll(() => events(page).count()).toBe(0);
    expect(errors).toEqual([]);

    // What only the console can know is wrong, it says.
    await channel.fill('data');
    await form.getByRole('button', { name: 'What data takes' }).click();
    await json.fill('{"type": "external", "source": "Debugger"}');
    await publish.click();
    await untilText(form.getByRole('alert'), /Channel data does not take this/);
    expect(withoutRefusals(errors)).toEqual([]);
  });
}

function main(page: Page): Locator {
  return page.getByRole('main');
}

function events(page: Page): Locator {
  return page.getByRole('list', { name: 'Events, newest first' }).getByRole('listitem');
}

async function simulate(
  page: Page,
  title: string,
  count: number,
  button: string,
  outcome: RegExp,
): Promise<void> {
  const form = page.getByRole('form', { name: title, exact: true });
  await form.getByRole('textbox').fill(String(count));
  await form.getByRole('button', { name: button }).click();
  await untilText(form, outcome);
}
