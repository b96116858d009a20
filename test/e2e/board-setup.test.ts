import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { BrewPiBoard } from '#test/rig/brewpi/board.ts';
import { api } from '#test/rig/console-process.ts';
import { describeWithChromium } from '#test/rig/prerequisites.ts';
import {
  addDevice,
  cardOf,
  choose,
  openPage,
  overflow,
  showScreen,
  startConsole,
  untilText,
  withoutRefusals,
} from './page.ts';

const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
};

async function newBoard(): Promise<BrewPiBoard> {
  const board = new BrewPiBoard({ path: 0, installed: false });
  onTestFinished(() => board.unplug());
  await board.plug();
  return board;
}

/** A console with a new board, and a page on the setup of it. */
async function openSetup(options: BrowserContextOptions = {}) {
  const board = await newBoard();
  const { url } = await startConsole({ speed: 1 });
  const config = { name: 'Garage', driver: 'brewpi', connection: board.path };
  const { id } = await api<{ readonly id: string }>(url, 'POST', '/devices', config);
  const { page, errors } = await openPage(`${url}#/devices/${id}/setup`, options);
  return { board, url, id, page, errors };
}

const rowOf = (page: Page, place: string): Locator =>
  page.getByRole('listitem', { name: place, exact: true });
const step = (page: Page, name: RegExp): Locator =>
  page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name });

/** Gives a role in its step, and waits until the board has taken it. */
async function give(page: Page, place: string, role: string, taken: RegExp): Promise<void> {
  await page.getByRole('button', { name: `${role}: ${place}`, exact: true }).click();
  await untilText(rowOf(page, place), taken);
}

