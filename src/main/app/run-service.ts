import { offForS } from '#main/control/profile-runner.ts';
import { progressOf, setpointOf } from '#main/control/run-progress.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { RunId, VesselId } from '#shared/domain/ids.ts';
import type { ProfilePlan } from '#shared/domain/profile.ts';
import type { Reading } from '#shared/domain/reading.ts';
import type { MashRun, Run, RunProgress } from '#shared/domain/run.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import { ActiveRuns } from './active-runs.ts';
import type { AlarmService } from './alarm-service.ts';
import type { Kernel } from './kernel.ts';
import type { LogService } from './log-service.ts';
import type { ProfileService } from './profile-service.ts';
import { RunClockWatch } from './run-clock-watch.ts';
import { afterHold, afterStop, extended, heldOf, sentBack, skipped, withTimerStarted } from './run-moves.ts';
import { beyondLimits, checkFollows, newRun, replanned, type StartInput } from './run-plans.ts';
import { RunSteps } from './run-steps.ts';
import { extendedText } from './run-words.ts';
import { keepInstant } from './time-keeper.ts';
import type { VesselService } from './vessel-service.ts';

const LIST_MAX = 500;

export interface RunServiceParts {
  readonly kernel: Kernel;
  readonly log: LogService;
  readonly alarms: AlarmService;
  readonly profiles: ProfileService;
  readonly vessels: VesselService;
  /** The reading of what a vessel regulates. */
  readonly pvOf: (vessel: Vessel) => Reading;
  /** Throws AppError `conflict` while the emergency stop is on. */
  readonly ensureReleased: () => void;
  /** Throws AppError `conflict` when the heater stays on if the computer dies, and nobody has accepted that. */
  readonly ensureAccepted: (vessel: Vessel) => void;
}

/** What a run asks of its vessel: a temperature, °C, or nothing at all for so long, s (null: for good). */
export type RunSetpoint =
  | { readonly kind: 'at'; readonly spC: number }
  | { readonly kind: 'off'; readonly forS: number | null };

/** The runs: profiles being executed on vessels, and what people tell them. */
export class RunService {
  private readonly parts: RunServiceParts;
  private readonly active: ActiveRuns;
  private readonly steps: RunSteps;
  private readonly clockWatch: RunClockWatch;

  constructor(parts: RunServiceParts) {
    this.parts = parts;
    const { kernel, log, alarms, vessels, pvOf } = parts;
    this.active = new ActiveRuns(kernel);
    const vesselOf = (run: Run): Vessel => vessels.get(run.vesselId);
    this.steps = new RunSteps({ kernel, log, alarms, active: this.active, vesselOf, pvOf });
    this.clockWatch = new RunClockWatch({ clock: kernel.clock, alarms, vessels, active: this.active });
    for (const run of kernel.store.runs.active()) this.restore(run);
    for (const vessel of vessels.list()) {
      this.clockWatch.report(vessel);
      if (this.active.ofVessel(vessel.id) === undefined) this.clearWaiting(vessel);
    }
  }

  /** Runs in progress, or all that are kept; newest first. */
  list(all: boolean): Run[] {
    const current = this.active.list();
    if (!all) return current.toSorted((a, b) => b.startedAtMs - a.startedAtMs);
    const byId = new Map(current.map((run) => [run.id, run]));
    return this.parts.kernel.store.runs.list(LIST_MAX).map((run) => byId.get(run.id) ?? run);
  }

  /** The run in progress on a vessel, as it is now. */
  ofVessel(vesselId: VesselId): Run | undefined {
    return this.active.ofVessel(vesselId);
  }

  /** What the run on a vessel asks for now; null when there is none. */
  setpoint(vesselId: VesselId): RunSetpoint | null {
    const run = this.active.ofVessel(vesselId);
    if (run === undefined) return null;
    const spC = setpointOf(run);
    if (spC !== null) return { kind: 'at', spC };
    const goesOn = run.kind === 'fermentation' && run.state === 'running';
    return { kind: 'off', forS: goesOn ? offForS(run.points, run.elapsedS) : null };
  }

  progress(vesselId: VesselId): RunProgress | null {
    const run = this.active.ofVessel(vesselId);
    return run === undefined ? null : progressOf(run);
  }

  /** @throws AppError `conflict` when the vessel is already following a profile or cannot follow this one, `invalid`. */
  start(input: StartInput, by: string): Run {
    const { kernel, profiles, vessels } = this.parts;
    const profile = profiles.get(input.profileId);
    const vessel = vessels.get(input.vesselId);
    this.parts.ensureReleased();
    this.parts.ensureAccepted(vessel);
    checkFollows(vessel, profile);
    const present = this.active.ofVessel(vessel.id);
    if (present !== undefined) {
      throw new AppError(
        'conflict',
        `${vessel.name} already follows ${present.profileName}: stop that first`,
      );
    }
    const now = Math.round(kernel.clock.wallMs());
    const run = newRun(profile, input, kernel.newId('run') as RunId, now);
    this.commit([run], [vessels.commanded(vessel.id, { mode: 'auto', source: 'profile' })]);
    this.say(run, `started by ${by}`);
    this.warnBeyondLimits(run, vessel);
    return run;
  }

  /** A mash that is complete has nothing that could stand still. */
  hold(id: RunId, by: string): Run {
    const run = this.active.find(id);
    const [held] = heldOf(run);
    return held === undefined ? run : this.change(held, `held by ${by}`);
  }

