import type { LoopInput, LoopResult } from '#main/control/loop-types.ts';
import {
  initialLoopState,
  type LoopState,
  stepVesselLoop,
  withOutputsOff,
} from '#main/control/vessel-loop.ts';
import type { PointId, VesselId } from '#shared/domain/ids.ts';
import type { OutputStaying } from '#shared/domain/output.ts';
import type { Reading } from '#shared/domain/reading.ts';
import { actuatorRoles, type Vessel } from '#shared/domain/vessel.ts';
import type { VesselState } from '#shared/domain/vessel-state.ts';
import type { AlarmService } from './alarm-service.ts';
import { Attempts } from './attempts.ts';
import type { BoardVessels } from './board-vessels.ts';
import { FrozenMemory } from './frozen-memory.ts';
import type { Kernel } from './kernel.ts';
import type { LogService } from './log-service.ts';
import { actuatorOf, loopInputOf } from './loop-inputs.ts';
import { LooseOutputs } from './loose-outputs.ts';
import { LoosePoints } from './loose-points.ts';
import type { OutputTest, OutputTests, TestOutcome } from './output-tests.ts';
import { OutputWriter } from './output-writer.ts';
import { PermitWatch } from './permit-watch.ts';
import type { PointService } from './point-service.ts';
import type { Recorder } from './recorder.ts';
import type { RuleWatch } from './rule-watch.ts';
import type { RunService } from './run-service.ts';
import { SpareWatch } from './spare-watch.ts';
import { VesselProbes } from './vessel-probes.ts';
import type { VesselService } from './vessel-service.ts';
import { keepSwitches } from './vessel-switches.ts';
import { viewBoardVessel, viewVessel } from './vessel-view.ts';
import { VesselWatch } from './vessel-watch.ts';

const SECOND_MS = 1000;

export interface ControlLoopParts {
  readonly kernel: Kernel;
  readonly points: PointService;
  readonly vessels: VesselService;
  readonly runs: RunService;
  readonly alarms: AlarmService;
  /** What users have set up. */
  readonly ruleWatch: RuleWatch;
  readonly log: LogService;
  readonly tests: OutputTests;
  readonly boards: BoardVessels;
  readonly recorder: Recorder;
  readonly emergencyStopActive: () => boolean;
  /** What becomes of an output when the computer dies. */
  readonly stayingOf: (id: PointId) => OutputStaying;
  /** Called inside the transaction that keeps switches. */
  readonly onKept: () => void;
}

/** What the loop knows about one vessel between two steps. */
interface Track {
  state: LoopState;
  result: LoopResult<LoopState> | null;
  readonly writer: OutputWriter;
  readonly watch: VesselWatch;
  readonly probes: VesselProbes;
}

/**
 * The control loop: reads, regulates and writes every vessel. Vessels with an output that is time-proportioned at
 * 0.1 s are stepped at each step of console time, the others once a second. It waits for nobody.
 */
export class ControlLoop {
  private readonly parts: ControlLoopParts;
  private readonly tracks = new Map<VesselId, Track>();
  private second = -1;
  private published = Number.NEGATIVE_INFINITY;
  private readonly loosePoints: LoosePoints;
  private readonly looseOutputs: LooseOutputs;
  private readonly spares: SpareWatch;
  private readonly permits: PermitWatch;

  constructor(parts: ControlLoopParts) {
    this.parts = parts;
    this.spares = new SpareWatch(parts);
    this.permits = new PermitWatch(parts);
    this.looseOutputs = new LooseOutputs(parts);
    const isOn = (id: PointId): boolean | null => this.looseOutputs.outcomeOf(id)?.on ?? null;
    this.loosePoints = new LoosePoints({ ...parts, isOn });
  }

  /** Something has happened that people should see at once: the next step counts as that of a new second. */
  hurry(): void {
    this.second = -1;
    this.published = Number.NEGATIVE_INFINITY;
  }

