import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { LOGO_MAX_LENGTH } from '#shared/domain/setting.ts';
import { classicBrewery, classicDatabase } from '#test/rig/classic-database.ts';
import { cardOf, type OpenScreen, untilText } from '../page.ts';

/** The screen on which a console gets its looks, its units, and what it had elsewhere. */
export function settingTests(open: OpenScreen): void {
  it('change name, theme, accent, unit and date everywhere, and for good', async () => {
    const { page, errors, show } = await open('#/settings');
    const name = page.getByLabel('Brewery name', { exact: true });
    await name.fill('  Sudhaus am See ');
    await name.press('Enter');
    await untilText(page.getByRole('banner'), /Sudhaus am See/);
    await untilText(region(page, 'Look and feel'), /Saved/);
    await pick(page, 'Color theme', 'Dark');
    await pick(page, 'Accent', 'Violet');
    await pick(page, 'Temperature unit', '°F');
    await pick(page, 'Clock format', '24 h');
    await pick(page, 'Date format', '2027-03-04');
    await untilText(region(page, 'Units and time'), /Now: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d/);

    await show('#/');
    await untilText(cardOf(page, 'Mash tun'), /°F/);
    await page.reload();
    await untilText(page.getByRole('banner'), /Sudhaus am See.*\d{4}-\d\d-\d\d \d\d:\d\d/);
    await untilText(cardOf(page, 'Mash tun'), /°F/);
    await expect.poll(() => page.title()).toMatch(/Sudhaus am See/);
    await expect.poll(() => lookOf(page)).toEqual({ scheme: 'dark', accent: '#d3a6e2' });

    await show('#/settings');
    await page.getByRole('button', { name: 'Reset brewery name' }).click();
    await untilText(page.getByRole('banner'), /Maelstrom/);
    await page.getByRole('button', { name: 'Reset accent' }).click();
    await expect.poll(() => lookOf(page)).toEqual({ scheme: 'dark', accent: '#dba283' });
    // A name that is refused is said at its field, and what was typed stays to be mended.
    await name.fill('   ');
    await name.press('Enter');
    await untilText(region(page, 'Look and feel').getByRole('alert'), /must not be empty/i);
    expect(errors.filter((error) => !error.includes('status of 400'))).toEqual([]);
  });

  it('take a picture as the logo, make it small, and refuse what is none', async () => {
    const { page, errors } = await open('#/settings');
    const logo = page.getByRole('banner').getByRole('img').or(page.getByRole('banner').locator('img'));
    const file = page.getByLabel('Picture of the logo');
    await file.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
    await untilText(region(page, 'Look and feel'), /not a picture that a browser can show/);
    expect(await logo.count()).toBe(0);

    await file.setInputFiles({
      name: 'noise.png',
      mimeType: 'image/png',
      buffer: await noise(page, 1600, 900),
    });
    await logo.waitFor();
    const { source, width, height } = await pictureOf(logo);
    expect(source).toMatch(/^data:image\/(png|webp);base64,/);
    expect(source.length).toBeLessThanOrEqual(LOGO_MAX_LENGTH);
    expect(width).toBeLessThanOrEqual(512);
    expect(width / height).toBeCloseTo(16 / 9, 1);
    expect(await region(page, 'Look and feel').getByText('not a picture').count()).toBe(0);

    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><rect width="60" height="20"/></svg>';
    await file.setInputFiles({ name: 'bar.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(svg) });
    const drawing = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
    await expect.poll(async () => (await pictureOf(logo)).source).toBe(drawing);
    await page.reload();
    await logo.waitFor();
    await expect.poll(async () => (await pictureOf(logo)).source).toBe(drawing);

    const address = page.getByLabel('Address of the logo');
    await address.fill('ftp://example.org/logo.png');
    await address.press('Enter');
    await untilText(region(page, 'Look and feel'), /begins with http/);
    expect(errors).toEqual([]);
    await address.fill('http://127.0.0.1:9/logo.png');
    await address.press('Enter');
    await untilText(region(page, 'Look and feel'), /No picture came from this address/);
    expect((await pictureOf(logo)).source).toBe(drawing);
    await page.getByRole('button', { name: 'Reset logo' }).click();
    await expect.poll(() => logo.count()).toBe(0);
  });

  it('keep settings of other programs', async () => {
    const { page, errors } = await open('#/settings');
    const form = page.getByRole('form', { name: 'Add a setting' });
    const list = page.getByRole('list', { name: 'Other settings' });
    await form.getByLabel('Name').fill('ui.theme');
    await form.getByRole('button', { name: 'Add' }).click();
    await untilText(form, /change it above/);
    await form.getByLabel('Name').fill('still.every');
    await form.getByLabel('Kind').selectOption('number');
    await form.getByLabel('Value').fill('often');
    await form.getByRole('button', { name: 'Add' }).click();
    await untilText(form, /Type a number/);
    await form.getByLabel('Value').fill('2,5');
    await form.getByRole('button', { name: 'Add' }).click();
    const value = list.getByLabel('still.every', { exact: true });
    await expect.poll(() => value.inputValue()).toBe('2.5');
    await value.fill('3');
    await value.press('Enter');
    await untilText(list, /Saved/);
    await page.reload();
    await value.waitFor();
    await expect.poll(() => value.inputValue()).toBe('3');
    await list.getByRole('button', { name: 'Delete still.every' }).click();
    await expect.poll(() => list.count()).toBe(0);
    expect(errors).toEqual([]);
  });

  it('say where the data is and who may come in', async () => {
    const { page, errors, address } = await open('#/settings');
    await untilText(region(page, 'Data'), /Folder.*maelstrom-.*Size\d+(\.\d)? [kM]B.* free/);
    await untilText(region(page, 'Server'), /Browsers on this computer, without a token/);
    expect(await region(page, 'Server').textContent()).toContain(await address());
    await untilText(region(page, 'About'), /Maelstrom \d+\.\d+\.\d+/);
    expect(errors).toEqual([]);
  });

  it('import the original’s database once its user has seen what comes', async () => {
    const { page, errors, show } = await open('#/settings');
    const data = region(page, 'Data');
    const file = page.getByLabel('Database of the original maelstrom');
    await file.setInputFiles({ name: 'a.db', mimeType: '', buffer: Buffer.from('no database at all') });
    await untilText(data.getByRole('alert'), /\w/);
    const refusals = errors.splice(0);
    expect(refusals.every((error) => error.includes('status of 4'))).toBe(true);
    await file.setInputFiles({ name: 'big.db', mimeType: '', buffer: Buffer.alloc(750_001) });
    await untilText(data, /npm run import -- big\.db/);

    const original = { name: 'maelstrom.db', mimeType: '', buffer: classicDatabase(classicBrewery) };
    await file.setInputFiles(original);
    await untilText(data, /\d+ things will come/);
    await untilText(data.getByRole('list', { name: /will come/ }), /New.*Profile/);
    await data.getByRole('button', { name: 'Import', exact: true }).click();
    await untilText(data, /The import is done/);
    await untilText(data.getByRole('list', { name: 'The import is done' }), /Added.*Profile/);
    // A second time there is nothing to bring.
    await file.setInputFiles(original);
    await untilText(data, /There is nothing to import/);
    expect(await data.getByRole('button', { name: 'Import', exact: true }).isDisabled()).toBe(true);
    await show('#/');
    await page.getByRole('main').getByRole('article').nth(2).waitFor();
    await show('#/settings');
    await page.getByRole('button', { name: 'Reset logo' }).click();
    await untilText(region(page, 'Look and feel'), /Saved/);
    // The logo of that brewery is a picture elsewhere, which is not there in a test.
    expect(errors.filter((error) => !error.startsWith('Failed to load resource'))).toEqual([]);
  });
}

function region(page: Page, name: string): Locator {
  return page.getByRole('region', { name, exact: true });
}

async function pick(page: Page, group: string, label: string): Promise<void> {
  await page.getByRole('radiogroup', { name: group, exact: true }).getByText(label, { exact: true }).click();
}

/** What decides how everything looks. */
async function lookOf(page: Page): Promise<{ readonly scheme: string | null; readonly accent: string }> {
  return page.evaluate(() => ({
    scheme: document.documentElement.getAttribute('data-mantine-color-scheme'),
    accent: getComputedStyle(document.documentElement).getPropertyValue('--accent').trim(),
  }));
}

async function pictureOf(picture: Locator) {
  return picture.first().evaluate((element) => {
    const { src, naturalWidth, naturalHeight } = element as HTMLImageElement;
    return { source: src, width: naturalWidth, height: naturalHeight };
  });
}

/** A picture that no compression makes small: a PNG of pure noise. */
async function noise(page: Page, width: number, height: number): Promise<Buffer> {
  const address = await page.evaluate(
    ([w, h]) => {
      const canvas = document.createElement('canvas');
      canvas.width = w;
      canvas.height = h;
      const context = canvas.getContext('2d');
      const data = new ImageData(w, h);
      for (let i = 0; i < data.data.length; i += 1) data.data[i] = i % 4 === 3 ? 255 : Math.random() * 256;
      context?.putImageData(data, 0, 0);
      return canvas.toDataURL('image/png');
    },
    [width, height] as const,
  );
  return Buffer.from(address.slice(address.indexOf(',') + 1), 'base64');
}
