import { nextAlarm } from '#main/control/alarm-machine.ts';
import { type Alarm, SHELVE_CRITICAL_MAX_S, SHELVE_MAX_S, type Shelf } from '#shared/domain/alarm.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { AlarmId } from '#shared/domain/ids.ts';
import { conditionKey, isNotice } from './alarm-key.ts';
import { AlarmLog } from './alarm-log.ts';
import { AlarmShelves } from './alarm-shelves.ts';
import type { Kernel } from './kernel.ts';
import type { LogService } from './log-service.ts';

/** Occurrences kept on disk: a year of a brewery with fifty alarms a day, some megabytes. */
const KEEP_ALARMS = 20_000;
const TRIM_EVERY = 500;
const MESSAGE_MAX = 500;
/** Changes that wait for a disk that refuses. */
const MAX_UNKEPT = 1000;
const RETRIES_A_SECOND = 20;

/** What a new occurrence is known by; the book adds what happens to it. */
export type AlarmDraft = Pick<
  Alarm,
  'code' | 'priority' | 'source' | 'sourceName' | 'message' | 'consequence' | 'response' | 'ruleId'
>;

/** The alarms that are not over: each change is kept, then told on channel `alarms`, then written into the log. */
export class AlarmBook {
  private readonly kernel: Kernel;
  private readonly log: AlarmLog;
  private readonly shelves: AlarmShelves;
  private readonly active = new Map<string, Alarm>();
  /** Alarms that could not be kept, as they are now. */
  private readonly unkept = new Map<AlarmId, Alarm>();
  private sinceTrim = TRIM_EVERY;

  constructor(kernel: Kernel, log: LogService) {
    this.kernel = kernel;
    this.log = new AlarmLog(kernel, log);
    this.shelves = new AlarmShelves(kernel);
    for (const alarm of kernel.store.alarms.active()) {
      const known = this.withShelf(alarm);
      this.active.set(conditionKey(alarm), known);
      this.tell(known);
    }
  }

  get(condition: string): Alarm | undefined {
    return this.active.get(condition);
  }

  find(id: AlarmId): Alarm | undefined {
    for (const alarm of this.active.values()) if (alarm.id === id) return alarm;
    return undefined;
  }

  /** What is shelved: alarms that are not over, and the last one of each condition that is. Those that come back first stand first. */
  shelved(): Alarm[] {
    return this.shelves
      .conditions()
      .map((condition) => this.active.get(condition) ?? this.shelves.rested(condition))
      .filter((alarm) => alarm !== null);
  }

  /** Oldest first. */
  list(): Alarm[] {
    return [...this.active.values()];
  }

  create(draft: AlarmDraft): Alarm {
    const alarm = this.withShelf({
      ...draft,
      id: this.kernel.newId('alarm') as AlarmId,
      message: draft.message.slice(0, MESSAGE_MAX),
      state: 'unacknowledged',
      raisedAtMs: this.wallMs(),
      acknowledgedAtMs: null,
      acknowledgedBy: null,
      clearedAtMs: null,
      shelved: null,
    });
    this.keep(alarm);
    // The shelf is this one's now.
    this.tellUnshelved(this.shelves.rested(conditionKey(alarm)));
    this.settle(alarm);
    this.log.announce(alarm, 'Alarm');
    this.trim();
    return alarm;
  }

  /** The alarm after its cause came back. The same object when it had not been away. */
  raise(alarm: Alarm, message: string): Alarm {
    const moved = nextAlarm(alarm, { kind: 'raise', atMs: this.wallMs() });
    if (moved === alarm) return alarm;
    const next = this.withShelf({ ...moved, message: message.slice(0, MESSAGE_MAX) });
    this.keep(next);
    this.settle(next);
    this.log.announce(next, 'Alarm again');
    return next;
  }

  /** The alarm after its cause went away. @param what said of it in the log. */
  clear(alarm: Alarm, what = 'Alarm cleared'): Alarm {
    const moved = nextAlarm(alarm, { kind: 'clear', atMs: this.wallMs() });
    if (moved === alarm) return alarm;
    this.keep(moved);
    this.settle(moved);
    this.log.note(moved, what);
    return moved;
  }

  /** All are acknowledged, or none. @throws AppError `storage-failed`. @returns those that were waiting for it. */
  acknowledge(alarms: readonly Alarm[], by: string): Alarm[] {
    const event = { kind: 'acknowledge', atMs: this.wallMs(), by } as const;
    const moved = alarms.map((alarm) => nextAlarm(alarm, event)).filter((alarm, i) => alarm !== alarms[i]);
    this.kernel.store.transaction(() => {
      for (const alarm of moved) this.kernel.store.alarms.put(alarm);
    });
    this.together(() => {
      for (const alarm of moved) {
        this.settleKept(alarm);
        this.log.say(alarm, `Alarm acknowledged by ${by}`);
      }
    });
    return moved;
  }

  /** An alarm that gives way to others: over, though nobody has seen it. The history keeps it. */
  retire(alarm: Alarm, by: string): void {
    const moved = nextAlarm(this.clear(alarm), { kind: 'acknowledge', atMs: this.wallMs(), by });
    this.keep(moved);
    this.settle(moved);
  }

  /** Other words or another priority for an alarm that stands. */
  revise(alarm: Alarm, change: Partial<Pick<Alarm, 'priority' | 'consequence' | 'response'>>): Alarm {
    const entries = Object.entries(change) as [keyof typeof change, unknown][];
    if (entries.every(([key, value]) => alarm[key] === value)) return alarm;
    const next = this.withShelf({ ...alarm, ...change });
    this.keep(next);
    this.settle(next);
    return next;
  }