  /**
   * One step of console time, monotonic ms.
   * @throws what a part that nobody expected to fail has thrown; all others are done.
   */
  step(nowMs: number): void {
    const attempts = new Attempts();
    const second = Math.floor(nowMs / SECOND_MS);
    const newSecond = second !== this.second;
    this.second = second;
    const vessels = this.parts.vessels.list();
    if (newSecond) {
      attempts.run(() => this.parts.runs.step());
      attempts.run(() => this.parts.boards.step(nowMs));
    }
    for (const vessel of vessels) {
      if (newSecond) attempts.run(() => this.stepProbes(vessel, nowMs));
      if (vessel.algorithm.kind !== 'board' && (newSecond || this.isFast(vessel)))
        attempts.run(() => this.stepVessel(vessel, nowMs));
    }
    attempts.run(() => this.looseOutputs.step(vessels, nowMs, newSecond));
    const ended = this.parts.tests.settle(nowMs, (test) => this.outcomeOf(test));
    if (ended && !newSecond) attempts.run(() => this.prune(vessels, nowMs));
    if (newSecond) this.finishSecond(vessels, nowMs, attempts);
    attempts.finish();
  }

  /**
   * Switches an output on for a few seconds, at once, as far as every interlock allows it.
   * @throws AppError with the reason in words when it stays off.
   */
  test(id: PointId, by: string): void {
    const { tests, kernel } = this.parts;
    const nowMs = kernel.clock.nowMs();
    const test = tests.begin(id, nowMs);
    try {
      this.stepTested(test, nowMs);
    } catch (error) {
      // What is refused now must not begin with the next step.
      tests.cut(id);
      throw error;
    }
    tests.confirm(test, this.outcomeOf(test), by);
    this.hurry();
  }

  /** Ends the test of an output at once, if there is one, as before its point is changed or removed. */
  endTest(id: PointId): void {
    const test = this.parts.tests.cut(id);
    if (test === null) return;
    const nowMs = this.parts.kernel.clock.nowMs();
    this.stepTested(test, nowMs);
    this.parts.tests.settle(nowMs, (each) => this.outcomeOf(each));
  }

  /** What a vessel's target reads now, from the first of its probes that is believed. */
  pvOf(vessel: Vessel): Reading {
    return this.track(vessel.id).probes.look(vessel).readings[vessel.control.target];
  }

  /** Temperatures and outputs of a vessel at the last step. */
  stateOf(vessel: Vessel): VesselState {
    const { clock } = this.parts.kernel;
    return this.describe(vessel, this.track(vessel.id), this.inputOf(vessel, clock.nowMs()));
  }

  /** Forgets vessels that are gone. What no vessel has any more is switched off. */
  private prune(vessels: readonly Vessel[], nowMs: number): void {
    const present = new Map(vessels.map((vessel) => [vessel.id, vessel]));
    const isTaken = (pointId: PointId): boolean => this.parts.vessels.userOf(pointId) !== undefined;
    for (const [id, { writer, probes }] of this.tracks) {
      const outputs = present.get(id)?.actuators;
      if (outputs === undefined) {
        this.tracks.delete(id);
        probes.end();
        this.parts.kernel.hub.forget('data', id);
      }
      writer.release((pointId) => outputs?.heater === pointId || outputs?.cooler === pointId, isTaken, nowMs);
    }
  }

  private isFast(vessel: Vessel): boolean {
    if (this.parts.tests.concerns(vessel.id)) return true;
    return actuatorRoles.some((role) => actuatorOf(this.parts, vessel, role)?.kind === 'ssr');
  }

  private stepTested({ point, vessel }: OutputTest, nowMs: number): void {
    const present = vessel && this.parts.vessels.peek(vessel.id);
    if (present) this.stepVessel(present, nowMs);
    else this.looseOutputs.stepOne(point.id, nowMs);
  }

  private outcomeOf({ point, vessel }: OutputTest): TestOutcome | null {
    if (vessel === null) return this.looseOutputs.outcomeOf(point.id);
    const outputs = this.tracks.get(vessel.id)?.result?.outputs;
    return outputs?.find(({ pointId }) => pointId === point.id) ?? null;
  }

  private stepProbes(vessel: Vessel, nowMs: number): void {
    const { probes, result } = this.track(vessel.id);
    probes.step(vessel, result?.outputs ?? [], nowMs);
  }

