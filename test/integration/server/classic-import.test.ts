import { describe, expect, it } from 'vitest';
import { importPreviewSchema } from '#shared/domain/classic-import.ts';
import { classicBrewery, classicDatabase, inBase64 } from '#test/rig/classic-database.ts';
import { brewer } from '#test/rig/console.ts';
import { ask, startTestServer } from '#test/rig/server.ts';

async function post(url: string, path: string, body: unknown) {
  const headers = { 'content-type': 'application/json' };
  const answer = await ask(url, `/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: answer.status, body: JSON.parse(answer.text) as { message?: string } };
}

describe('the import over REST', () => {
  it('previews and applies the file that is in the body', async () => {
    const { url, faults } = await startTestServer();
    const file = inBase64(classicDatabase(classicBrewery));
    const preview = await post(url, '/classic-import/preview', { file });
    expect(preview.status).toBe(200);
    const { items } = importPreviewSchema.parse(preview.body);
    expect(items.filter(({ action }) => action === 'add')).toHaveLength(21);
    expect(await post(url, '/classic-import', { file })).toEqual(preview);
    const profiles = await ask(url, '/api/v1/profiles');
    expect(profiles.text).toContain('Pale Ale');
    expect(faults).toEqual([]);
  });

  it('takes a file as large as a request may be, and says what to do with a larger one', async () => {
    const { url } = await startTestServer();
    const padded = (bytes: number) =>
      classicDatabase({ appsetting: [{ id: 1, name: 'long', value: 'x'.repeat(bytes) }] });
    const fits = await post(url, '/classic-import/preview', { file: inBase64(padded(250_000)) });
    expect(fits.status).toBe(200);
    const full = padded(290_000);
    const largest = Buffer.concat([full, Buffer.alloc(749_000 - full.length)]);
    expect((await post(url, '/classic-import/preview', { file: inBase64(largest) })).status).toBe(200);
    const large = await post(url, '/classic-import/preview', { file: 'A'.repeat(1_000_004) });
    expect(large.status).toBe(400);
    expect(large.body.message).toContain('use npm run import -- FILE');
  });

  it('makes devices that take what the bridge posts under the numbers that it knows', async () => {
    const { url, procedures } = await startTestServer();
    await post(url, '/classic-import', { file: inBase64(classicDatabase(classicBrewery)) });
    const payload = { controllerId: 3, controllerName: 'BrewPi', beer: '19.5', fridge: 4, room: null };
    const data = JSON.stringify({ channel: 'data', payload: { ...payload, status: 'Idling' } });
    const answer = await ask(url, '/publish', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ channel: 'data', data }).toString(),
    });
    expect([answer.status, answer.text]).toEqual([200, 'Posted']);
    const vessels = await procedures.vessel.list(undefined, brewer);
    const fridge = vessels.find(({ name }) => name === 'Fridge');
    if (fridge === undefined) throw new Error('no vessel');
    const { sensors } = await procedures.vessel.state({ id: fridge.id }, brewer);
    expect(sensors).toMatchObject({ beer: { valueC: 19.5 }, chamber: { valueC: 4 } });
    const listed = await ask(url, '/iocontrollers');
    expect(JSON.parse(listed.text)).toMatchObject({
      controllers: expect.arrayContaining([
        expect.objectContaining({
          id: 3,
          name: 'BrewPi',
          address: '10.0.0.5',
          socket: '/home/brewpi/BEERSOCKET',
        }),
      ]),
    });
  });

  it('refuses what is no file, and what is no such database, in words', async () => {
    const { url, faults } = await startTestServer();
    for (const path of ['/classic-import', '/classic-import/preview']) {
      expect((await post(url, path, { file: 'not base64!' })).status).toBe(400);
      expect((await post(url, path, {})).status).toBe(400);
      const picture = await post(url, path, { file: inBase64(Buffer.from('\u0089PNG\r\n\u001a\n')) });
      expect(picture.status).toBe(400);
      expect(picture.body.message).toBe('file: This is no SQLite database, or it is encrypted');
    }
    expect(faults).toEqual([]);
  });
});
