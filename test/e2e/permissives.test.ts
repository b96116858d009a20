import { expect, it } from 'vitest';
import type { Vessel } from '#shared/domain/vessel.ts';
import { api } from '#test/rig/console-process.ts';
import { describeWithChromium } from '#test/rig/prerequisites.ts';
import { cardOf, openPage, overflow, startConsole, untilText } from './page.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** A device of its own with a probe, an element and a contact, its pilot light: on while the element is. */
async function addPot(url: string): Promise<void> {
  const device = await api<Named>(url, 'POST', '/devices', {
    name: 'Pot',
    driver: 'simulated',
    connection: 'mash=20, seed=7',
  });
  const add = (name: string, address: string, kind: object): Promise<Named> =>
    api<Named>(url, 'POST', '/points', { name, deviceId: device.id, address, ...kind });
  await add('Pot probe', 'kettle/mash', { kind: 'temperature', offsetC: 0 });
  await add('Pot element', 'kettle/element', { kind: 'output', outputKind: 'ssr' });
  await add('Pot contact', 'kettle/pilot', { kind: 'input', inverted: false });
}

async function potOf(url: string): Promise<Vessel> {
  const found = (await api<readonly Vessel[]>(url, 'GET', '/vessels')).find(({ name }) => name === 'Pot');
  if (found === undefined) throw new Error('There is no vessel Pot');
  return found;
}

describeWithChromium('a contact that a heater needs', () => {
  it('is chosen with the wiring, keeps the heater off in words, and is taken away again', {
    timeout: 120_000,
  }, async () => {
    const { url } = await startConsole({ speed: 1 });
    await addPot(url);
    const { page, errors } = await openPage(`${url}#/new-vessel`);
    await page.getByText('Kettle', { exact: true }).click();
    await page.getByLabel('Name').fill('Pot');
    expect(await page.getByLabel('Heater needs a contact').count()).toBe(0);
    await page.getByLabel('Use of Pot probe').selectOption('beer');
    await page.getByLabel('Use of Pot element').selectOption('heater');
    await page.getByLabel('Heater needs a contact').selectOption({ label: 'Pot contact (Pot kettle/pilot)' });
    await untilText(
      page.getByRole('region', { name: 'Summary' }),
      /The heater stays off while Pot contact is off\./,
    );
    await page.getByRole('button', { name: 'Create the vessel' }).click();
    await page.getByRole('heading', { level: 1, name: 'Pot' }).waitFor();

    const control = page.getByRole('region', { name: 'Control' });
    await control.getByText('Auto', { exact: true }).click();
    const setpoint = control.getByLabel('Setpoint', { exact: true });
    await setpoint.fill('66');
    await setpoint.press('Enter');
    await untilText(
      page.getByRole('region', { name: 'Outputs' }),
      /Waits: the contact that it needs is not on/,
    );
    await untilText(page.getByRole('main'), /its heater stays off because Pot contact is off/, 30_000);
    expect(await overflow(page)).toBeLessThanOrEqual(0);

    // The list of the device's points says what the contact is for.
    await page.goto(`${url}#/devices`);
    const row = cardOf(page, 'Pot').getByRole('listitem').filter({ hasText: 'Pot contact' });
    await untilText(row, /Contact that the heater needs of Pot/);

    const { id } = await potOf(url);
    await page.goto(`${url}#/vessels/${id}`);
    await control.getByText('Off', { exact: true }).click();
    await untilText(page.getByRole('region', { name: 'Outputs' }), /Off: the vessel is off/);
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByLabel('Heater needs a contact').selectOption({ label: 'No contact' });
    await drawer.getByRole('button', { name: 'Save sensors and outputs' }).click();
    await expect.poll(async () => (await potOf(url)).permissives.heater).toBeNull();
    expect(errors).toEqual([]);
  });
});
