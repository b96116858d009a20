import { describe, expect, it } from 'vitest';
import { spindel, spindelKey, startIngest } from '#test/rig/ingest.ts';
import { ask } from '#test/rig/server.ts';

const token = 'token-of-the-cellar';

describe('what sensors send', () => {
  it.each([
    ['gravitymon', { ...spindel, 'gravity-unit': 'G', 'corr-gravity': 1.049 }, ['gravitymon:iSpindel000']],
    ['tiltbridge', { tilts: [{ color: 'Red', temp: '68', tempUnit: 'F', gravity: '1.05' }] }, ['tilt:red']],
    ['tilt', { Temp: 68, SG: 1.05, Color: 'RED' }, ['tilt:red']],
    ['json', { source: 'cellar', readings: { temperatureC: 20 } }, ['json:cellar']],
  ])('is taken as %s', async (format, body, keys) => {
    const { send, senders } = await startIngest();
    expect((await send(format, body)).status).toBe(200);
    expect((await senders()).map((each) => each.key)).toEqual(keys);
  });

  it('may be a form, as a Tilt sends it', async () => {
    const { send, senders } = await startIngest();
    const form = 'Timepoint=45032.57&Temp=68.0&SG=1.0125&Color=ORANGE&Beer=Pale+Ale&Comment=';
    const answer = await send('tilt', form, { 'content-type': 'application/x-www-form-urlencoded' });
    expect(answer.status).toBe(200);
    expect((await senders())[0]).toMatchObject({
      key: 'tilt:orange',
      values: [
        { address: 'temperature', value: 20 },
        { address: 'gravity', value: 1.0125 },
      ],
    });
  });

  it.each([
    ['ispindel', { ...spindel, temperature: 'warm' }, 400, /temperature: must be a number/],
    ['ispindel', [], 400, /must be a JSON object/],
    ['ispindel', '{"name"', 400, /not JSON/],
    ['ispindel', '', 400, /not JSON/],
    ['tiltbridge', { tilts: [{ color: 'Red', gravity: '1.05' }, 5] }, 400, /must be a JSON object/],
    ['json', '{"source":"x","readings":{"gravity":1e400}}', 400, /gravity: must be a number/],
    ['json', { source: 'x'.repeat(20_000), readings: { gravity: 1 } }, 413, /too large/],
  ])('as %s is refused in words when it is rubbish: %#', async (format, body, status, words) => {
    const { send, senders } = await startIngest();
    const answer = await send(format, body);
    expect(answer.status).toBe(status);
    expect(answer.json.message).toMatch(words);
    expect(await senders()).toEqual([]);
  });

  it('is posted, as JSON, to an address without values', async () => {
    const { url, send, senders } = await startIngest();
    expect((await send('ispindel', 'x', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await send('ispindel?name=x', spindel)).status).toBe(400);
    expect((await send('hydrom', spindel)).status).toBe(404);
    const get = await ask(url, '/api/v1/ingest/ispindel');
    expect(get).toMatchObject({ status: 405, headers: { allow: 'POST' } });
    expect(await senders()).toEqual([]);
  });
});

describe('a console with a token', () => {
  it('takes it in the header or in the body, and never in the address', async () => {
    const { send, senders } = await startIngest({ token });
    const refused = await send('ispindel', spindel);
    expect(refused).toMatchObject({
      status: 401,
      json: { message: expect.stringMatching(/needs its token/) },
    });
    expect((await send('ispindel', { ...spindel, token: 'a-wrong-one' })).status).toBe(401);
    expect((await send('ispindel', { ...spindel, token: 5 })).status).toBe(401);
    expect((await send(`ispindel?token=${token}`, spindel)).status).toBe(400);
    expect((await send('ispindel', spindel, { authorization: 'Bearer a-wrong-one' })).status).toBe(401);
    expect(await senders()).toEqual([]);
    expect((await send('ispindel', { ...spindel, token })).status).toBe(200);
    expect((await send('tilt', { Color: 'red', SG: 1 }, { authorization: `Bearer ${token}` })).status).toBe(
      200,
    );
    expect((await senders()).map((each) => each.key)).toEqual(['tilt:red', spindelKey]);
  });

  it('slows guessing down', async () => {
    const { send } = await startIngest({ token });
    const statuses: number[] = [];
    for (let i = 0; i < 30; i += 1)
      statuses.push((await send('ispindel', { ...spindel, token: `guess-number-${i}` })).status);
    expect(statuses[0]).toBe(401);
    expect(statuses.at(-1)).toBe(429);
    expect((await send('ispindel', { ...spindel, token })).status).toBe(429);
  });

  it('says nothing of bad values to who may not post', async () => {
    const { send } = await startIngest({ token });
    expect((await send('ispindel', { temperature: 'warm' })).status).toBe(401);
  });
});
