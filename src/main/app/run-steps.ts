import { advanceMash, type MashEvent, type MashMove, stepAt } from '#main/control/mash-runner.ts';
import { notesBetween, stateAt } from '#main/control/profile-runner.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { RunId } from '#shared/domain/ids.ts';
import { type Reading, valueOrNull } from '#shared/domain/reading.ts';
import type { FermentationRun, MashRun, Run } from '#shared/domain/run.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import type { ActiveRuns } from './active-runs.ts';
import type { AlarmService } from './alarm-service.ts';
import type { Kernel } from './kernel.ts';
import type { LogService } from './log-service.ts';
import { additionText, eventText, passedWhileAway, waitingText } from './run-words.ts';
import { keepInstant } from './time-keeper.ts';

/** After a gap this long somebody has to hear what the mash did meanwhile, s. */
const AWAY_S = 60;

export interface RunStepsParts {
  readonly kernel: Kernel;
  readonly log: LogService;
  readonly alarms: AlarmService;
  readonly active: ActiveRuns;
  readonly vesselOf: (run: Run) => Vessel;
  /** The reading of what a vessel regulates. */
  readonly pvOf: (vessel: Vessel) => Reading;
}

/** What runs do by themselves: notes whose time has come, steps of a mash, the end. */
export class RunSteps {
  private readonly parts: RunStepsParts;
  /** Runs of which the disk does not know the newest yet. */
  private readonly unkept = new Set<RunId>();

  constructor(parts: RunStepsParts) {
    this.parts = parts;
  }

  /** One step of every run; called once a second. */
  step(): void {
    for (const run of this.parts.active.list()) this.stepRun(run);
  }

  /** What one run does by itself until now. */
  stepRun(run: Run): void {
    if (this.unkept.has(run.id)) this.keep(run, () => undefined);
    if (run.kind === 'fermentation') this.stepFermentation(run);
    else this.stepMash(run);
  }

  /** Keeps where the runs are, so that a wall clock set wrong later costs little. */
  checkpoint(): void {
    for (const run of this.parts.active.list()) {
      if (run.state === 'running') this.parts.kernel.store.runs.put(run);
    }
  }

  /** A mash that waits for the brewer is an alarm, as long as it waits. */
  reportWaiting(run: Run): void {
    const vessel = this.parts.vesselOf(run);
    const waits = run.kind === 'mash' && run.state === 'running' && run.place.phase === 'waiting';
    this.parts.alarms.report(
      { code: 'mash-waiting', source: vessel.id, sourceName: vessel.name },
      waits,
      waits ? waitingText(run) : '',
    );
  }

  private stepFermentation(run: FermentationRun): void {
    if (run.state === 'held') return;
    const notes = notesBetween(run, run.toldS, run.elapsedS);
    const ends = run.state === 'running' && stateAt(run) === 'complete';
    if (notes.length === 0 && !ends) return;
    const { id, name } = this.parts.vesselOf(run);
    const subject = { code: 'profile-event', source: id, sourceName: name } as const;
    const told: FermentationRun = {
      ...run,
      state: ends ? 'complete' : run.state,
      toldS: Math.max(run.toldS, run.elapsedS),
    };
    const kept = this.keep(told, () => {
      for (const { text } of notes) this.parts.alarms.notify(subject, text);
    });
    // What cannot be kept is not told again, and the end is tried again in a second: the setpoint is the same.
    if (!kept) return this.parts.active.replace({ ...told, state: run.state });
    this.parts.active.adopt(told);
    if (ends)
      this.parts.log.add('info', name, `Profile ${run.profileName} ${eventText(run, { kind: 'ends' })}`);
  }

  private stepMash(run: MashRun): void {
    const { active } = this.parts;
    const taken = active.taken(run.vesselId);
    if (run.state !== 'running' || taken?.kind !== 'mash') return this.reportWaiting(run);
    const vessel = this.parts.vesselOf(run);
    const dtS = active.sinceS(run.vesselId);
    const { limits } = vessel;
    const move = advanceMash(run.steps, taken.place, {
      dtS,
      pvC: valueOrNull(this.parts.pvOf(vessel)),
      spC: Math.min(limits.maxSpC, Math.max(limits.minSpC, stepAt(run.steps, taken.place).spC)),
    });
    const next: MashRun = { ...run, place: move.place, state: move.complete ? 'complete' : 'running' };
    if (move.events.length === 0 && move.place.phase === taken.place.phase) active.replace(next);
    else this.moved(next, move, dtS >= AWAY_S);
    this.reportWaiting(next);
  }

  /** A mash does not stand still because a disk is full: what cannot be kept now is kept as soon as it can be. */
  private moved(next: MashRun, { events }: MashMove, wasAway: boolean): void {
    const { id, name } = this.parts.vesselOf(next);
    this.keep(next, () => {
      for (const event of events) {
        if (event.kind !== 'addition') continue;
        const subject = { code: 'mash-addition', source: id, sourceName: name } as const;
        this.parts.alarms.notify(subject, additionText(next, event));
      }
      if (wasAway && events.some(isStepOver)) {
        const subject = { code: 'profile-event', source: id, sourceName: name } as const;
        this.parts.alarms.notify(subject, passedWhileAway(next));
      }
    });
    this.parts.active.adopt(next);
    for (const event of events) {
      if (event.kind !== 'addition')
        this.parts.log.add('info', name, `Profile ${next.profileName} ${eventText(next, event)}`);
    }
  }

  /**
   * Keeps a run together with the notices that it raises, so that each is told exactly once. They are told even when
   * the disk refuses them.
   * @returns whether all of it is kept
   */
  private keep(run: Run, tell: () => void): boolean {
    const { store, clock } = this.parts.kernel;
    try {
      store.transaction(() => {
        tell();
        store.runs.put(run);
        keepInstant(store, clock);
      });
      this.unkept.delete(run.id);
      return true;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.unkept.add(run.id);
      this.parts.alarms.keepAgain();
      return false;
    }
  }
}

/** The mash has left a step. */
function isStepOver({ kind }: MashEvent): boolean {
  return kind === 'begins' || kind === 'ends';
}