  /** @throws AppError `limit`, or `storage-failed`: then it is not shelved. */
  shelve(alarm: Alarm, shelf: Shelf): Alarm {
    const condition = conditionKey(alarm);
    const next = { ...alarm, shelved: shelf };
    const kept = { condition, shelf, alarm: next };
    this.kernel.store.transaction(() => {
      this.shelves.keep(kept);
      this.kernel.store.alarms.put(next);
    });
    this.shelves.hold(kept, maxShelfS(alarm));
    this.settleKept(next);
    return next;
  }

  /** Ends the shelf of a condition. @throws AppError `storage-failed`: then it stays shelved. */
  unshelve(condition: string): void {
    const alarm = this.active.get(condition);
    this.kernel.store.transaction(() => {
      this.kernel.store.shelves.remove(condition);
      if (alarm !== undefined) this.kernel.store.alarms.put({ ...alarm, shelved: null });
    });
    const rested = this.shelves.rested(condition);
    this.shelves.drop(condition);
    if (alarm === undefined) this.tellUnshelved(rested);
    else this.settleKept({ ...alarm, shelved: null });
  }

  /** Once a second: ends shelves whose time has come, and keeps what could not be kept before. */
  step(): void {
    for (const condition of this.shelves.over()) {
      const shelf = this.shelves.of(condition);
      const alarm = this.active.get(condition) ?? this.shelves.rested(condition);
      this.forgetShelf(condition);
      const who = `the time that ${shelf?.by} asked for is over (${shelf?.reason})`;
      if (alarm !== null) this.log.say(alarm, `Alarm no longer shelved, ${who}`);
    }
    for (const condition of this.shelves.corrected()) this.showShelf(condition);
    for (const alarm of [...this.unkept.values()].slice(0, RETRIES_A_SECOND)) this.keep(alarm);
  }

  /**
   * Many changes with one commit: each would wait for the disk, and the loop with it. What a full disk refuses is told all
   * the same, and kept later.
   * @throws what `work` throws, unless it is the disk that refuses.
   */
  together(work: () => void): void {
    let begun = false;
    try {
      this.kernel.store.transaction(() => {
        begun = true;
        work();
      });
    } catch (error) {
      if (!begun) return work();
      this.keepAgain();
      if (!(error instanceof AppError)) throw error;
    }
  }

  /** Nobody knows whether the alarms that are told are all kept: what was done in a transaction that failed is not. */
  keepAgain(): void {
    for (const alarm of this.active.values()) this.unkept.set(alarm.id, alarm);
  }

  /** Ends a shelf without waiting for a disk that refuses, since an alarm comes back by it. */
  forgetShelf(condition: string): void {
    if (this.shelves.of(condition) === null) return;
    const rested = this.shelves.rested(condition);
    this.shelves.drop(condition);
    try {
      this.kernel.store.shelves.remove(condition);
    } catch {
      // What stays on the disk ends by its own time.
    }
    if (this.active.has(condition)) this.showShelf(condition);
    else this.tellUnshelved(rested);
  }

  private showShelf(condition: string): void {
    const alarm = this.active.get(condition);
    if (alarm === undefined) {
      const rested = this.shelves.rested(condition);
      if (rested !== null) this.tell(rested);
      return;
    }
    const next = { ...alarm, shelved: this.shelves.of(condition) };
    this.keep(next);
    this.settle(next);
  }

  private wallMs(): number {
    return Math.round(this.kernel.clock.wallMs());
  }

  private withShelf(alarm: Alarm): Alarm {
    return { ...alarm, shelved: this.shelves.atMost(conditionKey(alarm), maxShelfS(alarm)) };
  }

  /** An alarm is told even when it cannot be kept; that storage fails is an alarm of its own. */
  private keep(alarm: Alarm): void {
    try {
      this.kernel.store.alarms.put(alarm);
      this.unkept.delete(alarm.id);
    } catch {
      // Whatever keeps it from the disk, silence would be worse.
      this.unkept.set(alarm.id, alarm);
      const [oldest = alarm.id] = this.unkept.keys();
      if (this.unkept.size > MAX_UNKEPT) this.unkept.delete(oldest);
    }
  }

  /** What has been kept otherwise needs no earlier form of it to be kept any more. */
  private settleKept(alarm: Alarm): void {
    this.unkept.delete(alarm.id);
    this.settle(alarm);
  }

  private settle(alarm: Alarm): void {
    const condition = conditionKey(alarm);
    if (alarm.state === 'normal') this.active.delete(condition);
    else this.active.set(condition, alarm);
    this.shelves.follow(condition, alarm);
    this.tell(alarm);
    // A notice never comes again.
    if (alarm.state === 'normal' && isNotice(alarm.code)) this.forgetShelf(condition);
  }

  /** An alarm that is over is not on the shelf any more. */
  private tellUnshelved(rested: Alarm | null): void {
    if (rested !== null) this.tell({ ...rested, shelved: null });
  }

  private tell(alarm: Alarm): void {
    this.kernel.hub.publish('alarms', alarm, { key: alarm.id, forget: alarm.state === 'normal' });
  }

  private trim(): void {
    this.sinceTrim += 1;
    if (this.sinceTrim < TRIM_EVERY) return;
    this.sinceTrim = 0;
    try {
      this.kernel.store.alarms.trim(KEEP_ALARMS);
    } catch {
      // It is tried again after the next alarms; that storage fails is an alarm of its own.
    }
  }
}

/** For how long an alarm may be shelved, s. */
export function maxShelfS({ priority }: Pick<Alarm, 'priority'>): number {
  return priority === 'critical' ? SHELVE_CRITICAL_MAX_S : SHELVE_MAX_S;
}
