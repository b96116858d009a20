import type { LoopActuator, LoopInput, LoopResult } from '#main/control/loop-types.ts';
import { LEASE_MS } from '#main/control/output-track.ts';
import {
  initialLoopState,
  type LoopState,
  stepVesselLoop,
  withOutputsOff,
} from '#main/control/vessel-loop.ts';
import type { PointId, VesselId } from '#shared/domain/ids.ts';
import { valueOrNull } from '#shared/domain/reading.ts';
import { type ActuatorRole, actuatorRoles, type Vessel } from '#shared/domain/vessel.ts';
import type { VesselState } from '#shared/domain/vessel-state.ts';
import type { AlarmService } from './alarm-service.ts';
import type { BoardVessels } from './board-vessels.ts';
import type { Kernel } from './kernel.ts';
import type { PointService } from './point-service.ts';
import type { Recorder } from './recorder.ts';
import type { RunService } from './run-service.ts';
import type { VesselService } from './vessel-service.ts';
import { viewBoardVessel, viewVessel } from './vessel-view.ts';
import { VesselWatch } from './vessel-watch.ts';

/** Outputs are written again at least this often, so that their leases never run out while the loop lives. */
const RENEW_MS = 1000;
const SECOND_MS = 1000;

export interface ControlLoopParts {
  readonly kernel: Kernel;
  readonly points: PointService;
  readonly vessels: VesselService;
  readonly runs: RunService;
  readonly alarms: AlarmService;
  readonly boards: BoardVessels;
  readonly recorder: Recorder;
  readonly emergencyStopActive: () => boolean;
  /** Called inside the transaction that keeps switches. */
  readonly onKept: () => void;
}

/** What the loop knows about one vessel between two steps. */
interface Track {
  state: LoopState;
  result: LoopResult<LoopState> | null;
  readonly written: Map<PointId, { outPct: number; nowMs: number }>;
  readonly watch: VesselWatch;
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

  constructor(parts: ControlLoopParts) {
    this.parts = parts;
  }

  /** One step of console time, monotonic ms. */
  step(nowMs: number): void {
    const second = Math.floor(nowMs / SECOND_MS);
    const newSecond = second !== this.second;
    this.second = second;
    const vessels = this.parts.vessels.list();
    if (newSecond) {
      this.parts.runs.step();
      this.parts.boards.step(nowMs);
    }
    for (const vessel of vessels) {
      if (vessel.algorithm.kind !== 'board' && (newSecond || this.isFast(vessel)))
        this.stepVessel(vessel, nowMs);
    }
    if (newSecond) this.finishSecond(vessels, nowMs);
  }

  /** Temperatures and outputs of a vessel at the last step. */
  stateOf(vessel: Vessel): VesselState {
    return this.describe(vessel, this.track(vessel.id), this.inputOf(vessel));
  }

  /** Forgets vessels that are gone. */
  private prune(vessels: readonly Vessel[]): void {
    if (this.tracks.size <= vessels.length) return;
    const present = new Set(vessels.map((vessel) => vessel.id));
    for (const id of this.tracks.keys()) {
      if (present.has(id)) continue;
      this.tracks.delete(id);
      this.parts.kernel.hub.forget('data', id);
    }
  }

  private isFast(vessel: Vessel): boolean {
    return actuatorRoles.some((role) => this.actuator(vessel, role)?.kind === 'ssr');
  }

  private stepVessel(vessel: Vessel, nowMs: number): void {
    const track = this.track(vessel.id);
    const subject = { code: 'control-fault', source: vessel.id, sourceName: vessel.name } as const;
    try {
      const result = stepVesselLoop(track.state, this.inputOf(vessel), nowMs);
      // A switch is kept before the relay moves. Where it cannot be kept, outputs go off and their rest begins.
      if (!this.keepSwitches(vessel, result)) return this.rest(vessel, track, nowMs);
      track.state = result.state;
      track.result = result;
      for (const output of result.outputs) this.write(track, output.pointId, output.outPct, nowMs);
      this.parts.alarms.report(subject, false, '');
    } catch (error) {
      // A fault in the regulation of one vessel switches that vessel off and is said; the others go on.
      this.switchOff(vessel, track, nowMs);
      track.state = this.freshState(nowMs);
      track.result = null;
      const cause = error instanceof Error ? error.message : String(error);
      this.parts.alarms.report(
        subject,
        true,
        `${vessel.name}: fault in the control loop, outputs off (${cause})`,
      );
    }
  }

  private rest(vessel: Vessel, track: Track, nowMs: number): void {
    this.switchOff(vessel, track, nowMs);
    track.state = withOutputsOff(track.state, nowMs);
    track.result = null;
  }

