import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  addDevice,
  cardOf,
  choose,
  dataFolder,
  deviceForm,
  type OpenScreen,
  untilText,
  withoutRefusals,
} from '../page.ts';

/** The screen of the devices, and what a device brings to the others. */
export function deviceTests(open: OpenScreen): void {
  it('are found on their screen by whoever begins with hardware', async () => {
    const { page, errors } = await open();
    await page.getByRole('button', { name: 'Connect my hardware' }).click();
    await untilText(page.getByRole('main'), /No devices yet/);
    await page.getByRole('button', { name: 'Refresh' }).click();

    // The empty dashboard leads there, too.
    await page.getByRole('link', { name: 'Dashboard', exact: true }).click();
    await untilText(page.getByRole('main'), /No vessels yet/);
    await page.getByRole('link', { name: 'Connect my hardware' }).click();
    await page.getByRole('heading', { level: 1, name: 'Devices' }).waitFor();
    expect(errors).toEqual([]);
  });

  it('are added by typing, say in words what is wrong, are changed and removed', async () => {
    const { page, errors } = await open('#/devices');
    await untilText(cardOf(page, 'Simulated brewery'), /Connected for/);

    await addDevice(page, 'Simulated brewery', 'beer=900', '');
    await untilText(deviceForm(page), /Must not be empty/);
    await addDevice(page, 'Simulated brewery', 'beer=900', 'Second brewery');
    await untilText(deviceForm(page), /Beer must be a number from -2 to 40/);
    await addDevice(page, 'Simulated brewery', 'beer=12, seed=7', 'Second brewery');
    await untilText(deviceForm(page).getByRole('status'), /Second brewery was added/);
    await untilText(cardOf(page, 'Second brewery'), /beer=12, seed=7.*Connected for \d+/);

    await page.getByRole('button', { name: 'Change Second brewery' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Cellar');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await untilText(cardOf(page, 'Cellar'), /Connected for/);

    await page.getByRole('button', { name: 'Remove Cellar' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await cardOf(page, 'Cellar').waitFor({ state: 'detached' });
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(withoutRefusals(errors)).toEqual([]);
  });

  it('show their points with live values and their vessels, which keep them from being removed', async () => {
    const { page, errors } = await open('#/devices');
    const card = cardOf(page, 'Simulated brewery');
    const point = card.getByRole('listitem').filter({ hasText: 'Fermenter 1 beer' });
    const before = await untilText(point, /Beer of Fermenter 1.*\d+\.\d °C/);
    await expect.poll(() => point.textContent(), { timeout: 30_000 }).not.toBe(before);
    await untilText(card.getByRole('listitem').filter({ hasText: 'cooler' }), /On|Off|%/);
    await choose(page, 'Temperature', '°F');
    await untilText(point, /\d+\.\d °F/);

    await page.getByRole('button', { name: 'Remove Simulated brewery' }).click();
    const dialog = page.getByRole('dialog');
    await untilText(dialog, /in use, so it cannot be removed.*Fermenter 1 beer is the beer of Fermenter 1/);
    expect(await dialog.getByRole('button', { name: 'Remove' }).count()).toBe(0);
    await dialog.getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('button', { name: 'Change Fermenter 1 heater' }).click();
    await dialog.getByRole('button', { name: 'Remove…' }).click();
    await untilText(dialog, /Fermenter 1 heater is the heater of Fermenter 1/);
    await dialog.getByRole('link', { name: 'Fermenter 1' }).click();
    await page.getByRole('heading', { level: 1, name: 'Fermenter 1' }).waitFor();
    expect(withoutRefusals(errors)).toEqual([]);
  });

  it('that are boards bring their vessel, which takes no orders while its board is away', async () => {
    const { page, errors, show } = await open('#/devices', { speed: 1 });
    await addDevice(page, 'BrewPi (Arduino)', join(dataFolder(), 'no-such-port'), 'Garage');
    await untilText(deviceForm(page).getByRole('status'), /came with its vessel/);
    await untilText(cardOf(page, 'Garage'), /Not connected for \d+ s.*no-such-port/);
    await deviceForm(page).getByRole('link', { name: 'to Garage' }).click();

    const control = page.getByRole('region', { name: 'Control' });
    await untilText(control, /The board is away: nothing can be set/);
    expect(await control.getByText('Manual', { exact: true }).count()).toBe(0);
    expect(await control.getByRole('button', { name: /^Setpoint.* up$/ }).isDisabled()).toBe(true);
    await untilText(page.getByRole('region', { name: 'Outputs' }), /The board is away/);
    await page
      .getByRole('main')
      .getByText(/Garage is lost/)
      .first()
      .waitFor();

    await page.getByRole('link', { name: 'Dashboard', exact: true }).click();
    await untilText(cardOf(page, 'Garage'), /The board is away/);
    await show('#/devices');
    await page.getByRole('button', { name: 'Remove Garage' }).click();
    await untilText(page.getByRole('dialog'), /its vessel Garage/);
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await cardOf(page, 'Garage').waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
  });

  it('correct their probes, and say at the field what is wrong', async () => {
    const { page, errors } = await open('#/devices');
    const card = cardOf(page, 'Simulated brewery');
    const room = card.getByRole('listitem').filter({ hasText: 'chamber/room' });
    // The calibration stands before the value.
    const read = async (): Promise<number> => {
      const text = await untilText(room, /\d+\.\d °[CF]/);
      return Number([...text.matchAll(/(\d+\.\d) °[CF]/g)].at(-1)?.[1]);
    };
    const before = await read();
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Change Room' }).click();
    await dialog.getByLabel('Calibration').fill('12');
    await dialog.getByText('At most 10 °C').waitFor();
    await dialog.getByLabel('Address').fill('chamber/beer');
    await dialog.getByText('This is already Fermenter 1 beer').waitFor();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByLabel('Address').fill('chamber/room');
    await dialog.getByLabel('Calibration').fill('5,5');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await untilText(room, /\+5\.5 °C/);
    // The probe itself stays within half a degree.
    await expect.poll(async () => Math.abs((await read()) - before - 5.5)).toBeLessThan(0.5);

    // A calibration is a difference: 5.5 °C are 9.9 °F, and nothing is added to 0 °F.
    await choose(page, 'Temperature', '°F');
    await untilText(room, /\+9\.9 °F/);
    await page.getByRole('button', { name: 'Change Room' }).click();
    expect(await dialog.getByLabel('Calibration').inputValue()).toBe('9.9');
    await dialog.getByLabel('Calibration').fill('0.9');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await untilText(room, /\+0\.9 °F/);
    await choose(page, 'Temperature', '°C');
    await untilText(room, /\+0\.5 °C/);
    expect(errors).toEqual([]);
  });

  it('try an output for five seconds, only while its vessel is off', async () => {
    const { page, errors, show } = await open('#/devices', { speed: 1 });
    const element = page.getByRole('listitem').filter({ hasText: 'kettle/element' });
    await untilText(element, /Off/);
    // Fermenter 1 regulates: nothing of it is offered to be tried.
    expect(await page.getByRole('button', { name: 'Test Fermenter 1 heater' }).count()).toBe(0);
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Test Mash tun element' }).click();
    await untilText(
      dialog,
      /This switches Mash tun element on for five seconds\. Is everybody clear of it\?/,
    );
    await dialog.getByRole('button', { name: 'Switch on for 5 s' }).click();
    await untilText(dialog, /[1-5] sIt is on/);
    await untilText(element, /On/);
    await untilText(dialog, /The five seconds are over: it is off again/);
    await untilText(element, /Off/);
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();

    // Once it is off its outputs can be tried, but a compressor rests after the console has started.
    await show('#/vessels/fermenter-1');
    await page.getByRole('button', { name: 'Stop this vessel' }).click();
    await untilText(page.getByRole('region', { name: 'Outputs' }), /Off: the vessel is off/);
    await show('#/devices');
    await page.getByRole('button', { name: 'Test Fermenter 1 cooler' }).click();
    await dialog.getByRole('button', { name: 'Switch on for 5 s' }).click();
    await untilText(dialog, /stays off: the compressor rests for \d min/);
    expect(withoutRefusals(errors)).toEqual([]);
  });
}
