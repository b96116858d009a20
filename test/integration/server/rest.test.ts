import { createORPCClient, isDefinedError, safe } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { describe, expect, it } from 'vitest';
import type { ConsoleServices } from '#main/app/services.ts';
import { contract } from '#shared/contract/index.ts';
import { AppError, type AppErrorCode } from '#shared/domain/app-error.ts';
import { brewer } from '#test/rig/console.ts';
import { type ContractEntry, contractEntries } from '#test/rig/contract-samples.ts';
import { ask, startTestServer } from '#test/rig/server.ts';

const json = { 'content-type': 'application/json' };

describe('REST', () => {
  it('serves the whole life of a profile, to the client that the pages use', async () => {
    const { url } = await startTestServer();
    const link = new OpenAPILink(contract, { url: new URL('api/v1', url).href });
    const client: ContractRouterClient<typeof contract> = createORPCClient(link);
    const points = [
      { atS: 0, spC: 18, approach: 'linear' as const, note: '' },
      { atS: 3600, spC: 21.5, approach: 'linear' as const, note: 'Rise' },
    ];
    const created = await client.profile.create({ name: 'Ale', kind: 'fermentation', points });
    expect(await client.profile.get({ id: created.id })).toEqual(created);
    const renamed = await client.profile.update({ ...created, name: 'Älter' });
    expect(renamed).toEqual({ ...created, name: 'Älter' });
    expect(await client.profile.list()).toContainEqual(renamed);
    expect(await client.profile.remove({ id: created.id })).toEqual({ done: true });
    const { error } = await safe(client.profile.get({ id: created.id }));
    expect(isDefinedError(error) && error.code).toBe('NOT_FOUND');
  });

  it('takes lists and numbers in a query, as the client sends them and as people write them', async () => {
    const { url } = await startTestServer();
    const link = new OpenAPILink(contract, { url: new URL('api/v1', url).href });
    const client: ContractRouterClient<typeof contract> = createORPCClient(link);
    const series = ['point.a', 'sp.b'];
    const byClient = await client.history.range({ series, fromMs: 1, toMs: 2, maxPoints: 10 });
    expect(byClient.map((each) => each.series)).toEqual(series);
    for (const query of [
      'series=point.a&series=sp.b',
      'series[]=point.a&series[]=sp.b',
      'series[0]=point.a&series[1]=sp.b',
    ]) {
      const answer = await ask(url, encodeURI(`/api/v1/history/range?${query}&fromMs=1&toMs=2&maxPoints=10`));
      expect(JSON.parse(answer.text)).toEqual(byClient);
    }
    const one = await ask(url, '/api/v1/history/range?series=point.a&fromMs=1&toMs=2');
    expect(JSON.parse(one.text)).toHaveLength(1);
    expect(await client.run.list({ all: true })).toEqual([]);
    expect((await client.log.list({ limit: 1, level: 'info' })).length).toBeLessThan(2);
  });

  it('answers 201 to what it made', async () => {
    const { url } = await startTestServer();
    const body = JSON.stringify({
      name: 'Ale',
      kind: 'fermentation',
      points: [{ atS: 0, spC: 18, approach: 'linear', note: '' }],
    });
    expect(await ask(url, '/api/v1/profiles', { method: 'POST', headers: json, body })).toMatchObject({
      status: 201,
    });
  });

  it('names the field that is wrong, and how', async () => {
    const running = await startTestServer();
    const [vessel] = await running.procedures.vessel.list(undefined, brewer);
    const put = (body: unknown) =>
      ask(running.url, `/api/v1/vessels/${vessel?.id}/setpoint`, {
        method: 'PUT',
        headers: json,
        body: JSON.stringify(body),
      });
    const high = await put({ spC: 110.5 });
    expect(high.status).toBe(400);
    expect(JSON.parse(high.text)).toMatchObject({
      code: 'BAD_REQUEST',
      message: 'spC: must be at most 110 °C',
      data: { issues: [{ path: ['spC'], message: 'must be at most 110 °C' }] },
    });
    expect(JSON.parse((await put({ spC: 20, colour: 'red' })).text)).toMatchObject({
      message: 'unknown field colour',
    });
    expect(JSON.parse((await put({})).text)).toMatchObject({ message: 'spC: is missing' });
  });

  it.each([
    ['GET', '/api/v1/nothing', 404, /no such path/],
    ['GET', '/api/v2/vessels', 404, /nothing here/],
    ['GET', '/api/v1', 404, /./],
    ['PATCH', '/api/v1/profiles', 405, /GET, POST/],
    ['HEAD', '/api/v1/vessels', 405, /^$/],
    ['GET', '/api/v1/vessels/%zz', 400, /damaged/],
    ['GET', '/api/v1/vessels/..%2f..%2fprofiles', 400, /must be an id/],
    ['GET', '/api/v1/vessels?a=1', 400, /unknown field a/],
    ['GET', '/api/v1/vessels?=1', 400, /unknown field/],
    ['DELETE', '/api/v1/vessels/x?force=true', 400, /not into its address/],
    ['GET', `/api/v1/vessels/${'x'.repeat(20_000)}`, 431, /./],
  ])('%s %s: %s', async (method, path, status, words) => {
    const { url } = await startTestServer();
    const answer = await ask(url, path, { method });
    expect(answer.status).toBe(status);
    expect(answer.text === '' ? '' : JSON.parse(answer.text).message).toMatch(words);
  });
});

