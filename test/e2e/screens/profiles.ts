import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { choose, type OpenScreen, untilText, withoutRefusals } from '../page.ts';

/** A field of a row of the table. */
export function rowField(page: Page, row: number, field: 'day' | 'date' | 'note' | 'temperature'): Locator {
  return page.getByLabel(new RegExp(`^Row ${row}, ${field}`));
}

/** A loaded machine takes its time; a second is not enough for it. */
const PATIENCE = { timeout: 15_000, interval: 150 };

/** Waits until a field shows a value. */
export async function untilValue(field: Locator, value: string): Promise<void> {
  await expect.poll(() => field.inputValue(), PATIENCE).toBe(value);
}

/** The words beside the button that saves. */
export function saveState(page: Page): Locator {
  return page.getByTestId('save-state');
}

/** Drags the handle of a point by so many pixels. */
export async function dragHandle(page: Page, name: string, dx: number, dy: number): Promise<void> {
  const circle = page.getByRole('slider', { name }).locator('circle').last();
  await circle.scrollIntoViewIfNeeded();
  const box = await circle.boundingBox();
  if (box === null) throw new Error(`${name} has no place`);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + dx / 2, y + dy / 2, { steps: 4 });
  await page.mouse.move(x + dx, y + dy, { steps: 4 });
  await page.mouse.up();
}

