import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { RunningConsole } from '#main/console.ts';
import type { Answer, Door } from './bad-input-suite.ts';

/** The ports of one window, from the side of the window, with whatever a test wants to send over them. */
export class WindowEnds {
  readonly procedures: MessagePort;
  readonly channels: MessagePort;
  private readonly frames: Record<string, unknown>[] = [];
  private readonly calls = new Map<string, (answer: Answer) => void>();
  private wake: () => void = () => undefined;
  private lastId = 0;

  constructor(console: Pick<RunningConsole, 'openWindow'>) {
    const procedures = new MessageChannel();
    const channels = new MessageChannel();
    this.procedures = procedures.port1;
    this.channels = channels.port1;
    this.procedures.on('message', (text: string) => this.answered(text));
    this.channels.on('message', (text: string) => {
      this.frames.push(JSON.parse(text) as Record<string, unknown>);
      this.wake();
    });
    console.openWindow({ procedures: procedures.port2, channels: channels.port2 });
  }

  /** Calls a procedure with any input, as JSON writes it. */
  async call(path: string, input: unknown): Promise<Answer> {
    this.lastId += 1;
    const id = String(this.lastId);
    const answer = new Promise<Answer>((resolve) => this.calls.set(id, resolve));
    const body = input === undefined ? {} : { json: input };
    this.procedures.postMessage(JSON.stringify({ i: id, p: { u: path, b: body } }));
    return answer;
  }

  /** The next frame of one of these types. */
  async next(...types: readonly string[]): Promise<Record<string, unknown>> {
    for (;;) {
      const at = this.frames.findIndex(({ type }) => types.includes(String(type)));
      if (at >= 0) return this.frames.splice(at, 1)[0]!;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  close(): void {
    this.procedures.close();
    this.channels.close();
  }

  private answered(text: string): void {
    const { i, p } = JSON.parse(text) as {
      i: string;
      p: { s?: number; b?: { json?: { message?: string } } };
    };
    const status = p.s ?? 200;
    this.calls.get(i)?.({ ok: status < 400, status, message: p.b?.json?.message ?? '' });
    this.calls.delete(i);
  }
}

/** A window that talks so much makes room for a fresh one, which has a full budget. */
const FRAMES_PER_WINDOW = 20;
const statuses: Readonly<Record<string, number>> = {
  BAD_REQUEST: 400,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  LIMIT_REACHED: 422,
};

/** The two ports of a window as a way into a console. */
export function openPortDoor(options: {
  readonly console: Pick<RunningConsole, 'openWindow'>;
  readonly readEverything: () => Promise<unknown>;
  /** Errors that the console reported to nobody. */
  readonly faults: readonly unknown[];
}): Door & { close(): void } {
  const { console, faults } = options;
  const witness = new WindowEnds(console);
  let talker = new WindowEnds(console);
  let said = 0;
  const renew = (): void => {
    said += 1;
    if (said % FRAMES_PER_WINDOW !== 0) return;
    talker.close();
    talker = new WindowEnds(console);
  };
  return {
    carried: (_, input) => {
      const text = JSON.stringify(input) as string | undefined;
      return { input: text === undefined ? undefined : (JSON.parse(text) as unknown) };
    },
    call: async ({ name }, input) => talker.call(`/${name.replace('.', '/')}`, input),
    say: async (frame) => {
      renew();
      talker.channels.postMessage(frame);
      const answer = await talker.next('error', 'subscribed', 'unsubscribed', 'published', 'pong');
      return answer['type'] === 'error'
        ? { ok: false, status: statuses[String(answer['code'])] ?? 500, message: String(answer['message']) }
        : { ok: true, status: 200, message: String(answer['type']) };
    },
    readEverything: options.readEverything,
    checkHealth: async () => {
      if (faults.length > 0) throw new Error(`The console reported ${String(faults[0])}`);
      const { ok } = await witness.call('/system/status', undefined);
      if (!ok) throw new Error('The console does not answer');
      witness.channels.postMessage(JSON.stringify({ type: 'ping', id: 1 }));
      await witness.next('pong');
    },
    close: () => {
      witness.close();
      talker.close();
    },
  };
}
