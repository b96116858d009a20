import type { VesselId } from '#shared/domain/ids.ts';
import type { Run } from '#shared/domain/run.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import type { ActiveRuns } from './active-runs.ts';
import type { AlarmService } from './alarm-service.ts';
import type { Clock } from './ports/clock.ts';
import type { VesselService } from './vessel-service.ts';

export interface RunClockWatchParts {
  readonly clock: Clock;
  readonly alarms: AlarmService;
  readonly vessels: VesselService;
  readonly active: ActiveRuns;
}

/** Says that the wall clock was behind when a run went on after a restart, until it has been set. */
export class RunClockWatch {
  private readonly parts: RunClockWatchParts;
  /** Vessels whose run was last seen, before the restart, at an instant that the wall clock has not reached. */
  private readonly seenAheadMs = new Map<VesselId, number>();

  constructor(parts: RunClockWatchParts) {
    this.parts = parts;
  }

  /** A run that was last seen in the future. */
  add(run: Run): void {
    this.seenAheadMs.set(run.vesselId, run.elapsedAtMs);
  }

  /** The alarm is over when the clock has been set, or there is no run left to look after. */
  step(): void {
    for (const [id, seenMs] of this.seenAheadMs) {
      const hasRun = this.parts.active.ofVessel(id) !== undefined;
      if (hasRun && this.parts.clock.wallMs() < seenMs) continue;
      this.seenAheadMs.delete(id);
      const vessel = this.parts.vessels.list().find((each) => each.id === id);
      if (vessel !== undefined) this.report(vessel);
    }
  }

  /** Says whether the place of the run on a vessel is in doubt. */
  report({ id, name }: Vessel): void {
    const run = this.parts.active.ofVessel(id);
    this.parts.alarms.report(
      { code: 'clock-behind', source: id, sourceName: name },
      this.seenAheadMs.has(id),
      `${run?.profileName ?? 'The profile'} goes on where it was last seen: the clock of this computer is behind. Check the date and time, then the profile.`,
    );
  }
}
