import { expect, it } from 'vitest';
import { describeWithChromium } from '#test/rig/prerequisites.ts';
import { cardOf, openPage, overflow, startConsole, untilText } from './page.ts';

const sent = {
  name: 'iSpindel000',
  temperature: 20.5,
  temp_units: 'C',
  gravity: 1.0498,
  interval: 900,
  angle: 45.52,
  battery: 4.04,
  RSSI: -76,
};

describeWithChromium('a sensor that posts its values', () => {
  it('is heard, adopted under a name, and shows live values from then on', async () => {
    const { url } = await startConsole({ speed: 1 });
    const post = async (change: object = {}): Promise<void> => {
      const answer = await fetch(new URL('api/v1/ingest/ispindel', url), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          ...sent,
          ...change,
        }),
      });
      expect(answer.status).toBe(200);
    };
    const { page, errors } = await openPage(`${url}#/devices`);
    const heard = page.getByRole('region', { name: 'Heard on the network' });
    await untilText(heard, /No sensor waits here/);
    await post();
    // Nobody reloads: the list looks for itself.
    await untilText(heard, /iSpindel000.*20\.5 °C.*1\.050 SG.*4\.04 V.*45\.5°.*76 dBm/);

    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Adopt iSpindel000' }).click();
    await dialog.getByLabel('Name').fill('');
    await dialog.getByRole('button', { name: 'Adopt', exact: true }).click();
    await untilText(dialog, /Must not be empty/);
    await dialog.getByLabel('Name').fill('Stout');
    await dialog.getByRole('button', { name: 'Adopt', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });

    const card = cardOf(page, 'Stout');
    await untilText(card, /Connected for/);
    const gravity = card.getByRole('listitem').filter({ hasText: 'Stout gravity' });
    await untilText(gravity, /Gravity, SG.*Recorded.*1\.050 SG/);
    await untilText(card.getByRole('listitem').filter({ hasText: 'Stout temperature' }), /20\.5 °C/);
    await untilText(heard, /No sensor waits here/);
    await post({ gravity: 1.0121 });
    await untilText(gravity, /1\.012 SG/);
    await post({ gravity: 0 });
    await untilText(gravity, /reading out of range/);

    await page.setViewportSize({ width: 390, height: 800 });
    await post({ name: 'iSpindel001' });
    await untilText(heard, /iSpindel001/);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: 'Forget iSpindel001' }).click();
    await untilText(heard, /No sensor waits here/);
    expect(errors.filter((error) => !/responded with a status of 400/.test(error))).toEqual([]);
  });
});
