import type { SwitchRecord } from '#main/control/loop-types.ts';
import type { Alarm, Shelf } from '#shared/domain/alarm.ts';
import type { AlarmRule } from '#shared/domain/alarm-rule.ts';
import type { Device } from '#shared/domain/device.ts';
import type { Sample, SeriesRange } from '#shared/domain/history.ts';
import type { LogEntry, LogLevel } from '#shared/domain/log-entry.ts';
import type { Point } from '#shared/domain/point.ts';
import type { Profile } from '#shared/domain/profile.ts';
import type { Run } from '#shared/domain/run.ts';
import type { Setting } from '#shared/domain/setting.ts';
import type { Vessel } from '#shared/domain/vessel.ts';

/** Things that are kept whole under their id. Order of `list` is the order of creation. */
export interface Collection<T extends { readonly id: string }> {
  list(): T[];
  /** Inserts or replaces. */
  put(item: T): void;
  /** @returns false when there was none. */
  remove(id: T['id']): boolean;
}

export interface LogQuery {
  readonly beforeId?: number | undefined;
  /** This level and the graver ones. */
  readonly level?: LogLevel | undefined;
  readonly source?: string | undefined;
  readonly search?: string | undefined;
  readonly limit: number;
}

export interface AlarmQuery {
  /** Only alarms raised before this instant. */
  readonly beforeMs?: number | undefined;
  /** Text that the message or the source's name contains. */
  readonly search?: string | undefined;
  readonly limit: number;
}

/** Where the store keeps everything. */
export interface StoreFiles {
  readonly folder: string;
  /** The database with its log, bytes. */
  readonly databaseBytes: number;
  /** Room that is left on that disk, bytes; null where the system does not say. */
  readonly freeBytes: number | null;
}

/** A number by which programs of the original maelstrom know one of our things. */
export interface ClassicId {
  readonly kind: 'device' | 'vessel' | 'profile';
  readonly n: number;
  readonly id: string;
}

/** A shelf with what it is about. */
export interface KeptShelf {
  readonly condition: string;
  readonly shelf: Shelf;
  /** The last alarm of the condition; null for a shelf that was kept without one. */
  readonly alarm: Alarm | null;
}

/**
 * Everything the console keeps. Calls return when the data is safe: it survives the death of the process.
 * Every call throws AppError `storage-failed` when the disk is full or refuses to write; nothing is half-written then.
 */
export interface Store {
  readonly settings: {
    list(): Setting[];
    put(setting: Setting): void;
    remove(name: string): boolean;
  };
  readonly devices: Collection<Device>;
  readonly points: Collection<Point>;
  readonly vessels: Collection<Vessel>;
  readonly profiles: Collection<Profile>;
  readonly runs: {
    /** Runs that are not stopped. */
    active(): Run[];
    /** Newest first. */
    list(limit: number): Run[];
    put(run: Run): void;
  };
  readonly alarms: {
    /** Alarms that are not `normal`. */
    active(): Alarm[];
    /** Newest first, active ones included. More than `limit` where the last of them were raised at the same instant. */
    list(query: AlarmQuery): Alarm[];
    put(alarm: Alarm): void;
    /** Keeps the newest `keep` alarms, and all that are not `normal`. */
    trim(keep: number): void;
  };
  readonly alarmRules: Collection<AlarmRule>;
  readonly shelves: {
    list(): KeptShelf[];
    put(kept: KeptShelf): void;
    remove(condition: string): boolean;
  };
  readonly classicIds: {
    list(): ClassicId[];
    /** Gives a thing its number; whoever had the number or whatever number the thing had is forgotten. */
    put(entry: ClassicId): void;
  };
  readonly log: {
    append(entry: Omit<LogEntry, 'id'>): LogEntry;
    /** Newest first. */
    list(query: LogQuery): LogEntry[];
    /** Who has written entries that are still kept, in alphabetical order. */
    sources(): string[];
    /** Keeps the newest `keep` entries. */
    trim(keep: number): void;
  };
  readonly samples: {
    append(samples: readonly Sample[]): void;
    /** Forgets a bounded number of samples older than `beforeMs`. @returns true when more are left. */
    trim(beforeMs: number): boolean;
  };
  readonly switches: {
    list(): SwitchRecord[];
    put(record: SwitchRecord): void;
  };
  /** Small facts of the console itself, such as a latched emergency stop, by name. The text is JSON. */
  readonly memory: {
    get(name: string): string | null;
    put(name: string, text: string): void;
    remove(name: string): void;
  };
  files(): StoreFiles;
  /** All of `work` is kept, or none of it. */
  transaction<T>(work: () => T): T;
  close(): void;
}

export interface HistoryQuery {
  readonly series: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  /** At most so many intervals a series; the lowest and highest value of what they join are kept. */
  readonly maxPoints: number;
}

/** Reads recorded samples without holding up the control loop. */
export interface HistoryReader {
  series(): Promise<{ series: string; firstMs: number; lastMs: number }[]>;
  range(query: HistoryQuery): Promise<SeriesRange[]>;
  close(): Promise<void>;
}
