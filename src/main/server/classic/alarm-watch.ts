import type { ConsoleServices } from '#main/app/services.ts';
import type { Alarm } from '#shared/domain/alarm.ts';
import { listen } from './hub-events.ts';
import { OwnWords } from './own-words.ts';

/** What the original knows of an alarm. */
export interface ClassicAlarm {
  readonly source: string;
  readonly code: string;
  readonly msg: string;
}

export type AlarmPayload = { readonly alarms: readonly ClassicAlarm[] } | { readonly acknowledge: true };

/**
 * Which alarms wait for somebody to see them. The original knows no more than that: new alarms, and that all of them have been
 * acknowledged.
 */
export class AlarmWatch {
  private readonly waiting = new Map<string, Alarm>();
  private readonly say: (payload: AlarmPayload) => void;
  /** Alarms that reach the classic clients in the words of who raised them. */
  readonly ownWords = new OwnWords();
  private acknowledging = 0;
  /** Ends it. */
  readonly close: () => void;

  constructor(
    { hub }: ConsoleServices,
    say: (payload: AlarmPayload) => void,
    onError: (error: unknown) => void,
  ) {
    this.say = say;
    const { retained, stop } = listen(hub, 'alarms', onError, (events) =>
      this.take(events.map(({ payload }) => payload)),
    );
    this.close = stop;
    for (const { payload } of retained) if (isWaiting(payload)) this.waiting.set(payload.id, payload);
  }

  /** What a new subscriber is told: all that wait, or nothing. */
  retained(): AlarmPayload[] {
    const alarms = [...this.waiting.values()].map(toClassic);
    return alarms.length === 0 ? [] : [{ alarms }];
  }

  /** While `work` acknowledges for a classic client, whose own frame tells the others, nothing is told beside it. */
  async acknowledgingFor(work: () => Promise<unknown>): Promise<void> {
    this.acknowledging += 1;
    try {
      await work();
    } finally {
      this.acknowledging -= 1;
    }
  }

  private take(alarms: readonly Alarm[]): void {
    const waited = this.waiting.size > 0;
    const raised: ClassicAlarm[] = [];
    for (const alarm of alarms) {
      const isNew = !this.waiting.has(alarm.id);
      if (!isWaiting(alarm)) {
        this.waiting.delete(alarm.id);
        continue;
      }
      this.waiting.set(alarm.id, alarm);
      const told = alarm.code === 'external' && this.ownWords.has(alarm);
      if (isNew && !told) raised.push(toClassic(alarm));
    }
    if (raised.length > 0) this.say({ alarms: raised });
    if (waited && this.waiting.size === 0 && this.acknowledging === 0) this.say({ acknowledge: true });
  }
}

/** Nobody has seen it, and nobody has put it out of sight. */
function isWaiting({ state, shelved }: Alarm): boolean {
  return (state === 'unacknowledged' || state === 'cleared-unacknowledged') && shelved === null;
}

function toClassic({ sourceName, code, message }: Alarm): ClassicAlarm {
  return { source: sourceName, code, msg: message };
}