describe('errors of the services', () => {
  const cases: [AppErrorCode, number, string][] = [
    ['invalid', 400, 'BAD_REQUEST'],
    ['not-found', 404, 'NOT_FOUND'],
    ['conflict', 409, 'CONFLICT'],
    ['in-use', 409, 'CONFLICT'],
    ['limit', 422, 'LIMIT_REACHED'],
    ['unavailable', 503, 'SERVICE_UNAVAILABLE'],
    ['storage-failed', 507, 'STORAGE_FAILED'],
  ];

  const failing = async (error: Error) => {
    const { console: real } = await startTestServer();
    const { procedures } = real.services;
    const fail = (): never => {
      throw error;
    };
    const services: ConsoleServices = {
      ...real.services,
      procedures: { ...procedures, vessel: { ...procedures.vessel, list: fail } },
    };
    const told: unknown[] = [];
    const { url } = await startTestServer({ services, onError: (each, where) => told.push([each, where]) });
    return { answer: await ask(url, '/api/v1/vessels'), told };
  };

  it.each(cases)('%s becomes %s %s', async (code, status, name) => {
    const { answer, told } = await failing(new AppError(code, 'In words'));
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.text)).toEqual({ defined: true, code: name, status, message: 'In words' });
    expect(told).toEqual([]);
  });

  it('that nobody foresaw are reported, and tell the caller nothing', async () => {
    const fault = new TypeError('cannot read /home/ada/secret', { cause: new Error('inner') });
    const { answer, told } = await failing(fault);
    expect(answer.status).toBe(500);
    expect(JSON.parse(answer.text)).toEqual({
      defined: false,
      code: 'INTERNAL_SERVER_ERROR',
      status: 500,
      message: 'Internal error',
    });
    expect(told).toEqual([[fault, 'vessel.list']]);
  });
});

describe('OpenAPI document', () => {
  it('describes every procedure of the contract with its inputs and errors', async () => {
    const { url } = await startTestServer({ version: '1.2.3' });
    const answer = await ask(url, '/api/v1/openapi.json');
    const document = JSON.parse(answer.text);
    expect(document).toMatchObject({ openapi: expect.stringMatching(/^3\.1/), info: { version: '1.2.3' } });
    const operation = ({ path, method }: ContractEntry) => document.paths[path]?.[method.toLowerCase()];
    expect(contractEntries.filter((entry) => operation(entry)?.operationId !== entry.name)).toEqual([]);
    const range = document.paths['/history/range'].get;
    expect(range.parameters.map(({ name }: { name: string }) => name)).toEqual([
      'series',
      'fromMs',
      'toMs',
      'maxPoints',
    ]);
    expect(Object.keys(document.paths['/vessels/{id}/setpoint'].put.responses)).toEqual(
      expect.arrayContaining(['200', '400', '404', '409']),
    );
  });
});