  private keepSwitches(vessel: Vessel, result: LoopResult<LoopState>): boolean {
    const { store, clock } = this.parts.kernel;
    const subject = { code: 'storage-failing', source: vessel.id, sourceName: vessel.name } as const;
    if (result.commits.length === 0) {
      // Nothing waits for the disk any more.
      this.parts.alarms.report(subject, false, '');
      return true;
    }
    try {
      store.transaction(() => {
        const atMs = Math.round(clock.wallMs());
        for (const commit of result.commits) store.switches.put({ ...commit, atMs });
        this.parts.onKept();
      });
      this.parts.alarms.report(subject, false, '');
      return true;
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      const text = `${vessel.name}: outputs stay off, because their switching times cannot be stored (${cause})`;
      this.parts.alarms.report(subject, true, text);
      return false;
    }
  }

  private switchOff(vessel: Vessel, track: Track, nowMs: number): void {
    for (const role of actuatorRoles) {
      const id = vessel.actuators[role];
      if (id !== null) this.write(track, id, 0, nowMs);
    }
  }

  private write(track: Track, pointId: PointId, outPct: number, nowMs: number): void {
    const last = track.written.get(pointId);
    if (last !== undefined && last.outPct === outPct && nowMs - last.nowMs < RENEW_MS) return;
    track.written.set(pointId, { outPct, nowMs });
    this.parts.points.write(pointId, outPct, { validForMs: LEASE_MS });
  }

  private inputOf(vessel: Vessel): LoopInput {
    const { points } = this.parts;
    const { beer, chamber, room } = vessel.sensors;
    return {
      vessel,
      spC: this.setpointC(vessel),
      readings: { beer: points.read(beer), chamber: points.read(chamber), room: points.read(room) },
      actuators: { heater: this.actuator(vessel, 'heater'), cooler: this.actuator(vessel, 'cooler') },
      emergencyStop: this.parts.emergencyStopActive(),
    };
  }

  private setpointC({ id, control, limits }: Vessel): number | null {
    if (control.mode !== 'auto') return null;
    const spC = control.source === 'profile' ? (this.parts.runs.setpointC(id) ?? control.spC) : control.spC;
    return Math.min(limits.maxSpC, Math.max(limits.minSpC, spC));
  }

  private actuator(vessel: Vessel, role: ActuatorRole): LoopActuator | null {
    const id = vessel.actuators[role];
    const point = id === null ? undefined : this.parts.points.peek(id);
    if (point?.kind !== 'output') return null;
    return { pointId: point.id, kind: point.outputKind, link: this.parts.points.link(point) };
  }

  private finishSecond(vessels: readonly Vessel[], nowMs: number): void {
    const { kernel, recorder } = this.parts;
    this.prune(vessels);
    recorder.advance(kernel.clock.wallMs());
    // In fast simulated time people still see a few pictures a second, not thousands.
    const publish = nowMs - this.published >= SECOND_MS * Math.max(1, kernel.clock.speed / 4) - 1;
    if (publish) this.published = nowMs;
    for (const vessel of vessels) {
      const track = this.track(vessel.id);
      const input = this.inputOf(vessel);
      this.record(vessel, input, track.result);
      track.watch.step(vessel, input, track.result, nowMs);
      if (publish) kernel.hub.publish('data', this.describe(vessel, track, input), { key: vessel.id });
    }
  }

  private record(vessel: Vessel, input: LoopInput, result: LoopResult<LoopState> | null): void {
    const { recorder } = this.parts;
    for (const role of ['beer', 'chamber', 'room'] as const) {
      const id = vessel.sensors[role];
      const value = valueOrNull(input.readings[role]);
      if (id !== null && value !== null) recorder.take(`point.${id}`, value);
    }
    if (input.spC !== null) recorder.take(`sp.${vessel.id}`, input.spC);
    if (result?.chamberSpC != null) recorder.take(`chamber-sp.${vessel.id}`, result.chamberSpC);
    for (const output of result?.outputs ?? []) recorder.take(`point.${output.pointId}`, output.actualPct);
  }

  private describe(vessel: Vessel, track: Track, input: LoopInput): VesselState {
    const { boards, runs, kernel } = this.parts;
    const common = { vessel, input, run: runs.progress(vessel.id) };
    if (vessel.algorithm.kind === 'board')
      return viewBoardVessel({ ...common, report: boards.reportOf(vessel) });
    const { clock } = kernel;
    return viewVessel({ ...common, result: track.result, nowMs: clock.nowMs(), wallMs: clock.wallMs() });
  }

  private track(id: VesselId): Track {
    let track = this.tracks.get(id);
    if (track === undefined) {
      const { alarms, kernel } = this.parts;
      const watch = new VesselWatch(alarms);
      track = { state: this.freshState(kernel.clock.nowMs()), result: null, written: new Map(), watch };
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
