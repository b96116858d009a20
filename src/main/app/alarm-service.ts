import { type AlarmEvent, nextAlarm } from '#main/control/alarm-machine.ts';
import type { Alarm, AlarmCode, AlarmPriority } from '#shared/domain/alarm.ts';
import { alarmCatalogue } from '#shared/domain/alarm-catalogue.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { AlarmId } from '#shared/domain/ids.ts';
import type { Kernel } from './kernel.ts';
import type { LogService } from './log-service.ts';
import type { AlarmQuery } from './ports/store.ts';

/** Notices: alarms without a cause that stands. */
export type NoticeCode = 'profile-event' | 'mash-addition';

/** What an alarm is about. */
export interface AlarmSubject {
  readonly code: AlarmCode;
  /** Id of the vessel, point or device, or `console`. */
  readonly source: string;
  readonly sourceName: string;
}

const MAX_EXTERNAL = 100;
const MESSAGE_MAX = 500;
const rank: Record<AlarmPriority, number> = { critical: 0, high: 1, medium: 2, low: 3 };

/** Alarms: raised and cleared by conditions, acknowledged by people, kept over restarts, told on channel `alarms`. */
export class AlarmService {
  private readonly kernel: Kernel;
  private readonly log: LogService;
  /** Alarms that are not over, by what they are about. */
  private readonly active = new Map<string, Alarm>();

  constructor(kernel: Kernel, log: LogService) {
    this.kernel = kernel;
    this.log = log;
    for (const alarm of kernel.store.alarms.active()) {
      this.active.set(conditionKey(alarm), alarm);
      this.tell(alarm);
    }
  }

  /** Says whether a condition holds. Saying the same again changes nothing, so a loop may say it at every step. */
  report(subject: AlarmSubject, holds: boolean, message: string): void {
    const known = this.active.get(conditionKey(subject));
    if (known === undefined) {
      if (holds) this.create(subject, message);
      return;
    }
    if (stands(known) !== holds)
      this.apply(known, { kind: holds ? 'raise' : 'clear', atMs: this.kernel.clock.wallMs() }, message);
  }

  /** Whether the cause of an alarm was there when it was last reported, also before a restart. */
  isStanding(subject: Pick<AlarmSubject, 'code' | 'source'>): boolean {
    const alarm = this.active.get(conditionKey(subject));
    return alarm !== undefined && stands(alarm);
  }

  /** The thing is gone: all its alarms are over, whatever they were about. */
  clearSource(source: string): void {
    for (const alarm of this.active.values()) {
      if (alarm.source === source) this.report(alarm, false, '');
    }
  }

  /**
   * Tells people something that needs no cause to stand: it stays until somebody has seen it. Each notice stands for
   * itself, also when the same is told twice.
   */
  notify(subject: AlarmSubject & { readonly code: NoticeCode }, message: string): void {
    const alarm = this.create(subject, message);
    this.apply(alarm, { kind: 'clear', atMs: this.kernel.clock.wallMs() }, message);
  }

  /** Raises an alarm for a program outside of the console; the same source and message is one alarm. */
  raiseExternal(source: string, message: string): void {
    const externals = [...this.active.values()].filter((alarm) => alarm.code === 'external');
    const same = externals.find((alarm) => alarm.source === source && alarm.message === message);
    if (same !== undefined) {
      this.apply(same, { kind: 'raise', atMs: this.kernel.clock.wallMs() }, message);
    } else if (externals.length >= MAX_EXTERNAL) {
      throw new AppError('limit', `There are already ${MAX_EXTERNAL} alarms from outside; clear some first`);
    } else {
      this.create({ code: 'external', source, sourceName: source }, message);
    }
  }

  /** @throws AppError `conflict` for an alarm that the console itself watches. */
  clearExternal(id: AlarmId): Alarm {
    const alarm = this.find(id);
    if (alarm.code !== 'external') {
      throw new AppError(
        'conflict',
        'The console watches this alarm itself: it clears when its cause is gone',
      );
    }
    return this.apply(alarm, { kind: 'clear', atMs: this.kernel.clock.wallMs() }, alarm.message);
  }

  /** @throws AppError `not-found`, or `storage-failed`: then it is not acknowledged. */
  acknowledge(id: AlarmId, by: string): Alarm {
    const alarm = this.find(id);
    return this.acknowledgeThose([alarm], by)[0] ?? alarm;
  }

