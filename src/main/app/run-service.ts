import {
  elapsedAfterRestart,
  nextPoint,
  progressOf,
  setpointAt,
  totalS,
} from '#main/control/profile-runner.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { ProfileId, RunId, VesselId } from '#shared/domain/ids.ts';
import type { Run, RunProgress } from '#shared/domain/profile.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import type { AlarmService } from './alarm-service.ts';
import type { Kernel } from './kernel.ts';
import type { LogService } from './log-service.ts';
import type { ProfileService } from './profile-service.ts';
import { checkRegulable } from './vessel-rules.ts';
import type { VesselService } from './vessel-service.ts';

const LIST_MAX = 500;

export interface RunServiceParts {
  readonly kernel: Kernel;
  readonly log: LogService;
  readonly alarms: AlarmService;
  readonly profiles: ProfileService;
  readonly vessels: VesselService;
  /** Throws AppError `conflict` while the emergency stop is on. */
  readonly ensureReleased: () => void;
}

/** An active run and the monotonic instant at which its `elapsedS` was true. */
interface ActiveRun {
  readonly run: Run;
  readonly anchorNowMs: number;
}

/** The runs: profiles being executed on vessels. Their time is monotonic; over a restart it goes by the wall clock. */
export class RunService {
  private readonly parts: RunServiceParts;
  private readonly active = new Map<VesselId, ActiveRun>();
  /** Vessels whose run was last seen, before a restart, at an instant that the wall clock has not reached. */
  private readonly seenAheadMs = new Map<VesselId, number>();

  constructor(parts: RunServiceParts) {
    this.parts = parts;
    for (const run of parts.kernel.store.runs.active()) this.restore(run);
    for (const vessel of parts.vessels.list()) this.reportClock(vessel, this.seenAheadMs.has(vessel.id));
  }

  /** Runs in progress, or all that are kept; newest first. */
  list(all: boolean): Run[] {
    const current = [...this.active.values()].map(({ run }) => this.current(run));
    if (!all) return current.toSorted((a, b) => b.startedAtMs - a.startedAtMs);
    const byId = new Map(current.map((run) => [run.id, run]));
    return this.parts.kernel.store.runs.list(LIST_MAX).map((run) => byId.get(run.id) ?? run);
  }

  /** The run in progress on a vessel, as it is now. */
  ofVessel(vesselId: VesselId): Run | undefined {
    const active = this.active.get(vesselId);
    return active === undefined ? undefined : this.current(active.run);
  }

  /** Setpoint of a vessel that follows its run, °C; null when it has none. */
  setpointC(vesselId: VesselId): number | null {
    const active = this.active.get(vesselId);
    return active === undefined ? null : setpointAt(active.run.points, this.elapsedS(active));
  }

  progress(vesselId: VesselId): RunProgress | null {
    const active = this.active.get(vesselId);
    return active === undefined ? null : progressOf(active.run, this.elapsedS(active));
  }

  /** @throws AppError `conflict` when the vessel is already following a profile. */
  start(input: { vesselId: VesselId; profileId: ProfileId; fromS?: number | undefined }, by: string): Run {
    const { kernel, profiles, vessels } = this.parts;
    const profile = profiles.get(input.profileId);
    const vessel = vessels.get(input.vesselId);
    this.parts.ensureReleased();
    checkRegulable(vessel, vessel.control.target);
    if (vessel.algorithm.kind === 'board' && vessel.control.target === 'chamber') {
      throw new AppError(
        'conflict',
        `The board of ${vessel.name} follows profiles by the beer: choose beer as target first`,
      );
    }
    const present = this.active.get(vessel.id);
    if (present !== undefined) {
      throw new AppError(
        'conflict',
        `${vessel.name} already follows ${present.run.profileName}: stop that first`,
      );
    }
    const now = Math.round(kernel.clock.wallMs());
    const run: Run = {
      id: kernel.newId('run') as RunId,
      vesselId: vessel.id,
      profileId: profile.id,
      profileName: profile.name,
      kind: profile.kind,
      points: profile.points,
      state: 'running',
      startedAtMs: now,
      endedAtMs: null,
      elapsedS: Math.min(input.fromS ?? 0, totalS(profile.points)),
      elapsedAtMs: now,
    };
    this.commit([run], [vessels.commanded(vessel.id, { mode: 'auto', source: 'profile' })]);
    this.say(run, `started by ${by}`);
    return run;
  }

  hold(id: RunId, by: string): Run {
    const run = this.find(id);
    if (run.state === 'held') return run;
    const held: Run = { ...run, state: 'held' };
    this.commit([held], []);
    this.say(held, `held by ${by}`);
    return held;
  }

  /** The profile's time goes on, and the vessel follows it again. */
  resume(id: RunId, by: string): Run {
    const run = this.find(id);
    this.parts.ensureReleased();
    const vessel = this.parts.vessels.get(run.vesselId);
    checkRegulable(vessel, vessel.control.target);
    const resumed = this.stateAfter(run);
    this.commit([resumed], [this.parts.vessels.commanded(run.vesselId, { mode: 'auto', source: 'profile' })]);
    this.say(resumed, `resumed by ${by}`);
    return resumed;
  }

  /** Goes to the next point at once. @throws AppError `conflict` past the last one. */
  skip(id: RunId, by: string): Run {
    const run = this.find(id);
    const next = nextPoint(run.points, run.elapsedS);
    if (next === null)
      throw new AppError('conflict', `${run.profileName} is at its end: there is nothing to skip to`);
    const moved = { ...run, elapsedS: next.atS };
    const skipped = run.state === 'held' ? moved : this.stateAfter(moved);
    this.commit([skipped], []);
    this.say(skipped, `skipped to the next point by ${by}`);
    return skipped;
  }

