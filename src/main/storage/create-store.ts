import type { Database } from 'better-sqlite3';
import type { Store } from '#main/app/ports/store.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { createAlarmRulesRepository } from './alarm-rules-repository.ts';
import { createAlarmsRepository } from './alarms-repository.ts';
import { createClassicIdsRepository } from './classic-ids-repository.ts';
import { createDevicesRepository } from './devices-repository.ts';
import { createLogRepository } from './log-repository.ts';
import { createMemoryRepository } from './memory-repository.ts';
import { createPointsRepository } from './points-repository.ts';
import { createProfilesRepository } from './profiles-repository.ts';
import { createRowReader } from './row-reader.ts';
import { createRunsRepository } from './runs-repository.ts';
import { createSamplesRepository } from './samples-repository.ts';
import { createSettingsRepository } from './settings-repository.ts';
import { createShelvesRepository } from './shelves-repository.ts';
import { isCorruption, toAppError } from './storage-errors.ts';
import { storeFiles } from './store-files.ts';
import { createSwitchesRepository } from './switches-repository.ts';
import { createVesselsRepository } from './vessels-repository.ts';

export interface StoreOptions {
  /** Told in one line about a stored row that makes no sense and is left out. */
  readonly onProblem?: ((text: string) => void) | undefined;
  /** The database has turned out to be damaged. The call that met it fails as well. */
  readonly onCorrupt?: (() => void) | undefined;
}

type Guard = <T>(work: () => T) => T;

/** Every method of a repository behind the guard. */
function guarded<T extends object>(repository: T, guard: Guard): T {
  const calls = Object.entries(repository) as [string, (...args: unknown[]) => unknown][];
  return Object.fromEntries(
    calls.map(([name, call]) => [name, (...args: unknown[]) => guard(() => call(...args))]),
  ) as T;
}

/** A guard for single calls, and one for what must be kept whole. */
function createGuards(db: Database, onCorrupt: () => void): { guard: Guard; transaction: Guard } {
  let depth = 0;
  /** What failed in the present transaction. SQLite may have rolled it back already, so nothing more may run in it. */
  let failed: AppError | null = null;
  const inWords = (error: unknown): unknown => {
    if (isCorruption(error)) onCorrupt();
    return toAppError(error);
  };
  const guard: Guard = (work) => {
    if (failed !== null) throw failed;
    if (!db.open) throw new AppError('unavailable', 'The console is stopping.');
    try {
      return work();
    } catch (error) {
      const mapped = inWords(error);
      if (depth > 0 && mapped instanceof AppError && mapped.code === 'storage-failed') failed = mapped;
      throw mapped;
    }
  };
  const transaction: Guard = (work) => {
    if (!db.open) throw new AppError('unavailable', 'The console is stopping.');
    depth += 1;
    try {
      return db.transaction(() => {
        const result = work();
        if (failed !== null) throw failed;
        return result;
      })();
    } catch (error) {
      throw inWords(error);
    } finally {
      depth -= 1;
      if (depth === 0) failed = null;
    }
  };
  return { guard, transaction };
}

/**
 * The store on an open database of the present schema.
 * @throws from every call AppError `storage-failed`, `invalid` (a reference to nothing), `in-use`, or `unavailable` once
 * it is closed.
 */
export function createStore(db: Database, options: StoreOptions = {}): Store {
  const rows = createRowReader((text) => options.onProblem?.(text));
  const { guard, transaction } = createGuards(db, () => options.onCorrupt?.());
  return {
    settings: guarded(createSettingsRepository(db, rows), guard),
    devices: guarded(createDevicesRepository(db, rows), guard),
    points: guarded(createPointsRepository(db, rows), guard),
    vessels: guarded(createVesselsRepository(db, rows), guard),
    profiles: guarded(createProfilesRepository(db, rows), guard),
    runs: guarded(createRunsRepository(db, rows), guard),
    alarms: guarded(createAlarmsRepository(db, rows), guard),
    alarmRules: guarded(createAlarmRulesRepository(db, rows), guard),
    shelves: guarded(createShelvesRepository(db, rows), guard),
    classicIds: guarded(createClassicIdsRepository(db), guard),
    log: guarded(createLogRepository(db, rows), guard),
    samples: guarded(createSamplesRepository(db), guard),
    switches: guarded(createSwitchesRepository(db), guard),
    memory: guarded(createMemoryRepository(db), guard),
    files: () => guard(() => storeFiles(db.name)),
    transaction,
    close: () => {
      db.close();
    },
  };
}
