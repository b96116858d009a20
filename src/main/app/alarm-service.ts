import type { Alarm, AlarmCode, AlarmPriority } from '#shared/domain/alarm.ts';
import { type AlarmKind, alarmCatalogue } from '#shared/domain/alarm-catalogue.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { AlarmId, AlarmRuleId } from '#shared/domain/ids.ts';
import { AlarmBook, type AlarmDraft, maxShelfS } from './alarm-book.ts';
import { conditionKey, isNotice, type NoticeCode, watchedKey } from './alarm-key.ts';
import type { Kernel } from './kernel.ts';
import type { LogService } from './log-service.ts';
import type { AlarmQuery } from './ports/store.ts';

export type { NoticeCode };

/** What an alarm is about. */
export interface AlarmSubject {
  readonly code: AlarmCode;
  /** Id of the vessel, point or device, or `console`. */
  readonly source: string;
  readonly sourceName: string;
}

/** What a rule says of its alarm. */
export interface RuleAlarm extends AlarmKind {
  readonly source: string;
  readonly sourceName: string;
  readonly message: string;
}

/** What a program outside of the console says of its alarm. */
export interface ExternalAlarm extends Partial<{ [K in keyof AlarmKind]: AlarmKind[K] | undefined }> {
  readonly source: string;
  readonly message: string;
}

/** A message that is made only when somebody is told. */
export type Words = string | (() => string);

const MAX_EXTERNAL = 100;
/** Notices of one source that wait to be seen; the oldest are folded into one line. */
const MAX_NOTICES = 100;
const FOLDED = 'Earlier notices were folded into this line. The history of alarms has each of them.';
const rank: Record<AlarmPriority, number> = { critical: 0, high: 1, medium: 2, low: 3 };

/** Alarms: raised and cleared by conditions, acknowledged and shelved by people, kept over restarts. */
export class AlarmService {
  private readonly kernel: Kernel;
  private readonly log: LogService;
  private readonly book: AlarmBook;

  constructor(kernel: Kernel, log: LogService) {
    this.kernel = kernel;
    this.log = log;
    this.book = new AlarmBook(kernel, log);
  }

  /** Once a second: shelves end, and what a full disk refused is kept. */
  step(): void {
    this.book.step();
  }

  /** Reports that come together, such as those of a second, are kept with one commit. */
  together(reports: () => void): void {
    this.book.together(reports);
  }

  /** Something was told in a transaction that failed: what stands is kept again. */
  keepAgain(): void {
    this.book.keepAgain();
  }

  /** Says whether a condition holds. Saying the same again changes nothing, so a loop may say it at every step. */
  report(subject: AlarmSubject, holds: boolean, message: Words): void {
    const known = this.book.get(watchedKey(subject.code, subject.source));
    if (known !== undefined) this.move(known, holds, message);
    else if (holds) this.book.create(draftOf(subject, message));
  }

  /** The same for a rule that a user has set up. @param describe called when somebody is told. */
  reportRule(ruleId: AlarmRuleId, holds: boolean, describe: () => RuleAlarm): void {
    const known = this.book.get(watchedKey('rule', ruleId));
    if (known !== undefined) this.move(known, holds, () => describe().message);
    else if (holds) this.book.create({ ...describe(), code: 'rule', ruleId });
  }

  /** A rule speaks of its alarm in other words now. */
  reviseRule(ruleId: AlarmRuleId, { priority, consequence, response }: AlarmKind): void {
    const known = this.book.get(watchedKey('rule', ruleId));
    if (known !== undefined) this.book.revise(known, { priority, consequence, response });
  }

  /** A rule is gone, or watches something else: its alarm is over, and it is no longer shelved. */
  clearRule(ruleId: AlarmRuleId): void {
    const condition = watchedKey('rule', ruleId);
    const known = this.book.get(condition);
    if (known !== undefined) this.book.clear(known);
    this.book.forgetShelf(condition);
  }