describeWithChromium('a new board in the browser', () => {
  it('becomes a working fermenter', { timeout: 180_000 }, async () => {
    const board = await newBoard();
    const { url } = await startConsole({ speed: 1 });
    const { page, errors } = await openPage(`${url}#/devices`);
    await addDevice(page, 'BrewPi (Arduino)', board.path, 'Garage');
    await untilText(cardOf(page, 'Garage'), /Connected for/);
    await cardOf(page, 'Garage').getByRole('link', { name: 'Set up the board' }).click();
    await page.getByRole('heading', { level: 1, name: 'Set up Garage' }).waitFor();

    // A probe that has never measured has no value; the warm one is marked, and only that one.
    await untilText(rowOf(page, 'Probe …00DE'), /20\.0 °C/);
    await untilText(rowOf(page, 'Probe …00E9'), /20\.0 °C/);
    board.held.chamber = 21.5;
    await untilText(rowOf(page, 'Probe …00E9'), /\+1\.5 °C.*This one is in your hand/);
    expect(await page.getByText('This one is in your hand').count()).toBe(1);
    await give(page, 'Probe …00E9', 'Chamber', /Chamber sensor/);
    await page.getByText('This one is in your hand').waitFor({ state: 'detached' });
    board.held.beer = 23;
    await untilText(rowOf(page, 'Probe …00DE'), /This one is in your hand/);
    await give(page, 'Probe …00DE', 'Beer', /Beer sensor/);
    // Two probes cannot be the same sensor: said where it was pressed.
    await page.getByRole('button', { name: 'Beer: Probe …00B0' }).click();
    await untilText(rowOf(page, 'Probe …00B0'), /28B01122330400DE already is the beer sensor/);
    await give(page, 'Probe …00B0', 'Room', /Room sensor/);
    await step(page, /Ready\?/).click();
    await untilText(page.getByRole('list', { name: 'Missing' }), /^A cooler or a heater\.$/);

    await step(page, /Relays/).click();
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Try for 5 s: Pin 5' }).click();
    await untilText(dialog, /Something will switch\. Is everybody clear of it\?/);
    expect(board.parts.switched).toEqual([]);
    await dialog.getByRole('button', { name: 'Switch on for 5 s' }).click();
    await expect.poll(() => [...board.parts.on], { timeout: 8000, interval: 20 }).toEqual([5]);
    await untilText(dialog, /[1-5] sPin 5 is switched on/);
    await untilText(dialog, /it is off again.*What was it\?/);
    expect([...board.parts.on]).toEqual([]);
    await dialog.getByRole('button', { name: 'Cooler: Pin 5' }).click();
    await untilText(rowOf(page, 'Pin 5'), /CoolerPin 5, on while low/);
    expect(board.orders()).toContain('U{i:3,c:1,b:0,f:3,h:1,p:5,x:1}');

    // It may be a compressor: it rests, and the seconds go down.
    await page.getByRole('button', { name: 'Try for 5 s: Pin 5' }).click();
    await dialog.getByRole('button', { name: 'Switch on for 5 s' }).click();
    const rest = await untilText(dialog, /rests for another 4 min \d+ s/);
    await expect.poll(() => dialog.textContent()).not.toBe(rest);
    expect(await dialog.getByRole('button', { name: 'Switch on for 5 s' }).isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await untilText(rowOf(page, 'Pin 5'), /It rests for another 4 min \d+ s/);

    await step(page, /Ready\?/).click();
    await page.getByRole('heading', { name: 'The fermenter is ready' }).waitFor();
    await page.getByRole('link', { name: 'Set a temperature on Garage' }).click();
    await page.getByRole('heading', { level: 1, name: 'Garage' }).waitFor();
    const control = page.getByRole('region', { name: 'Control' });
    await control.getByLabel('Setpoint for auto', { exact: true }).fill('18');
    await page.keyboard.press('Enter');
    await control.getByText('Auto', { exact: true }).click();
    // The firmware does not count the trial, and would start the compressor at once.
    await untilText(
      page.getByRole('main'),
      /The cooler of Garage was tried: as a compressor it rests for another [34] min \d+ s/,
    );
    expect(board.held.mode).toBe('o');
    expect(withoutRefusals(errors)).toEqual([]);

    // Somebody has turned the knob. While it regulates nothing can be changed, and the page says where it is stopped.
    Object.assign(board.held, { mode: 'b', beerSet: 18 });
    await page.goBack();
    await untilText(page.getByRole('main'), /Garage is running: stop it there/);
    expect(await page.getByRole('button', { name: 'Take the role away from Pin 5' }).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Room: Probe …00DE' }).isDisabled()).toBe(true);
  });

  it('is shown from its vessel while a sensor reads nothing', { timeout: 60_000 }, async () => {
    const { page, url } = await openSetup();
    await untilText(rowOf(page, 'Probe …00DE'), /20\.0 °C/);
    const vessels = await api<readonly { readonly id: string; readonly name: string }[]>(
      url,
      'GET',
      '/vessels',
    );
    const garage = vessels.find(({ name }) => name === 'Garage');
    await showScreen(page, `#/vessels/${garage?.id ?? ''}`);
    const note = page.getByRole('status').filter({ hasText: 'The beer and the chamber read nothing.' });
    await note.getByRole('link', { name: 'Set up the board' }).click();
    await page.getByRole('heading', { level: 1, name: 'Set up Garage' }).waitFor();
  });

  it('turns round a relay that went off instead of on', { timeout: 60_000 }, async () => {
    const { board, page } = await openSetup();
    await step(page, /Relays/).click();
    await page.getByRole('button', { name: 'Try for 5 s: Pin 6' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Switch on for 5 s' }).click();
    await dialog.getByRole('button', { name: 'It went off instead of on' }).click();
    await untilText(dialog, /Turned round: Pin 6 is on while its pin is high/);
    // The pin was put to rest with a role that it has no more.
    const orders = board.orders().filter((order) => order.startsWith('U'));
    expect(orders.slice(-2)).toEqual(['U{i:0,c:1,b:0,f:7,h:1,p:6,x:0}', 'U{i:0,f:0}']);
    await dialog.getByRole('button', { name: 'Heater: Pin 6' }).click();
    await untilText(rowOf(page, 'Pin 6'), /HeaterPin 6, on while high/);
    expect(board.orders()).toContain('U{i:0,c:1,b:0,f:2,h:1,p:6,x:0}');

    // One that was given a role without trying is turned round after a question.
    await page.getByRole('button', { name: 'Cooler: Pin 5' }).click();
    await untilText(rowOf(page, 'Pin 5'), /CoolerPin 5, on while low/);
    await page.getByRole('button', { name: 'Turn round: Pin 5' }).click();
    await untilText(dialog, /Is what hangs on it on, although it should be off\?/);
    await dialog.getByRole('button', { name: 'Turn round', exact: true }).click();
    await untilText(rowOf(page, 'Pin 5'), /CoolerPin 5, on while high/);
    expect(board.orders()).toContain('U{i:1,c:1,b:0,f:3,h:1,p:5,x:0}');
  });

  it('has its probes calibrated and its constants changed, with the way back', {
    timeout: 90_000,
  }, async () => {
    const { board, page, errors } = await openSetup();
    await untilText(rowOf(page, 'Probe …00DE'), /20\.0 °C/);
    await give(page, 'Probe …00DE', 'Beer', /Beer sensor/);
    await step(page, /Calibration/).click();
    const beer = rowOf(page, 'Beer sensor');
    await beer.getByLabel('Added to the beer sensor').fill('12');
    await untilText(beer, /At most 7\.9 °C/);
    board.held.beer = 0.5;
    await untilText(beer, /0\.5 °C/);
    await beer.getByRole('button', { name: 'In ice water now: Beer sensor' }).click();
    await beer.getByRole('button', { name: 'Set: Beer sensor' }).click();
    await untilText(beer, /0\.0 °Cwith −0\.5 °C/);
    // A calibration is a difference: 1 °F, not 1 °F above the ice.
    await choose(page, 'Temperature', '°F');
    await untilText(beer, /32\.0 °Fwith −0\.9 °F/);
    await beer.getByLabel('Added to the beer sensor').fill('0.9');
    await page.keyboard.press('Enter');
    await untilText(beer, /33\.8 °Fwith \+0\.9 °F/);
    expect(board.orders().filter((order) => order.includes('j:'))).toEqual([
      'U{i:0,f:9,j:-0.5}',
      'U{i:0,f:9,j:0.5}',
    ]);

    await page.getByText('For experts').click();
    const kp = page.getByRole('listitem').filter({ has: page.getByText('Kp', { exact: true }) });
    await kp.getByRole('button', { name: 'Change Kp' }).click();
    await kp.getByLabel('New value of Kp').fill('7,5');
    await kp.getByRole('button', { name: 'Set', exact: true }).click();
    await untilText(kp, /7\.5was 5/);
    await kp.getByRole('button', { name: 'Kp back to 5' }).click();
    await kp.getByText('was 5').waitFor({ state: 'detached' });
    expect(board.orders().filter((order) => order.includes('Kp'))).toEqual(['j{Kp:7.5}', 'j{Kp:5}']);

    await page.getByRole('button', { name: 'Take the role away from Probe …00DE' }).click();
    await untilText(page.getByRole('table'), /No role yetProbe …00DE/);
    expect(withoutRefusals(errors)).toEqual([]);
  });

  it('that goes away is said to be away, and nothing can be pressed', { timeout: 60_000 }, async () => {
    const { board, page } = await openSetup();
    await untilText(rowOf(page, 'Probe …00DE'), /20\.0 °C/);
    await board.unplug();
    await untilText(page.getByRole('main'), /The board is away: nothing can be set/);
    await untilText(rowOf(page, 'Probe …00DE'), /–/);
    expect(await page.getByRole('button', { name: 'Beer: Probe …00DE' }).isDisabled()).toBe(true);
    await board.plug();
    await untilText(rowOf(page, 'Probe …00DE'), /20\.0 °C/, 30_000);
    expect(await page.getByRole('button', { name: 'Beer: Probe …00DE' }).isDisabled()).toBe(false);
  });

  it('shows its display on its card and its variables to experts, as they are now', {
    timeout: 120_000,
  }, async () => {
    // The original has another byte for the degree sign.
    const board = new BrewPiBoard({ path: 0, firmware: '0.2.4', physics: true, speed: 100 });
    onTestFinished(() => board.unplug());
    await board.plug();
    const { url } = await startConsole({ speed: 1 });
    const config = { name: 'Garage', driver: 'brewpi', connection: board.path };
    await api(url, 'POST', '/devices', config);
    const { page, errors } = await openPage(`${url}#/devices`, phone);
    const display = cardOf(page, 'Garage')
      .getByRole('figure', { name: 'Display of the board' })
      .locator('pre');
    const asked = (letter: string) => board.commands.filter((command) => command === letter).length;
    // Below the devices of the first start: nobody looks at it yet.
    await display.waitFor({ state: 'attached' });
    expect(await display.textContent()).toBe('');
    await display.scrollIntoViewIfNeeded();
    const off = /^Mode {3}Off {10}\nBeer {3}20\.0 {2}--\.- °C\n.{17} °C\nIdling for +(?:\d+h)?\d\dm\d\d$/;
    await untilText(display, off);
    expect(await display.evaluate((each) => getComputedStyle(each).fontFamily)).toContain('monospace');
    // All of its twenty columns are seen on a phone.
    expect(await display.evaluate((each) => each.scrollWidth - each.clientWidth)).toBe(0);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(await stumbles(page)).toEqual([]);

    // Somebody turns the knob: it is seen to wait, and then to cool.
    Object.assign(board.held, { mode: 'b', beerSet: 18 });
    await untilText(display, /^Mode {3}Beer Const\. {2}\nBeer {3}20\.0 {2}18\.0 °C\n/);
    const cooling = await untilText(display, /\nCooling for {4}\d\dm\d\d$/, 30_000);
    await expect.poll(() => display.textContent(), { timeout: 8000 }).not.toBe(cooling);

    expect(board.commands).not.toContain('v');
    await page.getByRole('link', { name: 'Set up the board' }).click();
    await page.getByText('For experts').click();
    const variables = page.getByRole('list', { name: 'Control variables' });
    const row = (name: string): Locator =>
      variables.getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) });
    await untilText(row('beerDiff'), /−[12]\.\d{3} °C$/);
    await untilText(row('posPeak'), /not yet$/);
    const peak = await untilText(row('estPeak'), /\d\.\d °C$/);
    await expect.poll(() => row('estPeak').textContent(), { timeout: 15_000 }).not.toBe(peak);

    // Nobody looks any more: nothing is asked any more.
    await showScreen(page, '#/devices');
    await display.scrollIntoViewIfNeeded();
    const [variablesBefore, displaysBefore] = [asked('v'), asked('l')];
    await expect.poll(() => asked('l'), { timeout: 20_000 }).toBeGreaterThan(displaysBefore + 3);
    // One may have been on its way.
    expect(asked('v') - variablesBefore).toBeLessThanOrEqual(1);
    expect([board.interruptions, board.overruns]).toEqual([0, 0]);
    expect(withoutRefusals(errors)).toEqual([]);

    await board.unplug();
    await display.waitFor({ state: 'detached' });
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has nothing to stumble over on a phone, ${colorScheme}`, { timeout: 120_000 }, async () => {
      const { page } = await openSetup({ ...phone, colorScheme, reducedMotion: 'reduce' });
      page.setDefaultTimeout(30_000);
      await untilText(rowOf(page, 'Probe …00DE'), /20\.0 °C/);
      await give(page, 'Probe …00DE', 'Beer', /Beer sensor/);
      await page.getByText('For experts').click();
      await page.getByRole('button', { name: 'Change Kp' }).click();
      for (const name of [/Probes/, /Relays/, /Calibration/, /Ready\?/]) {
        await step(page, name).click();
        expect(await stumbles(page), String(name)).toEqual([]);
        expect(await overflow(page), String(name)).toBeLessThanOrEqual(0);
        expect(await tooLow(page), String(name)).toEqual([]);
      }
      await step(page, /Relays/).click();
      await page.getByRole('button', { name: 'Try for 5 s: Pin 2' }).click();
      await page.getByRole('dialog').waitFor();
      expect(await stumbles(page), 'the dialog').toEqual([]);
    });
  }
});

async function stumbles(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(' ')}`));
}

/** Buttons of the screen that wet fingers would miss. */
function tooLow(page: Page): Promise<string[]> {
  return page
    .getByRole('main')
    .locator('button:visible, summary:visible, a:visible')
    .evaluateAll((all) =>
      all.filter((each) => each.getBoundingClientRect().height < 44).map((each) => each.textContent),
    );
}
