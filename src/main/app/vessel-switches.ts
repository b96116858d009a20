import type { LoopResult } from '#main/control/loop-types.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import type { AlarmService } from './alarm-service.ts';
import type { Kernel } from './kernel.ts';

export interface VesselSwitchParts {
  readonly kernel: Kernel;
  readonly alarms: AlarmService;
  /** Called inside the transaction that keeps switches. */
  readonly onKept: () => void;
}

/**
 * Keeps the switches of a vessel that protection times depend on, before its relays move.
 * @returns false when they cannot be kept, which is an alarm: then its relays must not move
 */
export function keepSwitches(
  { kernel: { store, clock }, alarms, onKept }: VesselSwitchParts,
  { id, name }: Vessel,
  commits: LoopResult<unknown>['commits'],
): boolean {
  const subject = { code: 'storage-failing', source: id, sourceName: name } as const;
  if (commits.length === 0) {
    // Nothing waits for the disk any more.
    alarms.report(subject, false, '');
    return true;
  }
  try {
    store.transaction(() => {
      const atMs = Math.round(clock.wallMs());
      for (const commit of commits) store.switches.put({ ...commit, atMs });
      onKept();
    });
    alarms.report(subject, false, '');
    return true;
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    const text = `${name}: outputs stay off, because their switching times cannot be stored (${cause})`;
    alarms.report(subject, true, text);
    return false;
  }
}
