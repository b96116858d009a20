import type { AlarmRule, AlarmRuleConfig } from '#shared/domain/alarm-rule.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { AlarmRuleId } from '#shared/domain/ids.ts';
import { checkAlarmRule, type RuleSurroundings } from './alarm-rule-checks.ts';
import type { AlarmService } from './alarm-service.ts';
import type { Kernel } from './kernel.ts';

const MAX_RULES = 500;

export interface AlarmRulesParts extends RuleSurroundings {
  readonly kernel: Kernel;
  readonly alarms: AlarmService;
}

/** The alarms that users have set up: kept, and told on channel `alarm-rules`. */
export class AlarmRules {
  private readonly parts: AlarmRulesParts;
  private readonly rules: Map<AlarmRuleId, AlarmRule>;

  constructor(parts: AlarmRulesParts) {
    this.parts = parts;
    this.rules = new Map(parts.kernel.store.alarmRules.list().map((rule) => [rule.id, rule]));
  }

  /** In the order in which they were set up. */
  list(): AlarmRule[] {
    return [...this.rules.values()];
  }

  /** A rule that is there and enabled. */
  isWatched(id: AlarmRuleId | null): boolean {
    return id !== null && this.rules.get(id)?.enabled === true;
  }

  /** @throws AppError `limit`, `conflict` for a name that is taken, `invalid` for a subject that does not fit. */
  create(config: AlarmRuleConfig): AlarmRule {
    if (this.rules.size >= MAX_RULES)
      throw new AppError('limit', `There are already ${MAX_RULES} alarms of your own; remove one first`);
    this.check(config, null);
    return this.save({ ...config, id: this.parts.kernel.newId('rule') as AlarmRuleId });
  }

  /**
   * Another condition begins anew, and so does a rule that was disabled: the alarm of what was watched before is over.
   * @throws AppError `not-found`, and what `create` throws.
   */
  update(rule: AlarmRule): AlarmRule {
    const before = this.get(rule.id);
    this.check(rule, rule.id);
    const same = before.enabled === rule.enabled && sameCondition(before, rule);
    // The same condition stays the same object: by that the watch knows that it goes on.
    const saved = this.save(same ? { ...rule, condition: before.condition } : rule);
    if (!same) this.parts.alarms.clearRule(rule.id);
    return saved;
  }

  /** Its alarm is over. */
  remove(id: AlarmRuleId): void {
    this.get(id);
    const { kernel, alarms } = this.parts;
    kernel.store.alarmRules.remove(id);
    this.rules.delete(id);
    kernel.hub.publish('alarm-rules', { type: 'removed', ruleId: id }, { key: id, forget: true });
    alarms.clearRule(id);
  }

  /** Removes the rules that watch one of these vessels, points and devices. */
  removeWatching(ids: readonly string[]): void {
    for (const { id } of this.watching(ids)) this.remove(id);
  }

  /** @throws AppError `in-use` when a rule watches one of these: it would watch nothing then. */
  ensureUnwatched(name: string, ids: readonly string[]): void {
    const [rule] = this.watching(ids);
    if (rule === undefined) return;
    throw new AppError('in-use', `The alarm ${rule.name} watches ${name}: remove that alarm first`);
  }

  private watching(ids: readonly string[]): AlarmRule[] {
    const wanted = new Set(ids);
    return this.list().filter(({ condition }) => wanted.has(condition.subject.id));
  }

  private get(id: AlarmRuleId): AlarmRule {
    const rule = this.rules.get(id);
    if (rule === undefined) throw new AppError('not-found', `There is no alarm rule ${id}`);
    return rule;
  }

  private check(config: AlarmRuleConfig, id: AlarmRuleId | null): void {
    checkAlarmRule(config, this.parts);
    if (this.list().some((other) => other.id !== id && other.name === config.name))
      throw new AppError('conflict', `name: there is already an alarm named ${config.name}`);
  }

  private save(rule: AlarmRule): AlarmRule {
    const { kernel } = this.parts;
    kernel.store.alarmRules.put(rule);
    this.rules.set(rule.id, rule);
    kernel.hub.publish('alarm-rules', { type: 'saved', rule }, { key: rule.id });
    return rule;
  }
}

/** Only words, delays or the priority differ. */
function sameCondition(a: AlarmRule, b: AlarmRule): boolean {
  return JSON.stringify(a.condition) === JSON.stringify(b.condition);
}