  private stepVessel(vessel: Vessel, nowMs: number): void {
    const track = this.track(vessel.id);
    const subject = { code: 'control-fault', source: vessel.id, sourceName: vessel.name } as const;
    try {
      const input = track.writer.sinceReconnect(this.inputOf(vessel, nowMs));
      const result = stepVesselLoop(track.state, input, nowMs);
      // A switch is kept before the relay moves. Where it cannot be kept, outputs go off and their rest begins.
      if (!keepSwitches(this.parts, vessel, result.commits)) return this.rest(track, nowMs);
      track.state = result.state;
      track.result = result;
      for (const { pointId, outPct } of result.outputs) track.writer.write(pointId, outPct, nowMs);
      this.parts.alarms.report(subject, false, '');
    } catch (error) {
      // A fault in the regulation of one vessel switches that vessel off and is said; the others go on.
      const cause = error instanceof Error ? error.message : String(error);
      const text = `${vessel.name}: fault in the control loop, outputs off (${cause})`;
      this.parts.alarms.report(subject, true, text);
      track.result = null;
      track.state = withOutputsOff(track.state, nowMs);
      track.writer.allOff(nowMs);
      track.state = this.freshState(nowMs);
    }
  }

  private rest(track: Track, nowMs: number): void {
    track.writer.allOff(nowMs);
    track.state = withOutputsOff(track.state, nowMs);
    track.result = null;
  }

  private inputOf(vessel: Vessel, nowMs: number): LoopInput {
    return loopInputOf(this.parts, vessel, this.track(vessel.id).probes, nowMs);
  }

  private finishSecond(vessels: readonly Vessel[], nowMs: number, attempts: Attempts): void {
    const { kernel, recorder } = this.parts;
    attempts.run(() => this.prune(vessels, nowMs));
    attempts.run(() => recorder.advance(kernel.clock.wallMs()));
    // In fast simulated time people still see a few pictures a second, not thousands.
    const publish = nowMs - this.published >= SECOND_MS * Math.max(1, kernel.clock.speed / 4) - 1;
    if (publish) this.published = nowMs;
    const states = new Map<VesselId, VesselState>();
    for (const vessel of vessels)
      attempts.run(() => states.set(vessel.id, this.finishVessel(vessel, nowMs, publish)));
    attempts.run(() => this.watchAll(vessels, nowMs));
    attempts.run(() => this.parts.ruleWatch.step(states, nowMs));
    attempts.run(() => this.parts.alarms.step());
    attempts.run(() => this.loosePoints.record(recorder));
    if (publish) attempts.run(() => this.loosePoints.tell());
  }

  /** What is not of a single vessel: probes are shared, and a vessel that is gone says nothing. */
  private watchAll(vessels: readonly Vessel[], nowMs: number): void {
    this.permits.clearUnclaimed(vessels);
    this.spares.step(vessels, (vessel, id) => this.track(vessel.id).probes.badnessOf(id), nowMs);
  }

  private finishVessel(vessel: Vessel, nowMs: number, publish: boolean): VesselState {
    const track = this.track(vessel.id);
    const input = this.inputOf(vessel, nowMs);
    track.watch.step(vessel, input, track.result, nowMs);
    this.permits.step(vessel, input, track.result, nowMs);
    const state = this.describe(vessel, track, input);
    this.parts.recorder.takeVessel(state);
    if (publish) this.parts.kernel.hub.publish('data', state, { key: vessel.id });
    return state;
  }

  private describe(vessel: Vessel, track: Track, input: LoopInput): VesselState {
    const { boards, runs, kernel, points } = this.parts;
    const { probes } = track;
    const common = { vessel, input, probes, points, run: runs.progress(vessel.id) };
    if (vessel.algorithm.kind === 'board')
      return viewBoardVessel({ ...common, report: boards.reportOf(vessel) });
    const { clock } = kernel;
    return viewVessel({
      ...common,
      result: track.result,
      nowMs: clock.nowMs(),
      wallMs: clock.wallMs(),
      stayingOf: this.parts.stayingOf,
    });
  }

  private track(id: VesselId): Track {
    let track = this.tracks.get(id);
    if (track === undefined) {
      const { alarms, kernel, points } = this.parts;
      track = {
        state: this.freshState(kernel.clock.nowMs()),
        result: null,
        writer: new OutputWriter(points),
        watch: new VesselWatch(alarms, id),
        probes: new VesselProbes(points, new FrozenMemory(kernel.store.memory, id), kernel.clock.nowMs()),
      };
      this.tracks.set(id, track);
    }
    return track;
  }

  /** Protection times go on from the switches that were kept. */
  private freshState(nowMs: number): LoopState {
    const { store, clock } = this.parts.kernel;
    return initialLoopState({ records: store.switches.list(), nowMs, wallMs: clock.wallMs() });
  }
}