  /** Whether the cause of an alarm was there when it was last reported, also before a restart. */
  isStanding(subject: Pick<AlarmSubject, 'code' | 'source'>): boolean {
    const alarm = this.book.get(watchedKey(subject.code, subject.source));
    return alarm !== undefined && stands(alarm);
  }

  /** What the alarms of a code are about whose cause was there when they were last reported, also before a restart. */
  standingOf(code: AlarmCode): string[] {
    return this.book
      .list()
      .filter((alarm) => alarm.code === code && stands(alarm))
      .map(({ source }) => source);
  }

  /** The same as `isStanding` for a rule. */
  isRuleStanding(ruleId: AlarmRuleId): boolean {
    return this.isStanding({ code: 'rule', source: ruleId });
  }

  /** The thing is gone: all its alarms are over, whatever they were about. */
  clearSource(source: string): void {
    for (const alarm of this.book.list())
      if (alarm.source === source && alarm.code !== 'external') this.book.clear(alarm);
  }

  /**
   * At the start: alarms about what is not there any more are over, and so are notices, which have no cause. The process may
   * have died between two steps of a removal.
   */
  clearGone(around: {
    isThere(source: string): boolean;
    isWatched(rule: AlarmRuleId | null): boolean;
  }): void {
    const isGone = ({ code, ruleId, source }: Alarm): boolean => {
      if (code === 'external') return false;
      return isNotice(code) || (code === 'rule' && !around.isWatched(ruleId)) || !around.isThere(source);
    };
    for (const alarm of this.book.list()) if (isGone(alarm)) this.book.clear(alarm);
  }

  /**
   * Tells people something that needs no cause to stand: it stays until somebody has seen it. Each notice stands for
   * itself, also when the same is told twice.
   */
  notify(subject: AlarmSubject & { readonly code: NoticeCode }, message: string): void {
    this.fold(subject);
    this.book.clear(this.book.create(draftOf(subject, message)), 'Notice');
  }

  /**
   * Raises an alarm for a program outside of the console; the same source and message is one alarm, with what was said of
   * it last.
   */
  raiseExternal(external: ExternalAlarm): void {
    const { source, message } = external;
    const { external: kind } = alarmCatalogue;
    const draft: AlarmDraft = {
      code: 'external',
      source,
      sourceName: source,
      message,
      ruleId: null,
      priority: external.priority ?? kind.priority,
      consequence: external.consequence ?? kind.consequence,
      response: external.response ?? kind.response,
    };
    const known = this.book.get(conditionKey({ ...draft, id: '' as AlarmId }));
    if (known !== undefined) {
      const { priority, consequence, response } = draft;
      this.book.raise(this.book.revise(known, { priority, consequence, response }), message);
      return;
    }
    if (this.book.list().filter(({ code }) => code === 'external').length >= MAX_EXTERNAL)
      throw new AppError('limit', `There are already ${MAX_EXTERNAL} alarms from outside; clear some first`);
    this.book.create(draft);
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
    return this.book.clear(alarm);
  }

  /** @throws AppError `not-found`, or `storage-failed`: then it is not acknowledged. */
  acknowledge(id: AlarmId, by: string): Alarm {
    const alarm = this.find(id);
    return this.book.acknowledge([alarm], by)[0] ?? alarm;
  }

  /** All that are not shelved, or none: what is out of sight has not been seen. @returns those that were waiting for it. */
  acknowledgeAll(by: string): Alarm[] {
    return this.book.acknowledge(
      this.book.list().filter(({ shelved }) => shelved === null),
      by,
    );
  }