/** The screen of the profiles: list, table and chart of the same points, mash, what is refused, runs. */
export function profileTests(open: OpenScreen): void {
  it('writes a fermentation: types, drags a point and sees its row change, undoes, saves', async () => {
    const { page, errors } = await open('#/profiles');
    page.on('dialog', (dialog) => void dialog.accept());
    await page.getByRole('button', { name: 'New fermentation' }).click();
    expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await page.getByLabel('Name of the profile').fill('Saison');
    await rowField(page, 2, 'day').fill('3d 12h');
    await rowField(page, 2, 'temperature').fill('24,5');
    await rowField(page, 2, 'note').fill('Free rise');
    await page.getByRole('button', { name: 'Add a row' }).click();
    await untilValue(rowField(page, 3, 'day'), '7');
    await untilValue(rowField(page, 2, 'day'), '3.5');
    await untilValue(rowField(page, 2, 'temperature'), '24.5');

    await dragHandle(page, 'Point 3', -60, 60);
    const dragged: [day: string, temperature: string] = [
      await rowField(page, 3, 'day').inputValue(),
      await rowField(page, 3, 'temperature').inputValue(),
    ];
    expect(Number(dragged[1])).toBeLessThan(24);
    expect(dragged[0]).not.toBe('7');
    await page.keyboard.press('Control+z');
    await untilValue(rowField(page, 3, 'day'), '7');
    await untilValue(rowField(page, 3, 'temperature'), '24.5');
    await page.keyboard.press('Control+Shift+z');
    await untilValue(rowField(page, 3, 'day'), dragged[0]);

    // What is not saved yet is there after a reload.
    await page.reload();
    await untilValue(rowField(page, 3, 'day'), dragged[0]);
    await page.getByRole('button', { name: 'Save' }).click();
    await untilText(saveState(page), /^Saved$/);
    await page.getByRole('link', { name: /^Saison/ }).waitFor();
    await page.reload();
    await untilValue(rowField(page, 3, 'temperature'), dragged[1]);
    await untilValue(rowField(page, 2, 'note'), 'Free rise');
    expect(errors).toEqual([]);
  });

  it('moves, adds and removes points with the keys and on the line', async () => {
    const { page, errors } = await open('#/profiles/ale-fermentation');
    const second = page.getByRole('slider', { name: 'Point 2' });
    await second.focus();
    await page.keyboard.press('ArrowUp');
    await untilValue(rowField(page, 2, 'temperature'), '18.1');
    await page.keyboard.press('Shift+ArrowUp');
    await untilValue(rowField(page, 2, 'temperature'), '19.1');
    const day = await rowField(page, 2, 'day').inputValue();
    await page.keyboard.press('ArrowRight');
    expect(await rowField(page, 2, 'day').inputValue()).not.toBe(day);
    expect(await second.getAttribute('aria-valuetext')).toMatch(/19\.1 °C$/);
    const rows = page.getByRole('table', { name: 'Rows of the profile' }).getByRole('row');
    const before = await rows.count();
    await page.keyboard.press('Delete');
    await expect.poll(() => rows.count(), PATIENCE).toBe(before - 1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => rows.count(), PATIENCE).toBe(before);

    // Half way between the first two points the line takes a new one.
    const chart = page.getByRole('group', { name: 'Chart of the profile' });
    const [a, b] = await Promise.all(
      [1, 2].map((n) =>
        page
          .getByRole('slider', { name: `Point ${n}` })
          .locator('circle')
          .last()
          .boundingBox(),
      ),
    );
    if (a == null || b == null) throw new Error('The points have no place');
    const box = await chart.boundingBox();
    if (box === null) throw new Error('The chart has no place');
    await chart.click({
      position: { x: (a.x + b.x + a.width) / 2 - box.x, y: (a.y + b.y + a.height) / 2 - box.y },
    });
    await expect.poll(() => rows.count(), PATIENCE).toBe(before + 1);

    await page.getByRole('button', { name: 'Row 3: more' }).click();
    await page.getByRole('button', { name: 'Move up' }).click();
    await page.getByRole('button', { name: 'Row 1: delete' }).click();
    await expect.poll(() => rows.count(), PATIENCE).toBe(before);
    expect(errors).toEqual([]);
  });

  it('shows dates for a start, and moves a row by its date', async () => {
    const { page, errors } = await open('#/profiles/ale-fermentation');
    await page.getByLabel('Planned start').fill('2099-03-20T18:00');
    await untilValue(rowField(page, 2, 'date'), '2099-03-24T18:00');
    await rowField(page, 2, 'date').fill('2099-03-25T18:00');
    await untilValue(rowField(page, 2, 'day'), '5');
    await page.getByLabel('Planned start').fill('2001-01-01T00:00');
    await untilText(saveState(page), /Start: This start has passed/);
    await page.getByLabel('Planned start').fill('');
    await rowField(page, 2, 'date').waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
  });

  it('refuses what cannot be, in words at the field', async () => {
    const { page, errors } = await open('#/profiles/ale-fermentation');
    const save = page.getByRole('button', { name: 'Save' });
    const refused = async (field: Locator, text: string, words: RegExp): Promise<void> => {
      const before = await field.inputValue();
      await field.fill(text);
      await untilText(page.getByRole('alert').first(), words);
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      expect(await save.isDisabled()).toBe(true);
      await field.fill(before);
      await page.getByRole('alert').first().waitFor({ state: 'detached' });
    };
    await refused(rowField(page, 2, 'temperature'), '999', /At most 110 °C/);
    await refused(rowField(page, 2, 'temperature'), 'warm', /number such as 18.5, or off/);
    await refused(rowField(page, 2, 'day'), 'soon', /3\.5 or 3d 12h/);
    await refused(rowField(page, 2, 'day'), '6', /Another row has this time/);
    await refused(page.getByLabel('Name of the profile'), 'x'.repeat(300), /80 characters; this has 300/);
    await choose(page, 'Temperature', '°F');
    await refused(rowField(page, 2, 'temperature'), '999', /At most 230 °F/);
    await choose(page, 'Temperature', '°C');
    await untilText(saveState(page), /^Saved$/);
    expect(withoutRefusals(errors)).toEqual([]);
  });

  it('writes a mash with additions, and asks before unsaved work is left', async () => {
    const { page, errors } = await open('#/profiles');
    await page.getByRole('button', { name: 'New mash' }).click();
    await page.getByLabel('Name of the profile').fill('Pils');
    await page.getByLabel('Step 2, name').fill('Boil');
    await page.getByLabel('Step 2, temperature').fill('100');
    await page.getByLabel('Step 2, minutes').fill('70');
    await page.getByLabel('Step 2, then').selectOption({ label: 'Wait for me' });
    await page.getByRole('button', { name: 'Step 2: add an addition' }).click();
    await page.getByLabel('Step 2, addition 1, minutes').fill('90');
    await untilText(saveState(page), /Longer than the step/);
    await page.getByLabel('Step 2, addition 1, minutes').fill('60');
    await page.getByLabel('Step 2, addition 1, what').fill('20 g Saaz');
    await page.getByRole('button', { name: 'Step 1: duplicate' }).click();
    await dragHandle(page, 'Step 1', 0, -30);
    expect(Number(await page.getByLabel('Step 1, temperature').inputValue())).toBeGreaterThan(67);
    await untilValue(page.getByLabel('Step 1, minutes'), '60');

    await page.getByRole('link', { name: 'Dashboard', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Save and leave' }).click();
    await page.getByRole('article', { name: 'Fermenter 1' }).waitFor();
    await page.getByRole('link', { name: 'Profiles', exact: true }).click();
    await page.getByRole('link', { name: /^Pils/ }).click();
    await untilValue(page.getByLabel('Step 3, addition 1, what'), '20 g Saaz');
    await untilValue(page.getByLabel('Step 3, minutes'), '70');
    expect(errors).toEqual([]);
  });

  it('starts a profile, and changes the run with it or leaves it alone', async () => {
    const { page, errors } = await open('#/profiles/ale-fermentation');
    await page.getByRole('button', { name: 'Start on…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Start on Fermenter 1' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stay here' }).click();
    const note = page.getByRole('region', { name: 'Run on Fermenter 1' });
    await untilText(note, /Runs on Fermenter 1: day 0/);
    await untilText(page.getByRole('group', { name: 'Chart of the profile' }), /now/);

    await rowField(page, 7, 'temperature').fill('4');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Only the profile' }).click();
    await untilText(saveState(page), /^Saved$/);
    await untilText(note, /plan of its own, which differs/);

    await rowField(page, 1, 'temperature').fill('16');
    await page.getByRole('button', { name: 'Save' }).click();
    await untilText(page.getByRole('dialog'), /changes at once from 18 °C to 16 °C/);
    await page.getByRole('dialog').getByRole('button', { name: 'Also the run on Fermenter 1' }).click();
    await untilText(saveState(page), /^Saved$/);
    await expect.poll(() => note.textContent(), PATIENCE).not.toMatch(/differs/);
    await note.getByRole('link', { name: 'Fermenter 1' }).click();
    await untilText(page.getByRole('region', { name: 'Control' }), /16\.\d/);
    expect(errors).toEqual([]);
  });

  it('imports a CSV with a byte-order mark, semicolons and decimal commas, duplicates and deletes', async () => {
    const { page, errors } = await open('#/profiles');
    await page.getByRole('button', { name: 'Import' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Or paste it here').fill('date;temperature;days\n2026-12-01T18:00:00;warm;0\n');
    await untilText(dialog.getByRole('alert'), /^Line 2: /);
    await dialog.getByLabel('File of a profile').setInputFiles({
      name: 'lager.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        '\uFEFFdate;temperature;days\r\n2012-12-01T18:00:00;9,5;0\r\n2012-12-08T18:00:00;12,25;7\r\n',
      ),
    });
    await untilText(
      dialog.getByRole('region', { name: 'Preview' }),
      /lager, fermentation, 2 points, 7 days.*have passed/,
    );
    await dialog.getByRole('button', { name: 'Add the profile' }).click();
    await untilValue(page.getByLabel('Name of the profile'), 'lager');
    await untilValue(rowField(page, 2, 'temperature'), '12.25');

    await page.getByRole('button', { name: 'Duplicate', exact: true }).click();
    await untilValue(page.getByLabel('Name of the profile'), 'lager (copy)');
    await page.getByRole('button', { name: 'Delete…', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('link', { name: /^lager \(copy\)/ }).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: /^lager/ }).waitFor();
    expect(errors).toEqual([]);
  });
}
