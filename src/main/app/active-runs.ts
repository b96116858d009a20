import { stepTotalS } from '#main/control/mash-runner.ts';
import { gapAfterRestart } from '#main/control/profile-runner.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { RunId, VesselId } from '#shared/domain/ids.ts';
import type { Run } from '#shared/domain/run.ts';
import type { Kernel } from './kernel.ts';

/** A run and the monotonic instant at which its `elapsedS` and timer were true. */
interface ActiveRun {
  readonly run: Run;
  readonly anchorNowMs: number;
}

/** The runs in progress, at most one a vessel. Their time is monotonic; over a restart it goes by the wall clock. */
export class ActiveRuns {
  private readonly kernel: Kernel;
  private readonly byVessel = new Map<VesselId, ActiveRun>();

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  /** Every run as it is now. */
  list(): Run[] {
    return [...this.byVessel.values()].map((active) => this.current(active));
  }

  /** The run on a vessel as it is now. */
  ofVessel(vesselId: VesselId): Run | undefined {
    const active = this.byVessel.get(vesselId);
    return active && this.current(active);
  }

  /** @throws AppError `not-found`. */
  find(id: RunId): Run {
    for (const active of this.byVessel.values()) if (active.run.id === id) return this.current(active);
    throw new AppError('not-found', 'This run is over, or never was');
  }

  /** How long it is since the time of a run was last taken, s; 0 while it stands still. */
  sinceS(vesselId: VesselId): number {
    const active = this.byVessel.get(vesselId);
    return active === undefined ? 0 : this.passedS(active);
  }

  /** The run on a vessel as its time was last taken. */
  taken(vesselId: VesselId): Run | undefined {
    return this.byVessel.get(vesselId)?.run;
  }

  /** Takes over a run as it is at this instant, and tells it. A run that is stopped is forgotten. */
  adopt(run: Run): void {
    this.replace(run);
    this.kernel.hub.publish('runs', run, { key: run.id, forget: run.state === 'stopped' });
  }

  /** Takes over a run as it is at this instant, without a word. */
  replace(run: Run): void {
    if (run.state === 'stopped') this.byVessel.delete(run.vesselId);
    else this.byVessel.set(run.vesselId, { run, anchorNowMs: this.kernel.clock.nowMs() });
  }

  /**
   * Takes over a run from before a restart: the gap counts as if the console had been there.
   * @returns true when the wall clock is earlier than when the run was stored: it goes on where it was.
   */
  restore(run: Run): boolean {
    const { clock, hub } = this.kernel;
    const { gapS, clockBehind } = gapAfterRestart(run, clock.wallMs());
    const active = { run, anchorNowMs: clock.nowMs() - gapS * 1000 };
    this.byVessel.set(run.vesselId, active);
    hub.publish('runs', this.current(active), { key: run.id });
    return clockBehind;
  }

  private passedS({ run, anchorNowMs }: ActiveRun): number {
    return run.state === 'running' ? (this.kernel.clock.nowMs() - anchorNowMs) / 1000 : 0;
  }

  private current(active: ActiveRun): Run {
    const { run } = active;
    const passedS = this.passedS(active);
    const now = { elapsedS: run.elapsedS + passedS, elapsedAtMs: Math.round(this.kernel.clock.wallMs()) };
    if (run.kind === 'fermentation' || run.place.phase !== 'timing') return { ...run, ...now };
    const timerS = Math.min(stepTotalS(run.steps, run.place), run.place.timerS + passedS);
    return { ...run, ...now, place: { ...run.place, timerS } };
  }
}
