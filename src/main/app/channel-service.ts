import { externalAlarmSchema, externalLogSchema } from '#shared/contract/channels.ts';
import { explainIssues } from '#shared/contract/issue-text.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { type ExternalReading, externalReadingSchema } from '#shared/domain/vessel-state.ts';
import type { AlarmService } from './alarm-service.ts';
import type { Kernel } from './kernel.ts';
import type { LogService } from './log-service.ts';

/** Log entries that outside programs may add in a minute of console time. */
const EXTERNAL_LOGS_PER_MINUTE = 600;
const MINUTE_MS = 60_000;
/** Readings from outside that new subscribers are given, by source and name. */
const EXTERNAL_READINGS = 500;

/** Publishing from outside of the console. */
export class ChannelService {
  private readonly kernel: Kernel;
  private readonly log: LogService;
  private readonly alarms: AlarmService;
  private minute = 0;
  private logsThisMinute = 0;
  /** Keys of the readings that are kept, the one that was silent for longest first. */
  private readonly readings = new Set<string>();

  constructor(kernel: Kernel, log: LogService, alarms: AlarmService) {
    this.kernel = kernel;
    this.log = log;
    this.alarms = alarms;
  }

  /**
   * Publishes any JSON on a channel of the users. On `alarms`, `logs` and `data` it raises an external alarm, adds a
   * log entry or tells an external reading; the console's other channels take nothing from outside.
   * @returns the sequence number that the channel has reached.
   */
  publish(input: { channel: string; key?: string | undefined; payload: unknown }): { seq: number } {
    const { hub } = this.kernel;
    switch (input.channel) {
      case 'alarms': {
        this.alarms.raiseExternal(parse(externalAlarmSchema, input));
        break;
      }
      case 'logs': {
        const { source, level, message } = parse(externalLogSchema, input);
        this.countLog();
        this.log.add(level ?? 'info', source, message);
        break;
      }
      case 'data': {
        this.tellReading(parse(externalReadingSchema, input));
        break;
      }
      default:
        return { seq: hub.publishUser(input.channel, input.payload, input.key) };
    }
    return { seq: hub.seq(input.channel) };
  }

  private tellReading(reading: ExternalReading): void {
    const { hub } = this.kernel;
    const key = `${reading.source}: ${reading.name}`.slice(0, 80);
    hub.publish('data', reading, { key });
    this.readings.delete(key);
    this.readings.add(key);
    if (this.readings.size <= EXTERNAL_READINGS) return;
    const [silent = key] = this.readings;
    this.readings.delete(silent);
    hub.forget('data', silent);
  }

  private countLog(): void {
    const nowMs = this.kernel.clock.nowMs();
    const minute = Math.floor(nowMs / MINUTE_MS);
    if (minute !== this.minute) {
      this.minute = minute;
      this.logsThisMinute = 0;
    }
    this.logsThisMinute += 1;
    if (this.logsThisMinute > EXTERNAL_LOGS_PER_MINUTE) {
      throw new AppError(
        'limit',
        `At most ${EXTERNAL_LOGS_PER_MINUTE} log entries a minute can come from outside`,
        { retryAfterS: Math.ceil(((minute + 1) * MINUTE_MS - nowMs) / 1000) },
      );
    }
  }
}

/** A schema as far as it is needed here. */
interface Schema<T> {
  safeParse(
    value: unknown,
  ):
    | { readonly success: true; readonly data: T }
    | { readonly success: false; readonly error: { readonly issues: Parameters<typeof explainIssues>[0] } };
}

function parse<T>(schema: Schema<T>, { channel, payload }: { channel: string; payload: unknown }): T {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const { message } = explainIssues(parsed.error.issues, payload);
  throw new AppError('invalid', `Channel ${channel} does not take this: ${message}`);
}