  /**
   * Puts an alarm out of sight for `forS`, also when it comes back meanwhile. Shelving it again replaces time and reason.
   * @throws AppError `not-found`; `conflict` for the emergency stop; `invalid` for too long a time; `storage-failed`.
   */
  shelve(id: AlarmId, wish: { readonly forS: number; readonly reason: string }, by: string): Alarm {
    const alarm = this.find(id);
    if (alarm.code === 'emergency-stop') {
      throw new AppError(
        'conflict',
        'The emergency stop cannot be shelved: release it when nothing is in danger',
      );
    }
    const { forS, reason } = wish;
    if (forS > maxShelfS(alarm))
      throw new AppError('invalid', 'forS: a critical alarm can be shelved for at most an hour');
    const untilMs = Math.round(this.kernel.clock.wallMs() + forS * 1000);
    const shelved = this.book.shelve(alarm, { untilMs, reason, by });
    const text = `Alarm shelved by ${by} for ${Math.ceil(forS / 60)} min (${reason}): ${alarm.message}`;
    this.log.add('warning', alarm.sourceName, text);
    return shelved;
  }

  /** What is shelved, also where the alarm is over at the moment. Those that come back first stand first. */
  shelved(): Alarm[] {
    return this.book.shelved();
  }

  /**
   * Takes a shelf back, also when its alarm is over at the moment.
   * @throws AppError `not-found`; `conflict` when it is not shelved; `storage-failed`: then it stays shelved.
   */
  unshelve(id: AlarmId, by: string): Alarm {
    const alarm = this.book.shelved().find((each) => each.id === id) ?? this.find(id);
    if (alarm.shelved === null) throw new AppError('conflict', 'This alarm is not shelved');
    this.book.unshelve(conditionKey(alarm));
    this.log.add('info', alarm.sourceName, `Alarm no longer shelved, says ${by}: ${alarm.message}`);
    return this.book.find(id) ?? { ...alarm, shelved: null };
  }

  /** Active alarms by priority, then age; or the history, newest first. */
  list(
    input: { [K in keyof AlarmQuery]?: AlarmQuery[K] | undefined } & {
      readonly history?: boolean | undefined;
    },
  ): Alarm[] {
    const { history, beforeMs, search, limit = 500 } = input;
    if (history === true) return this.kernel.store.alarms.list({ beforeMs, search, limit });
    return this.book
      .list()
      .filter((alarm) => alarm.raisedAtMs < (beforeMs ?? Number.POSITIVE_INFINITY) && contains(alarm, search))
      .toSorted((a, b) => rank[a.priority] - rank[b.priority] || a.raisedAtMs - b.raisedAtMs)
      .slice(0, limit);
  }

  private find(id: AlarmId): Alarm {
    const alarm = this.book.find(id);
    if (alarm === undefined) throw new AppError('not-found', 'This alarm is over, or never was');
    return alarm;
  }

  private move(alarm: Alarm, holds: boolean, message: Words): void {
    if (stands(alarm) === holds) return;
    if (holds) this.book.raise(alarm, textOf(message));
    else this.book.clear(alarm);
  }

  /** Makes room for one more notice: the oldest ones give way to a single line, and stay in the history. */
  private fold({ source, sourceName }: AlarmSubject): void {
    const notices = this.book.list().filter(({ code, source: of }) => isNotice(code) && of === source);
    if (notices.length < MAX_NOTICES) return;
    const line = notices.find(({ message }) => message === FOLDED);
    const oldest = notices.filter((alarm) => alarm !== line).slice(0, line === undefined ? 2 : 1);
    for (const alarm of oldest) this.book.retire(alarm, 'the console, to make room');
    if (line !== undefined) return;
    const draft = draftOf({ code: 'profile-event', source, sourceName }, FOLDED);
    this.book.clear(this.book.create(draft), 'Notice');
  }
}

function draftOf({ code, source, sourceName }: AlarmSubject, message: Words): AlarmDraft {
  return { code, source, sourceName, ...alarmCatalogue[code], ruleId: null, message: textOf(message) };
}

function textOf(message: Words): string {
  return typeof message === 'string' ? message : message();
}

/** Its cause is there. */
function stands({ state }: Alarm): boolean {
  return state === 'unacknowledged' || state === 'acknowledged';
}

function contains({ message, sourceName }: Alarm, search: string | undefined): boolean {
  if (search === undefined) return true;
  const wanted = search.toLowerCase();
  return message.toLowerCase().includes(wanted) || sourceName.toLowerCase().includes(wanted);
}
