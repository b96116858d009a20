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

  constructor(parts: RunServiceParts) {
    this.parts = parts;
    for (const run of parts.kernel.store.runs.active()) this.restore(run);
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

  /** Ends the run; a vessel that follows it keeps the present setpoint. */
  stop(id: RunId, by: string): Run {
    const { kernel, vessels } = this.parts;
    const run = this.find(id);
    const stopped: Run = { ...run, state: 'stopped', endedAtMs: Math.round(kernel.clock.wallMs()) };
    const { minSpC, maxSpC } = vessels.get(run.vesselId).limits;
    const spC = Math.min(maxSpC, Math.max(minSpC, setpointAt(run.points, run.elapsedS)));
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

  /** Notices runs that have come to their end; called once a second. */
  step(): void {
    for (const active of this.active.values()) {
      if (active.run.state !== 'running' || this.elapsedS(active) < totalS(active.run.points)) continue;
      const complete: Run = { ...this.current(active.run), state: 'complete' };
      this.commit([complete], []);
      this.say(complete, 'is complete; the last setpoint holds');
    }
  }

  /** Keeps the elapsed time of the running ones, so that a wall clock set wrong later costs little. */
  checkpoint(): void {
    for (const { run } of this.active.values()) {
      if (run.state === 'running') this.parts.kernel.store.runs.put(this.current(run));
    }
  }

  private restore(run: Run): void {
    const { kernel, vessels, alarms } = this.parts;
    const wallMs = Math.round(kernel.clock.wallMs());
    const { elapsedS, clockBehind } = elapsedAfterRestart(run, wallMs);
    this.active.set(run.vesselId, {
      run: { ...run, elapsedS, elapsedAtMs: wallMs },
      anchorNowMs: kernel.clock.nowMs(),
    });
    kernel.hub.publish('runs', this.current(run), { key: run.id });
    const name = vessels.get(run.vesselId).name;
    const subject = { code: 'clock-behind', source: run.vesselId, sourceName: name } as const;
    alarms.report(
      subject,
      clockBehind,
      `${run.profileName} goes on where it was last seen: the clock of this computer is behind. Check the date and time, then the profile.`,
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