  /** All or none. @returns the alarms that were waiting for it. */
  acknowledgeAll(by: string): Alarm[] {
    return this.acknowledgeThose([...this.active.values()], by);
  }

  /** Active alarms by priority, then age; or the history, newest first. */
  list(input: Partial<AlarmQuery> & { readonly history?: boolean | undefined }): Alarm[] {
    const limit = input.limit ?? 500;
    if (input.history === true) return this.kernel.store.alarms.list({ ...input, limit });
    return [...this.active.values()]
      .toSorted((a, b) => rank[a.priority] - rank[b.priority] || a.raisedAtMs - b.raisedAtMs)
      .slice(0, limit);
  }

  private find(id: AlarmId): Alarm {
    for (const alarm of this.active.values()) if (alarm.id === id) return alarm;
    throw new AppError('not-found', 'This alarm is over, or never was');
  }

  private create(subject: AlarmSubject, message: string): Alarm {
    const { code, source, sourceName } = subject;
    const alarm: Alarm = {
      id: this.kernel.newId('alarm') as AlarmId,
      code,
      source,
      sourceName,
      ...alarmCatalogue[code],
      ruleId: null,
      message: message.slice(0, MESSAGE_MAX),
      state: 'unacknowledged',
      raisedAtMs: this.kernel.clock.wallMs(),
      acknowledgedAtMs: null,
      acknowledgedBy: null,
      clearedAtMs: null,
      shelved: null,
    };
    this.keep(alarm);
    this.active.set(conditionKey(alarm), alarm);
    this.tell(alarm);
    this.log.add(alarm.priority === 'low' ? 'warning' : 'error', alarm.sourceName, `Alarm: ${alarm.message}`);
    return alarm;
  }

  private acknowledgeThose(alarms: readonly Alarm[], by: string): Alarm[] {
    const event = { kind: 'acknowledge', atMs: this.kernel.clock.wallMs(), by } as const;
    const moved = alarms.map((alarm) => nextAlarm(alarm, event)).filter((alarm, i) => alarm !== alarms[i]);
    this.kernel.store.transaction(() => {
      for (const alarm of moved) this.kernel.store.alarms.put(alarm);
    });
    for (const alarm of moved) this.settle(alarm, event);
    return moved;
  }

  private apply(alarm: Alarm, event: AlarmEvent, message: string): Alarm {
    const moved = nextAlarm(alarm, event);
    if (moved === alarm) return alarm;
    const next = event.kind === 'raise' ? { ...moved, message: message.slice(0, MESSAGE_MAX) } : moved;
    this.keep(next);
    this.settle(next, event);
    return next;
  }

  /** An alarm is told even when it cannot be kept; that storage fails is an alarm of its own. */
  private keep(alarm: Alarm): void {
    try {
      this.kernel.store.alarms.put(alarm);
    } catch {
      // Whatever keeps it from the disk, silence would be worse.
    }
  }

  private settle(alarm: Alarm, event: AlarmEvent): void {
    if (alarm.state === 'normal') this.active.delete(conditionKey(alarm));
    else this.active.set(conditionKey(alarm), alarm);
    this.tell(alarm);
    this.log.add('info', alarm.sourceName, `${eventText(event)}: ${alarm.message}`);
  }

  private tell(alarm: Alarm): void {
    this.kernel.hub.publish('alarms', alarm, { key: alarm.id, forget: alarm.state === 'normal' });
  }
}

function eventText(event: AlarmEvent): string {
  switch (event.kind) {
    case 'raise':
      return 'Alarm again';
    case 'clear':
      return 'Alarm cleared';
    case 'acknowledge':
      return `Alarm acknowledged by ${event.by}`;
    default:
      return event satisfies never;
  }
}

/** Its cause is there. */
function stands({ state }: Alarm): boolean {
  return state === 'unacknowledged' || state === 'acknowledged';
}

/** Codes of which each alarm stands for itself; of the others there is one for each code and source. */
const single: ReadonlySet<AlarmCode> = new Set<AlarmCode>(['external', 'profile-event', 'mash-addition']);

function conditionKey(alarm: { code: AlarmCode; source: string; id?: string }): string {
  return single.has(alarm.code) ? `${alarm.code}:${alarm.id ?? ''}` : `${alarm.code}:${alarm.source}`;
}
