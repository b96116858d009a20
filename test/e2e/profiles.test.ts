import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { api } from '#test/rig/console-process.ts';
import { describeWithChromium } from '#test/rig/prerequisites.ts';
import { openPage, overflow, startConsole, untilText } from './page.ts';
import { rowField, saveState, untilValue } from './screens/profiles.ts';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const ALE = '/profiles/ale-fermentation';

interface Ale {
  readonly name: string;
  readonly points: readonly { readonly atS: number; readonly spC: number | null }[];
}

describeWithChromium('profiles in a browser', () => {
  it('says when somebody else has changed or deleted what is being edited', async () => {
    const { url } = await startConsole();
    const { page, errors } = await openPage(`${url}#${ALE}`);
    await page.getByLabel('Name of the profile').fill('Mine');
    const ale = await api<Ale>(url, 'GET', ALE);
    await api(url, 'PUT', ALE, { ...ale, name: 'Theirs' });
    const note = page.getByRole('alert').filter({ hasText: 'changed elsewhere' });
    await note.waitFor();
    await note.getByRole('button', { name: 'Take theirs' }).click();
    await untilValue(page.getByLabel('Name of the profile'), 'Theirs');
    await page.getByRole('button', { name: 'Undo' }).click();
    await untilValue(page.getByLabel('Name of the profile'), 'Mine');

    await api(url, 'PUT', ALE, { ...ale, name: 'Theirs again' });
    await note.getByRole('button', { name: 'Keep mine' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await untilText(saveState(page), /^Saved$/);
    expect((await api<Ale>(url, 'GET', ALE)).name).toBe('Mine');

    await page.getByLabel('Name of the profile').fill('Mine, still');
    await api(url, 'DELETE', ALE);
    await untilText(page.getByRole('alert').first(), /deleted elsewhere/);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: /^Mine, still/ }).waitFor();
    expect(errors).toEqual([]);
  });

  it('holds the back button while there is unsaved work, and keeps the work for later', async () => {
    const { url } = await startConsole();
    const { page } = await openPage(`${url}#/profiles`);
    await page.getByRole('link', { name: /^Ale/ }).click();
    await rowField(page, 1, 'temperature').fill('19');
    await page.goBack();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep for later' }).click();
    await untilText(page.getByRole('link', { name: /^Ale/ }), /unsaved changes/);
    expect(new URL(page.url()).hash).toBe('#/profiles');
    await page.getByRole('link', { name: /^Ale/ }).click();
    await untilValue(rowField(page, 1, 'temperature'), '19.0');
    await page.getByRole('button', { name: 'Discard' }).click();
    await untilValue(rowField(page, 1, 'temperature'), '18.0');
    await page.getByRole('link', { name: 'Alarms', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Alarms' }).waitFor();
  });

  it('exports a profile that the import reads back', async () => {
    const { url } = await startConsole();
    const { page } = await openPage(`${url}#${ALE}`);
    const before = await api<Ale>(url, 'GET', ALE);
    await page.getByRole('button', { name: 'Export' }).click();
    const waiting = page.waitForEvent('download');
    await page.getByRole('button', { name: /^CSV/ }).click();
    const download = await waiting;
    expect(download.suggestedFilename()).toBe('Ale, 14 days.csv');
    const text = readFileSync(await download.path(), 'utf8');
    expect(text).toMatch(/^date,temperature,days\r\n\d{4}-\d\d-\d\dT/);

    await page.getByRole('button', { name: 'Import' }).click();
    await page.getByLabel('File of a profile').setInputFiles({
      name: 'back.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(text),
    });
    await page.getByRole('button', { name: 'Add the profile' }).click();
    await untilValue(page.getByLabel('Name of the profile'), 'back');
    const all = await api<readonly Ale[]>(url, 'GET', '/profiles');
    const back = all.find(({ name }) => name === 'back');
    expect(back?.points.map(({ atS, spC }) => [atS, spC])).toEqual(
      before.points.map(({ atS, spC }) => [atS, spC]),
    );
  });

  it('shows local times over a change of the clocks, and says so', async () => {
    const { url } = await startConsole();
    const { page } = await openPage(`${url}#${ALE}`, { timezoneId: 'Europe/Berlin' });
    await page.getByLabel('Planned start').fill('2027-03-26T18:00');
    await untilValue(rowField(page, 2, 'date'), '2027-03-30T19:00');
    await untilText(
      page.getByRole('region', { name: 'Plan' }),
      /Europe\/Berlin.*clocks go forward.*one hour later/,
    );
    await rowField(page, 2, 'date').fill('2027-03-30T18:00');
    await untilValue(rowField(page, 2, 'day'), '3d 23h');
  });

  it('fits a phone, where a finger drags a point and the page scrolls beside it', async () => {
    const { url } = await startConsole();
    const { page, errors } = await openPage(`${url}#/profiles`, phone);
    await page.getByRole('link', { name: /^Ale/ }).waitFor();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.getByRole('link', { name: /^Ale/ }).tap();
    await page.getByLabel('Planned start').fill('2099-01-01T18:00');
    await rowField(page, 2, 'temperature').fill('999');
    await page.getByRole('button', { name: 'Row 2: more' }).tap();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await rowField(page, 2, 'temperature').fill('18');

    const circle = page.getByRole('slider', { name: 'Point 3' }).locator('circle').last();
    await circle.scrollIntoViewIfNeeded();
    const box = await circle.boundingBox();
    if (box === null) throw new Error('The point has no place');
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const touch = await page.context().newCDPSession(page);
    const finger = async (type: 'touchStart' | 'touchMove' | 'touchEnd', dy: number): Promise<void> => {
      const touchPoints = type === 'touchEnd' ? [] : [{ x: at.x, y: at.y + dy }];
      await touch.send('Input.dispatchTouchEvent', { type, touchPoints });
    };
    await finger('touchStart', 0);
    for (const dy of [10, 25, 40]) await finger('touchMove', dy);
    await finger('touchEnd', 40);
    await expect
      .poll(async () => Number(await rowField(page, 3, 'temperature').inputValue()), { timeout: 15_000 })
      .toBeLessThan(19);

    const low = await page
      .getByRole('main')
      .getByRole('button')
      .evaluateAll((all) =>
        all
          .filter((each) => each.getClientRects().length > 0 && each.getBoundingClientRect().height < 44)
          .map((each) => each.getAttribute('aria-label') ?? each.textContent),
      );
    expect(low).toEqual([]);
    await page.goto(`${url}#/profiles/step-mash`);
    await page.getByRole('dialog').getByRole('button', { name: 'Discard them' }).tap();
    await page.getByRole('button', { name: 'Step 1: add an addition' }).tap();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(errors).toEqual([]);
  });
});
