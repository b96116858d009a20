import {
  countAlarm,
  FLOOD_STARTS,
  FLOOD_WINDOW_MS,
  type FloodState,
  initialFloodState,
} from '#main/control/alarm-flood.ts';
import type { Alarm } from '#shared/domain/alarm.ts';
import { conditionKey, isNotice } from './alarm-key.ts';
import type { Kernel } from './kernel.ts';
import type { LogService } from './log-service.ts';

/** Conditions whose alarms are counted, the one that was silent for longest gives way. */
const MAX_COUNTED = 1000;
const OFTEN = `more than ${FLOOD_STARTS} times in ${FLOOD_WINDOW_MS / 60_000} minutes`;

/** What the log says of alarms. A flood of them, and one that comes and goes, are said once, so that the log keeps the rest. */
export class AlarmLog {
  private readonly kernel: Kernel;
  private readonly log: LogService;
  private flood: FloodState = initialFloodState();
  private readonly counts = new Map<string, FloodState>();

  constructor(kernel: Kernel, log: LogService) {
    this.kernel = kernel;
    this.log = log;
  }

  /** An alarm that calls for somebody; one that is shelved calls for nobody. */
  announce(alarm: Alarm, what: string): void {
    const chattered = this.chatters(alarm);
    this.count(alarm);
    const chatters = this.chatters(alarm);
    if (chatters && !chattered)
      this.write(alarm, `${what}, ${OFTEN}, and not logged again until it comes to rest`);
    else if (!chatters) this.write(alarm, what);
    if (alarm.shelved === null) this.countFlood();
  }

  /** What happens to an alarm without calling for anybody. */
  note(alarm: Alarm, what: string): void {
    if (!this.chatters(alarm)) this.log.add('info', alarm.sourceName, `${what}: ${alarm.message}`);
  }

  /** What people do, which is always said. */
  say(alarm: Alarm, what: string): void {
    this.log.add('info', alarm.sourceName, `${what}: ${alarm.message}`);
  }

  private write(alarm: Alarm, what: string): void {
    const { priority, sourceName, message, shelved } = alarm;
    if (shelved !== null) this.log.add('info', sourceName, `${what} (shelved): ${message}`);
    else this.log.add(priority === 'low' ? 'warning' : 'error', sourceName, `${what}: ${message}`);
  }

  private chatters(alarm: Alarm): boolean {
    return this.counts.get(conditionKey(alarm))?.flooded ?? false;
  }

  private count(alarm: Alarm): void {
    if (isNotice(alarm.code)) return;
    const condition = conditionKey(alarm);
    const counted = countAlarm(this.counts.get(condition) ?? initialFloodState(), this.kernel.clock.nowMs());
    this.counts.delete(condition);
    this.counts.set(condition, counted);
    const [oldest = condition] = this.counts.keys();
    if (this.counts.size > MAX_COUNTED) this.counts.delete(oldest);
  }

  private countFlood(): void {
    const before = this.flood.flooded;
    this.flood = countAlarm(this.flood, this.kernel.clock.nowMs());
    if (before || !this.flood.flooded) return;
    const minutes = FLOOD_WINDOW_MS / 60_000;
    const text = `Alarm flood: more than ${FLOOD_STARTS} alarms in ${minutes} minutes. Look for a common cause.`;
    this.log.add('warning', 'console', text);
  }
}
