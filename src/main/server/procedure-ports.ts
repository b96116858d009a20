import type { MessagePort } from 'node:worker_threads';
import { RPCHandler } from '@orpc/server/message-port';
import type { ApiContext, ApiRouter } from '#main/api/router.ts';
import type { Actor } from '#main/app/services.ts';
import { MAX_PORT_MESSAGE } from '#shared/contract/port-link.ts';
import type { Timers } from '#shared/contract/timers.ts';
import { FrameBudget } from './frame-budget.ts';
import { problem } from './problem.ts';

/** A page that asks for everything at once needs some dozens; what passes these bounds is out of control. */
const BUDGET = { perSecond: 2000, burst: 4000 };

/** Serves the procedures to windows, each over a port of texts. */
export class ProcedurePorts {
  private readonly handler: RPCHandler<ApiContext>;
  private readonly timers: Timers;

  constructor(router: ApiRouter, timers: Timers) {
    this.handler = new RPCHandler(router);
    this.timers = timers;
  }

  /** The library takes every message as a call and does not catch what that throws: it sees checked ones only. */
  serve(port: MessagePort, actor: Actor): void {
    const guarded = new GuardedPort(port, this.timers);
    this.handler.upgrade(guarded, { context: { actor } });
    guarded.start();
  }
}

/** The guard in front of a port, as the library sees it. */
class GuardedPort {
  private readonly port: MessagePort;
  private readonly timers: Timers;
  private readonly budget: FrameBudget;
  private take: (event?: { data: unknown }) => void = () => undefined;

  constructor(port: MessagePort, timers: Timers) {
    this.port = port;
    this.timers = timers;
    this.budget = new FrameBudget(timers.nowMs(), BUDGET);
  }

  on(event: string, callback: (event?: { data: unknown }) => void): void {
    if (event === 'message') this.take = callback;
    else if (event === 'close') this.port.on('close', () => callback());
  }

  postMessage(data: unknown): void {
    if (typeof data === 'string') this.port.postMessage(data);
  }

  start(): void {
    this.port.on('message', (data: unknown) => this.guard(data));
  }

  private guard(data: unknown): void {
    const length = typeof data === 'string' ? data.length : 0;
    if (this.budget.spend(length, this.timers.nowMs()) !== 'take') return this.port.close();
    if (typeof data !== 'string' || length > MAX_PORT_MESSAGE) return;
    const checked = checkCall(data);
    if ('call' in checked) this.take({ data: checked.call });
    else if (checked.id !== null) this.refuse(checked.id, checked.problem);
  }

  private refuse(id: string, message: string): void {
    this.postMessage(JSON.stringify({ i: id, p: { s: 400, b: { json: problem(400, message) } } }));
  }
}

const ABORT = 4;

type Fields = Readonly<Record<string, unknown>>;

/** @returns what may be handed to the library; else what is wrong, and the id of the call if it has one. */
function checkCall(
  text: string,
): { readonly call: unknown } | { readonly id: string | null; readonly problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { id: null, problem: 'The message is not JSON' };
  }
  if (!isFields(json) || typeof json['i'] !== 'string' || !/^\w{1,20}$/.test(json['i']))
    return { id: null, problem: 'The message is no call' };
  const { i: id, t: type, p: request } = json;
  if (type === ABORT) return { call: { i: id, t: ABORT } };
  if (type !== undefined || !isFields(request)) return { id, problem: 'The message is no call' };
  const { u: path, b: body = {}, ...others } = request;
  if (typeof path !== 'string' || !/^\/\w{1,40}\/\w{1,40}$/.test(path) || Object.keys(others).length > 0)
    return { id, problem: 'The message names no procedure' };
  if (!isFields(body) || Object.keys(body).some((key) => key !== 'json'))
    return { id, problem: 'The input must be plain JSON' };
  return { call: { i: id, p: { u: path, b: { json: body['json'] } } } };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
