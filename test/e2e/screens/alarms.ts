import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Alarm } from '#shared/domain/alarm.ts';
import { api } from '#test/rig/console-process.ts';
import { choose, type OpenScreen, savedFile, untilText } from '../page.ts';

const activeList = (page: Page): Locator => page.getByRole('list', { name: 'Active alarms' });
const topBar = (page: Page): Locator => page.getByRole('banner');
const historyOf = (page: Page): Locator => page.getByRole('region', { name: 'History' });
const badge = (page: Page): Locator => page.getByRole('navigation').getByLabel(/\d+ active/);

/** Waits until what is asked for is so, also on a slow machine. */
const until = <T>(ask: () => Promise<T>) => expect.poll(ask, { timeout: 20_000, interval: 200 });

/** Raises an alarm as a program outside of the console does. */
async function raise(url: string, payload: Partial<Alarm>): Promise<void> {
  await api(url, 'POST', '/channels/alarms', { payload });
}

/** Makes alarms that are over: seen, and their cause gone. */
async function makePast(url: string, messages: readonly string[]): Promise<void> {
  for (const message of messages) await raise(url, { source: 'Old pump', message });
  await api(url, 'POST', '/alarms/acknowledge');
  for (const { id } of await api<Alarm[]>(url, 'GET', '/alarms'))
    await api(url, 'POST', `/alarms/${id}/clear`);
}

