import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { addDevice, cardOf, type OpenScreen, overflow, untilText, withoutRefusals } from '../page.ts';

interface NewPoint {
  readonly name: string;
  readonly address: string;
  /** What an output switches; a sensor without. */
  readonly switches?: string;
}

const cellar: readonly NewPoint[] = [
  { name: 'Probe 1', address: 'chamber/beer' },
  { name: 'Probe 2', address: 'chamber/air' },
  { name: 'Fridge', address: 'chamber/cooler', switches: 'Compressor' },
  { name: 'Belt', address: 'chamber/heater', switches: 'Contactor or relay' },
];

/** Fills the form of the points of a device for each of them. */
async function addPoints(page: Page, device: string, points: readonly NewPoint[]): Promise<void> {
  await page.getByRole('button', { name: `Add a point to ${device}` }).click();
  const dialog = page.getByRole('dialog');
  for (const { name, address, switches } of points) {
    await dialog.getByText(switches === undefined ? 'Temperature sensor' : 'Output', { exact: true }).click();
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByLabel('Address').fill(address);
    if (switches !== undefined) await dialog.getByLabel('What it switches').selectOption({ label: switches });
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await dialog.getByText(`${name} was added`).waitFor();
  }
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** A device of its own with free points, beer at 20 °C. */
async function openWithCellar(open: OpenScreen) {
  const screen = await open('#/devices');
  await addDevice(screen.page, 'Simulated brewery', 'beer=20, seed=7', 'Cellar');
  await untilText(cardOf(screen.page, 'Cellar'), /Connected for.*No points yet/);
  await addPoints(screen.page, 'Cellar', cellar);
  return screen;
}

/** The way from points to a vessel that regulates, and back. */
export function vesselSetupTests(open: OpenScreen): void {
  it('says what is missing in a point, at its field', async () => {
    const { page, errors } = await openWithCellar(open);
    await page.getByRole('button', { name: 'Add a point to Cellar' }).click();
    const dialog = page.getByRole('dialog');
    await untilText(dialog, /One of chamber\/beer, chamber\/air/);
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    expect(await dialog.getByText('Must not be empty').count()).toBe(2);
    await dialog.getByLabel('Address').fill('chamber/air');
    await dialog.getByText('This is already Probe 2').waitFor();
    await dialog.getByText('Output', { exact: true }).click();
    await dialog.getByLabel('What it switches').selectOption({ label: 'Compressor' });
    await untilText(dialog, /rests 5 min after each run, and runs for 3 min at least/);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    await untilText(cardOf(page, 'Cellar').getByRole('list'), /Probe 1.*Probe 2.*Fridge.*Belt/);
    expect(errors).toEqual([]);
  });

  it('makes a fermenter of free points, which cools; it cannot go while it runs, and goes when it is off', async () => {
    const { page, errors, show } = await openWithCellar(open);
    await page.getByRole('link', { name: 'New vessel' }).click();
    const summary = page.getByRole('region', { name: 'Summary' });
    await untilText(summary, /A fermenter of 20 L, named Fermenter\..*it only measures/);

    // Values stand beside the points, what another vessel has is not there, and its room is there as a room only.
    const sensors = page.getByRole('group', { name: 'Sensors', exact: true });
    await untilText(sensors.getByRole('listitem').filter({ hasText: 'Probe 1' }), /\d+\.\d °C/);
    expect(await sensors.getByText('Fermenter 1 beer').count()).toBe(0);
    expect(await page.getByLabel('Use of Room').locator('option').allTextContents()).toEqual([
      'Not in this vessel',
      'Room: only recorded',
    ]);
    await page.getByLabel('Use of Probe 2').selectOption('beer');
    await page.getByLabel('Use of Probe 1').selectOption('beer');
    // One probe for the beer: the other one has left the role.
    expect(await page.getByLabel('Use of Probe 2').inputValue()).toBe('');
    await page.getByLabel('Use of Probe 2').selectOption('chamber');
    await page.getByLabel('Use of Fridge').selectOption('cooler');
    await page.getByLabel('Use of Belt').selectOption('heater');
    await page.getByLabel('Use of Room').selectOption('room');

    // What is wrong is said while it is typed, and nothing can be created then.
    const create = page.getByRole('button', { name: 'Create the vessel' });
    await page.getByLabel('Name').fill('Fermenter 1');
    await page.getByText('There is already a vessel named Fermenter 1').waitFor();
    await page.getByLabel('Name').fill('Keller');
    await page.getByLabel('Highest setpoint').fill('-3');
    await page.getByText('Must be above the lowest setpoint').waitFor();
    await page.getByLabel('Volume').fill('many');
    await page.getByText('Type a number').waitFor();
    expect(await create.isDisabled()).toBe(true);
    await page.getByLabel('Highest setpoint').fill('28');
    await page.getByLabel('Volume').fill('30');
    await untilText(summary, /30 L, named Keller.*Heater: Belt \(contactor or relay\).*to 28 °C/);
    await create.click();

    // It lands on the vessel, switched off; told to, it cools.
    await page.getByRole('heading', { level: 1, name: 'Keller' }).waitFor();
    const outputs = page.getByRole('region', { name: 'Outputs' });
    await untilText(outputs, /Off: the vessel is off/);
    const control = page.getByRole('region', { name: 'Control' });
    await control.getByText('Auto', { exact: true }).click();
    const setpoint = control.getByLabel('Setpoint', { exact: true });
    await setpoint.fill('12');
    await setpoint.press('Enter');
    await untilText(page.getByRole('region', { name: 'Now' }), /Cooling/, 40_000);

    // While it runs, its wiring stays, and it stays.
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    const drawer = page.getByRole('dialog');
    await untilText(drawer, /Keller is running: stop it first/);
    expect(await drawer.getByLabel('Use of Belt').isDisabled()).toBe(true);
    expect(await drawer.getByRole('button', { name: 'Remove this vessel…' }).isDisabled()).toBe(true);
    await drawer.getByRole('button', { name: 'Close' }).click();
    await show('#/devices');
    await page.getByRole('button', { name: 'Remove Cellar' }).click();
    await untilText(page.getByRole('dialog'), /Probe 1 is the beer of Keller/);
    await page.getByRole('dialog').getByRole('link', { name: 'Keller' }).first().click();

    // Off, it takes other outputs, and can go; its points are free again.
    await control.getByRole('button', { name: 'Stop this vessel' }).click();
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    await drawer.getByLabel('Use of Belt').selectOption('');
    await drawer.getByRole('button', { name: 'Save sensors and outputs' }).click();
    await drawer.getByRole('button', { name: 'Save sensors and outputs' }).waitFor({ state: 'detached' });
    expect(await drawer.getByLabel('Use of Belt').inputValue()).toBe('');
    await drawer.getByRole('button', { name: 'Remove this vessel…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Dashboard' }).waitFor({ state: 'attached' });
    await expect.poll(() => cardOf(page, 'Keller').count()).toBe(0);
    expect(withoutRefusals(errors)).toEqual([]);
  });

  it('gives a free point a role from its row', async () => {
    const { page, errors } = await openWithCellar(open);
    // The mash tun is off and has no cooler; the fermenter, which runs, lacks nothing.
    await page.getByRole('button', { name: 'Use Fridge' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Use it as').selectOption({ label: 'Cooler of Mash tun' });
    await dialog.getByRole('button', { name: 'Assign' }).click();
    await dialog.waitFor({ state: 'detached' });
    const fridge = cardOf(page, 'Cellar').getByRole('listitem').filter({ hasText: 'Fridge' });
    await untilText(fridge, /Cooler of Mash tun/);
    await fridge.getByRole('link', { name: 'Mash tun' }).click();
    await page.getByRole('heading', { level: 1, name: 'Mash tun' }).waitFor();
    await untilText(page.getByRole('region', { name: 'Outputs' }), /Heater.*Cooler/);
    expect(errors).toEqual([]);
  });

  it('fits a phone', async () => {
    const { page } = await openWithCellar(open);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.getByRole('link', { name: 'New vessel' }).click();
    await page.getByLabel('Use of Probe 1').selectOption('beer');
    await page.getByLabel('Use of Belt').selectOption('heater');
    await page.getByLabel('Power of the heater').waitFor();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    const low = await page
      .getByRole('main')
      .locator('button, select, input[type="text"], label:has(input[type="radio"])')
      .evaluateAll((all) => all.filter((each) => each.getBoundingClientRect().height < 44).length);
    expect(low).toBe(0);
  });
}