  /** The profile's time goes on, and the vessel follows it again. */
  resume(id: RunId, by: string): Run {
    const run = this.active.find(id);
    this.parts.ensureReleased();
    const vessel = this.parts.vessels.get(run.vesselId);
    this.parts.ensureAccepted(vessel);
    checkFollows(vessel, run);
    const resumed = afterHold(run);
    this.commit([resumed], [this.parts.vessels.commanded(run.vesselId, { mode: 'auto', source: 'profile' })]);
    this.say(resumed, `resumed by ${by}`);
    return resumed;
  }

  /** Goes to the next point or step at once. @throws AppError `conflict` past the last one. */
  skip(id: RunId, by: string): Run {
    const run = this.active.find(id);
    const what = run.kind === 'mash' ? 'step' : 'point';
    return this.change(skipped(run), `skipped to the next ${what} by ${by}`);
  }

  /** Mash: begins the step before anew. @throws AppError `conflict` for a fermentation. */
  back(id: RunId, by: string): Run {
    return this.change(sentBack(this.findMash(id)), `sent back by ${by}`);
  }

  /** Mash: counts from now on. @throws AppError `conflict` for a fermentation, and when the step counts already. */
  startTimer(id: RunId, by: string): Run {
    return this.change(withTimerStarted(this.findMash(id)), `has its timer started by ${by}`);
  }

  /** Mash: keeps the present step for longer, s. @throws AppError `conflict` for a fermentation. */
  extend(id: RunId, byS: number, by: string): Run {
    const run = extended(this.findMash(id), byS);
    return this.change(run, `${extendedText(run, byS)}, by ${by}`);
  }

  /** Another plan for a run in progress. @throws AppError `conflict` when the run or its vessel cannot go on with it. */
  replan(id: RunId, plan: ProfilePlan, by: string): Run {
    // What the old plan has to tell is told first.
    this.steps.stepRun(this.active.find(id));
    const run = this.active.find(id);
    const vessel = this.parts.vessels.get(run.vesselId);
    checkFollows(vessel, plan);
    const changed = this.change(replanned(run, plan), `has another plan by ${by}`);
    this.warnBeyondLimits(changed, vessel);
    return changed;
  }

  /**
   * Ends the run. A vessel that follows it keeps its present setpoint, and is off where the profile had switched control
   * off; one with a constant setpoint keeps that.
   */
  stop(id: RunId, by: string): Run {
    const run = this.active.find(id);
    const stopped: Run = {
      ...run,
      state: 'stopped',
      endedAtMs: Math.round(this.parts.kernel.clock.wallMs()),
    };
    const vessel = this.parts.vessels.get(run.vesselId);
    this.commit([stopped], [this.parts.vessels.commanded(run.vesselId, afterStop(run, vessel))]);
    this.say(stopped, `stopped by ${by}`);
    return stopped;
  }

  /** The run of a vessel as it will be when the vessel stops following it, if that changes anything. */
  heldDraft(vesselId: VesselId): Run[] {
    const run = this.active.ofVessel(vesselId);
    return run === undefined ? [] : heldOf(run);
  }

  /** Keeps runs and vessels together or not at all, then takes them over and tells them. */
  commit(runs: readonly Run[], vessels: readonly Vessel[]): void {
    const { store, clock } = this.parts.kernel;
    store.transaction(() => {
      for (const run of runs) store.runs.put(run);
      for (const vessel of vessels) store.vessels.put(vessel);
      // Where a run was at an instant means nothing when the instant is lost.
      if (runs.length > 0) keepInstant(store, clock);
    });
    for (const run of runs) {
      this.active.adopt(run);
      if (run.state === 'stopped') this.clearWaiting(this.parts.vessels.get(run.vesselId));
      else this.steps.reportWaiting(run);
    }
    for (const vessel of vessels) this.parts.vessels.adopt(vessel);
  }

  /** What runs do by themselves, and a clock that is right again; called once a second. */
  step(): void {
    this.clockWatch.step();
    this.steps.step();
  }

  /** Keeps where the runs are, so that a wall clock set wrong later costs little. */
  checkpoint(): void {
    this.steps.checkpoint();
  }

  private change<R extends Run>(changed: R, what: string): R {
    this.commit([changed], []);
    this.say(changed, what);
    return changed;
  }

  private restore(run: Run): void {
    const { log, vessels } = this.parts;
    if (!vessels.list().some(({ id }) => id === run.vesselId)) {
      log.add('error', 'console', `Profile ${run.profileName} is not followed: its vessel is not there`);
      return;
    }
    if (this.active.restore(run)) this.clockWatch.add(run);
  }

  private clearWaiting({ id, name }: Vessel): void {
    this.parts.alarms.report({ code: 'mash-waiting', source: id, sourceName: name }, false, '');
  }

  private findMash(id: RunId): MashRun {
    const run = this.active.find(id);
    if (run.kind !== 'mash')
      throw new AppError('conflict', `${run.profileName} is a fermentation: it has no steps`);
    return run;
  }

  private warnBeyondLimits(run: Run, vessel: Vessel): void {
    const beyond = beyondLimits(vessel, run);
    if (beyond !== null) this.parts.log.add('warning', vessel.name, `Profile ${run.profileName} ${beyond}`);
  }

  private say(run: Run, what: string): void {
    this.parts.log.add(
      'info',
      this.parts.vessels.get(run.vesselId).name,
      `Profile ${run.profileName} ${what}`,
    );
  }
}