/** The alarms: what needs somebody, what is out of sight, what is over, and which there can be. */
export function alarmTests(open: OpenScreen): void {
  it('say all that one must know who acts, until their cause is gone', async () => {
    const { page, errors, address } = await open('#/alarms');
    await untilText(page.getByRole('main'), /No active alarms/);
    await raise(await address(), {
      source: 'Glycol',
      message: 'Tank is at 4 °C',
      priority: 'high',
      response: 'Switch the pump on.',
      consequence: 'The beer gets warm.',
    });
    const active = activeList(page);
    await untilText(active, /Tank is at 4 °C.*High · Glycol · since .* · not yet seen/);
    expect(await active.textContent()).toMatch(/What to doSwitch the pump on\.OtherwiseThe beer gets warm\./);
    await until(() => page.title()).toMatch(/^\(1\) /);
    expect(await badge(page).textContent()).toBe('1');
    await untilText(topBar(page), /1high/);
    // Told to those who do not see it.
    await untilText(page.locator('[aria-live=polite]'), /^High alarm, Glycol: Tank is at 4 °C\.$/);
    await choose(page, 'Temperature', '°F');
    await untilText(active, /Tank is at 39\.2 °F/);

    await active.getByRole('button', { name: 'Acknowledge' }).click();
    await untilText(active, /acknowledged by \S+, /);
    await until(() => page.title()).toMatch(/^[^(]/);
    expect(await badge(page).textContent()).toBe('1');
    await active.getByRole('button', { name: 'Cause is gone' }).click();
    await untilText(historyOf(page), /Tank is at 39\.2 °F.*seen by/);
    await untilText(page.getByRole('main'), /No active alarms/);
    expect(errors).toEqual([]);
  });

  it('are shelved with a reason, count nowhere meanwhile, and come back', async () => {
    const { page, errors, address } = await open('#/alarms');
    await raise(await address(), { source: 'Keg room', message: 'Door is open' });
    const shelve = activeList(page).getByRole('button', { name: 'Shelve Door is open' });
    const dialog = page.getByRole('dialog');
    const shelf = page.getByRole('region', { name: 'Shelved' });
    await shelve.click();
    await dialog.getByRole('button', { name: 'Shelve', exact: true }).click();
    await untilText(dialog.getByRole('alert'), /Say why/);
    await dialog.getByLabel('Reason').fill('Kegs are carried');
    await dialog.getByText('Other', { exact: true }).click();
    await dialog.getByLabel('Time', { exact: true }).fill('25 h');
    await untilText(dialog.getByRole('alert'), /^At most 1 d$/);
    await dialog.getByText('4 h', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Shelve', exact: true }).click();

    await untilText(
      shelf,
      /Door is open.*Keg room · (4 h|3 h \d+ min) left · shelved by \S+: Kegs are carried/,
    );
    await until(() => page.title()).toMatch(/^[^(]/);
    await until(() => badge(page).count()).toBe(0);
    expect(
      await topBar(page)
        .getByRole('button', { name: /Acknowledge|Silence/ })
        .count(),
    ).toBe(0);
    await shelf.getByRole('button', { name: 'Bring back Door is open' }).click();
    await untilText(activeList(page), /Door is open/);
    await until(() => page.title()).toMatch(/^\(1\) /);

    // Two minutes of the console are two seconds here.
    await shelve.click();
    await dialog.getByLabel('Reason').fill('Once more');
    await dialog.getByText('Other', { exact: true }).click();
    await dialog.getByLabel('Time', { exact: true }).fill('2 min');
    await dialog.getByRole('button', { name: 'Shelve', exact: true }).click();
    await untilText(shelf, /Once more/);
    await untilText(activeList(page), /Door is open/);
    await until(() => page.title()).toMatch(/^\(1\) /);
    expect(errors).toEqual([]);
  });

  it('stay on the shelf while they are over, from where the shelf is taken back', async () => {
    const { page, errors, address } = await open('#/alarms');
    const url = await address();
    const gate = { source: 'Keg room', message: 'Gate is open' };
    await raise(url, gate);
    const shelf = page.getByRole('region', { name: 'Shelved' });
    const dialog = page.getByRole('dialog');
    await activeList(page).getByRole('button', { name: 'Shelve Gate is open' }).click();
    await dialog.getByLabel('Reason').fill('Kegs are carried');
    await dialog.getByText('4 h', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Shelve', exact: true }).click();
    await untilText(shelf, /Gate is open/);
    for (const { id } of await api<Alarm[]>(url, 'GET', '/alarms/shelved')) {
      await api(url, 'POST', `/alarms/${id}/acknowledge`);
      await api(url, 'POST', `/alarms/${id}/clear`);
    }
    await untilText(shelf, /Gate is open.*Keg room · over at the moment · .* left · shelved by \S+: Kegs/);
    await page.reload();
    await untilText(shelf, /Gate is open.*over at the moment/);
    await shelf.getByRole('button', { name: 'No longer shelve Gate is open' }).click();
    await until(() => shelf.count()).toBe(0);
    await raise(url, gate);
    await untilText(activeList(page), /Gate is open/);
    expect(errors).toEqual([]);
  });

  it('stand by source when there are many at once; critical ones alone', async () => {
    const { page, errors, address } = await open('#/alarms');
    const url = await address();
    for (let n = 1; n <= 11; n += 1) {
      const priority = n === 11 ? 'high' : 'low';
      await raise(url, { source: 'Old board', message: `Probe ${n} is loose`, priority });
    }
    await raise(url, { source: 'Old board', message: 'It burns', priority: 'critical' });
    const active = activeList(page);
    const lines = active.locator('> li');
    await untilText(page.getByRole('main'), /12 alarms at once/);
    await until(() => lines.count()).toBe(2);
    expect(await lines.nth(0).textContent()).toMatch(/It burns.*Critical/);
    expect(await lines.nth(1).textContent()).toMatch(/Old board.*1 high.*10 low.*11 not yet seen/);
    expect(await active.getByText('Probe 3 is loose').count()).toBe(0);
    await lines.nth(1).getByRole('button', { name: 'Show the 11 alarms of Old board' }).click();
    await untilText(
      active.getByRole('list', { name: 'Alarms of Old board' }),
      /Probe 11.*Probe 1 .*Probe 10/,
    );
    await lines.nth(1).getByRole('button', { name: 'Acknowledge 11 of Old board' }).click();
    await untilText(lines.nth(1), /all seen/);
    await until(() => page.title()).toMatch(/^\(1\) /);
    await untilText(active, /It burns.*not yet seen/);
    expect(errors).toEqual([]);
  });

  it('have a history to search, to page through and to take along', async () => {
    const { page, errors, address } = await open('#/alarms');
    const messages = Array.from({ length: 55 }, (_, i) => `Pump ${i + 1} is hot`);
    await makePast(await address(), ['=1+1, "quoted"', ...messages]);
    const history = historyOf(page);
    const rows = history.getByRole('listitem');
    await until(() => rows.count()).toBeGreaterThanOrEqual(50);
    await history.getByRole('button', { name: 'Older alarms' }).click();
    await until(() => rows.count()).toBe(56);
    await until(() => history.getByRole('button', { name: 'Older alarms' }).count()).toBe(0);
    await history.getByLabel('Search in the history').fill('pump 7 ');
    await until(() => rows.count()).toBe(1);
    expect(await rows.first().textContent()).toMatch(/Old pumpPump 7 is hotseen by/);
    await history.getByLabel('Search in the history').fill('no such words');
    await untilText(history, /Nothing matches/);

    await history.getByLabel('Search in the history').fill('');
    await until(() => rows.count()).toBeGreaterThanOrEqual(50);
    const { name, text } = await savedFile(page, () =>
      history.getByRole('button', { name: 'Save as CSV' }).click(),
    );
    const file = text.split('\r\n');
    expect(name).toMatch(/^maelstrom-alarms-\d{4}-\d\d-\d\d\.csv$/);
    expect(file[0]).toMatch(/^\uFEFFRaised \(UTC\),Cleared \(UTC\),Lasted s,Priority,Source,Message,/);
    expect(file).toHaveLength(58);
    expect(file[56]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,.*,Medium,Old pump,"'=1\+1, ""quoted""",/);
    expect(errors).toEqual([]);
  });

  it('can be set up, change, rest and go, in the unit of the user', async () => {
    const { page, errors } = await open('#/alarms');
    await choose(page, 'Temperature', '°F');
    const own = page.getByRole('region', { name: 'Your own alarms' });
    const drawer = page.getByRole('dialog');
    await own.getByRole('button', { name: 'Add an alarm' }).click();
    await drawer.getByRole('button', { name: 'Add', exact: true }).click();
    await untilText(drawer, /Choose what to watch/);
    await drawer.getByRole('button', { name: 'Pilot light out' }).click();
    await untilText(drawer, /Mash tun pilot light off for 10 s\./);
    expect(await drawer.getByLabel('Priority').inputValue()).toBe('critical');
    expect(await drawer.getByLabel('What to do').inputValue()).toMatch(/^Close the gas/);

    // What is wrong is said while it is typed; the beer is warmer than this limit.
    await drawer.getByLabel('What to watch').selectOption({ label: 'Fermenter 1' });
    await drawer.getByLabel('Above', { exact: true }).fill('300');
    await untilText(drawer, /At most 230 °F/);
    await drawer.getByLabel('Above', { exact: true }).fill('34,7');
    await drawer.getByLabel('Back by').fill('0.9');
    await drawer.getByLabel('Only after').fill('5 s');
    await drawer.getByLabel('Priority').selectOption({ label: 'High' });
    await drawer.getByLabel('What to do').fill('Look at the fridge.');
    await untilText(drawer, /Fermenter 1 above 34\.7 °F for 5 s\./);
    await drawer.getByRole('button', { name: 'Add', exact: true }).click();
    await drawer.waitFor({ state: 'hidden' });
    await untilText(own, /Fermenter 1 too warm.*Fermenter 1 above 34\.7 °F for 5 s · high · in alarm now/);
    const active = activeList(page);
    await untilText(active, /Fermenter 1 too warm: Fermenter 1 is at \d.*above 34\.7 °F/);
    await untilText(active, /Look at the fridge\./);
    expect(await active.getByRole('link', { name: 'Fermenter 1' }).getAttribute('href')).toMatch(
      /^#\/vessels\//,
    );

    // Its alarm goes with it, and comes back with it.
    await own.getByLabel('Watch Fermenter 1 too warm').click({ force: true });
    await untilText(active, /over by now, not yet seen/);
    await own.getByRole('button', { name: 'Change Fermenter 1 too warm' }).click();
    expect(await drawer.getByLabel('Above', { exact: true }).inputValue()).toBe('34.7');
    await drawer.getByLabel('Alarm when it').selectOption({ label: 'is below a temperature' });
    await drawer.getByLabel('Name').fill('Frost');
    await drawer.getByRole('button', { name: 'Save' }).click();
    await untilText(own, /Frost.*Fermenter 1 below 34\.7 °F for 5 s · high · off/);
    await own.getByRole('button', { name: 'Remove Frost' }).click();
    await drawer.getByRole('button', { name: 'Remove', exact: true }).click();
    await untilText(own, /Add what else shall be said/);
    expect(errors).toEqual([]);
  });

  it('sound until they are seen, or silenced; a critical one breaks the silence', async () => {
    const { page, errors, address } = await open('#/alarms');
    const url = await address();
    // A touch lets the page sound, as it does for people.
    await page.getByRole('heading', { name: 'Alarms', exact: true }).click();
    const state = (tone: string) =>
      page
        .locator(`audio[data-tone=${tone}]`)
        .evaluate((audio: HTMLAudioElement) => ({ sounds: !audio.paused, moved: audio.currentTime > 0 }));
    await raise(url, { source: 'Glycol', message: 'Pump is hot' });
    await until(() => state('alarm')).toEqual({ sounds: true, moved: true });
    await topBar(page).getByRole('button', { name: 'Silence for 10 min' }).click();
    await until(async () => (await state('alarm')).sounds).toBe(false);
    await topBar(page)
      .getByRole('button', { name: /^Silent (9|10) min: sound again$/ })
      .waitFor();

    await raise(url, { source: 'Glycol', message: 'It burns', priority: 'critical' });
    await until(() => state('critical')).toEqual({ sounds: true, moved: true });
    await untilText(page.locator('[aria-live=assertive]'), /^Critical alarm, Glycol: It burns\.$/);
    await page.getByRole('button', { name: 'Acknowledge all' }).click();
    await until(async () => (await state('critical')).sounds).toBe(false);
    await topBar(page).getByRole('button', { name: /Silen/ }).waitFor({ state: 'hidden' });

    // The setting of the console holds on this page as on any other.
    await api(url, 'PUT', '/settings/alarms.sound', { value: false });
    await until(() => page.getByRole('switch', { name: /^Sound/ }).isChecked()).toBe(false);
    await raise(url, { source: 'Glycol', message: 'Level is low' });
    await until(() => page.title()).toMatch(/^\(1\) /);
    expect(await state('alarm')).toMatchObject({ sounds: false });
    expect(errors).toEqual([]);
  });
}
