import type { LoopActuator, SwitchRecord } from '#main/control/loop-types.ts';
import { type LooseResult, looseTrack, stepLooseOutput } from '#main/control/loose-output.ts';
import { type OutputTrack, switchedOff } from '#main/control/output-track.ts';
import type { PointId } from '#shared/domain/ids.ts';
import type { OutputPoint } from '#shared/domain/point.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import { Attempts } from './attempts.ts';
import type { Kernel } from './kernel.ts';
import type { LogService } from './log-service.ts';
import type { OutputTests, TestOutcome } from './output-tests.ts';
import { OutputWriter } from './output-writer.ts';
import type { PointService } from './point-service.ts';

export interface LooseOutputParts {
  readonly kernel: Kernel;
  readonly log: LogService;
  readonly points: PointService;
  readonly tests: OutputTests;
  readonly emergencyStopActive: () => boolean;
  /** Called inside the transaction that keeps a switch. */
  readonly onKept: () => void;
}

interface Loose {
  track: OutputTrack;
  outcome: TestOutcome | null;
}

/** The outputs that no vessel has: off, except for tests. Their rests are known and kept like those of every other. */
export class LooseOutputs {
  private readonly parts: LooseOutputParts;
  private readonly loose = new Map<PointId, Loose>();
  private readonly writer: OutputWriter;
  /** What the store knew when an output was met for the first time in a step. */
  private records: readonly SwitchRecord[] | null = null;

  constructor(parts: LooseOutputParts) {
    this.parts = parts;
    this.writer = new OutputWriter(parts.points);
  }

  /** Once a second for all of them, else for those that are tested. */
  step(vessels: readonly Vessel[], nowMs: number, newSecond: boolean): void {
    const { points, tests } = this.parts;
    if (!newSecond) {
      for (const id of this.loose.keys()) if (tests.has(id)) this.stepOne(id, nowMs);
      return;
    }
    const taken = new Set(vessels.flatMap(({ actuators }) => [actuators.heater, actuators.cooler]));
    const present = points.list().filter(({ kind, id }) => kind === 'output' && !taken.has(id));
    const ids = new Set(present.map(({ id }) => id));
    for (const id of this.loose.keys()) if (!ids.has(id)) this.loose.delete(id);
    this.records = null;
    const attempts = new Attempts();
    for (const id of ids) attempts.run(() => this.stepOne(id, nowMs));
    this.records = null;
    attempts.finish();
  }

  /** One step of one of them, at once. */
  stepOne(id: PointId, nowMs: number): void {
    const { tests, points, emergencyStopActive } = this.parts;
    const point = points.peek(id);
    if (point?.kind !== 'output') return;
    const actuator = this.actuatorOf(point);
    const loose = this.known(actuator, nowMs);
    const input = { actuator, tested: tests.isWanted(id, nowMs), emergencyStop: emergencyStopActive() };
    const wasOn = loose.track.on;
    const result = stepLooseOutput(loose.track, input, nowMs);
    if (this.keep(id, result, loose)) {
      const { outPct, reason, remainingS } = result.verdict;
      loose.track = result.track;
      loose.outcome = { on: outPct > 0, reason, remainingS };
      if (outPct > 0 || wasOn) this.writer.write(id, outPct, nowMs);
    } else {
      loose.track = switchedOff(loose.track, nowMs);
      loose.outcome = null;
      if (wasOn) this.writer.write(id, 0, nowMs);
    }
  }

  outcomeOf(id: PointId): TestOutcome | null {
    return this.loose.get(id)?.outcome ?? null;
  }

  private known(actuator: LoopActuator, nowMs: number): Loose {
    let loose = this.loose.get(actuator.pointId);
    if (loose === undefined) {
      const { store, clock } = this.parts.kernel;
      this.records ??= store.switches.list();
      loose = { track: looseTrack(actuator, this.records, nowMs, clock.wallMs()), outcome: null };
      this.loose.set(actuator.pointId, loose);
    }
    return loose;
  }

  private actuatorOf(point: OutputPoint): LoopActuator {
    return { pointId: point.id, kind: point.outputKind, link: this.parts.points.link(point) };
  }

  /** A switch is kept before the relay moves. */
  private keep(pointId: PointId, { commit }: LooseResult, { outcome }: Loose): boolean {
    if (commit === null) return true;
    const { kernel, log, points, onKept } = this.parts;
    try {
      kernel.store.transaction(() => {
        kernel.store.switches.put({ pointId, on: commit.on, atMs: Math.round(kernel.clock.wallMs()) });
        onKept();
      });
      return true;
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      const name = points.peek(pointId)?.name ?? pointId;
      // It is tried again each second; said once.
      if (outcome !== null) log.add('error', name, `Off: its switching time cannot be stored (${cause})`);
      return false;
    }
  }
}