  /** Ends the run; a vessel that follows it keeps its present setpoint, and one with a constant setpoint keeps that. */
  stop(id: RunId, by: string): Run {
    const { kernel, vessels } = this.parts;
    const run = this.find(id);
    const stopped: Run = { ...run, state: 'stopped', endedAtMs: Math.round(kernel.clock.wallMs()) };
    const { control, limits } = vessels.get(run.vesselId);
    const heldC = control.source === 'profile' ? setpointAt(run.points, run.elapsedS) : control.spC;
    const spC = Math.min(limits.maxSpC, Math.max(limits.minSpC, heldC));
    this.commit([stopped], [vessels.commanded(run.vesselId, { source: 'constant', spC })]);
    this.say(stopped, `stopped by ${by}`);
    return stopped;
  }

  /** The run of a vessel as it will be when the vessel stops following it, if that changes anything. */
  heldDraft(vesselId: VesselId): Run[] {
    const run = this.ofVessel(vesselId);
    return run === undefined || run.state === 'held' ? [] : [{ ...run, state: 'held' }];
  }

  /** Keeps runs and vessels together or not at all, then takes them over and tells them. */
  commit(runs: readonly Run[], vessels: readonly Vessel[]): void {
    const { store } = this.parts.kernel;
    store.transaction(() => {
      for (const run of runs) store.runs.put(run);
      for (const vessel of vessels) store.vessels.put(vessel);
    });
    for (const run of runs) this.adopt(run);
    for (const vessel of vessels) this.parts.vessels.adopt(vessel);
  }

  /** Notices runs that have come to their end, and a clock that is right again; called once a second. */
  step(): void {
    this.watchClock();
    for (const active of this.active.values()) {
      if (active.run.state !== 'running' || this.elapsedS(active) < totalS(active.run.points)) continue;
      this.complete({ ...this.current(active.run), state: 'complete' });
    }
  }

  /** Keeps the elapsed time of the running ones, so that a wall clock set wrong later costs little. */
  checkpoint(): void {
    for (const { run } of this.active.values()) {
      if (run.state === 'running') this.parts.kernel.store.runs.put(this.current(run));
    }
  }

  private complete(run: Run): void {
    try {
      this.commit([run], []);
      this.say(run, 'is complete; the last setpoint holds');
    } catch (error) {
      // What cannot be kept is tried again in a second; the setpoint is the same, and the loop does not wait for a disk.
      if (!(error instanceof AppError)) throw error;
    }
  }

  private restore(run: Run): void {
    const { kernel, log, vessels } = this.parts;
    if (!vessels.list().some(({ id }) => id === run.vesselId)) {
      log.add('error', 'console', `Profile ${run.profileName} is not followed: its vessel is not there`);
      return;
    }
    const wallMs = Math.round(kernel.clock.wallMs());
    const { elapsedS, clockBehind } = elapsedAfterRestart(run, wallMs);
    this.active.set(run.vesselId, {
      run: { ...run, elapsedS, elapsedAtMs: wallMs },
      anchorNowMs: kernel.clock.nowMs(),
    });
    kernel.hub.publish('runs', this.current(run), { key: run.id });
    if (clockBehind) this.seenAheadMs.set(run.vesselId, run.elapsedAtMs);
  }

  /** The alarm about the clock is over when the clock has been set, or there is no run left to look after. */
  private watchClock(): void {
    for (const [id, seenMs] of this.seenAheadMs) {
      if (this.active.has(id) && this.parts.kernel.clock.wallMs() < seenMs) continue;
      this.seenAheadMs.delete(id);
      const vessel = this.parts.vessels.list().find((each) => each.id === id);
      if (vessel !== undefined) this.reportClock(vessel, false);
    }
  }

  private reportClock({ id, name }: Vessel, isBehind: boolean): void {
    this.parts.alarms.report(
      { code: 'clock-behind', source: id, sourceName: name },
      isBehind,
      `${this.ofVessel(id)?.profileName ?? 'The profile'} goes on where it was last seen: the clock of this computer is behind. Check the date and time, then the profile.`,
    );
  }

  private find(id: RunId): Run {
    for (const active of this.active.values()) if (active.run.id === id) return this.current(active.run);
    throw new AppError('not-found', 'This run is over, or never was');
  }

  private stateAfter(run: Run): Run {
    return { ...run, state: run.elapsedS >= totalS(run.points) ? 'complete' : 'running' };
  }

  private elapsedS({ run, anchorNowMs }: ActiveRun): number {
    if (run.state !== 'running') return run.elapsedS;
    return run.elapsedS + (this.parts.kernel.clock.nowMs() - anchorNowMs) / 1000;
  }

  private current(run: Run): Run {
    const active = this.active.get(run.vesselId);
    if (active?.run.id !== run.id) return run;
    return {
      ...active.run,
      elapsedS: this.elapsedS(active),
      elapsedAtMs: Math.round(this.parts.kernel.clock.wallMs()),
    };
  }

  private adopt(run: Run): void {
    const { clock, hub } = this.parts.kernel;
    if (run.state === 'stopped') this.active.delete(run.vesselId);
    else this.active.set(run.vesselId, { run, anchorNowMs: clock.nowMs() });
    hub.publish('runs', run, { key: run.id, forget: run.state === 'stopped' });
  }

  private say(run: Run, what: string): void {
    this.parts.log.add(
      'info',
      this.parts.vessels.get(run.vesselId).name,
      `Profile ${run.profileName} ${what}`,
    );
  }
}
