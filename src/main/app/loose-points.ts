import type { PointId } from '#shared/domain/ids.ts';
import type { OutputPoint, Point } from '#shared/domain/point.ts';
import { actuatorRoles, probesOf, sensorRoles } from '#shared/domain/vessel.ts';
import type { PointState } from '#shared/domain/vessel-state.ts';
import type { Kernel } from './kernel.ts';
import type { PointService } from './point-service.ts';
import type { Recorder } from './recorder.ts';
import type { VesselService } from './vessel-service.ts';

export interface LoosePointParts {
  readonly kernel: Kernel;
  readonly points: PointService;
  readonly vessels: VesselService;
  /** Whether an output that no vessel has is on, as in a test; null before the first step. */
  readonly isOn: (id: PointId) => boolean | null;
}

type LooseState = Pick<PointState, 'value' | 'bad'>;

/**
 * Tells on `data` how the points are that no vessel tells: people look at them to find out which is which, and see what a
 * test of an output does.
 */
export class LoosePoints {
  private readonly parts: LoosePointParts;
  private told = new Set<PointId>();

  constructor(parts: LoosePointParts) {
    this.parts = parts;
  }

  tell(): void {
    const { kernel, points } = this.parts;
    const taken = this.takenPoints();
    const loose = points.list().filter((point) => !taken.has(point.id));
    for (const point of loose) {
      const state = point.kind === 'output' ? this.outputState(point) : this.read(point.id);
      kernel.hub.publish('data', { type: 'point', pointId: point.id, ...state }, { key: point.id });
    }
    const now = new Set(loose.map((point) => point.id));
    for (const id of this.told) if (!now.has(id)) kernel.hub.forget('data', id);
    this.told = now;
  }

  /**
   * Contacts and measured values belong to no vessel, and are recorded all the same; so is the temperature of a sensor that only
   * reports, such as a hydrometer, while no vessel has it. Called once a second.
   */
  record(recorder: Recorder): void {
    const { points } = this.parts;
    const taken = this.takenPoints();
    for (const point of points.list()) {
      const reading = this.isRecorded(point, taken) ? points.read(point.id) : null;
      if (reading?.quality === 'good') recorder.take(`point.${point.id}`, reading.value);
    }
  }

  private isRecorded({ kind, id, deviceId }: Point, taken: ReadonlySet<string>): boolean {
    if (kind === 'input' || kind === 'measure') return true;
    return kind === 'temperature' && !taken.has(id) && this.parts.points.onlyReports(deviceId);
  }

  private read(id: PointId): LooseState {
    const reading = this.parts.points.read(id);
    return reading.quality === 'good'
      ? { value: reading.value, bad: null }
      : { value: null, bad: reading.reason };
  }

  /** What a device does that is not connected, nobody knows. */
  private outputState(point: OutputPoint): LooseState {
    const link = this.parts.points.link(point);
    if (link !== 'connected')
      return { value: null, bad: link === 'not-driven' ? 'not-driven' : 'device-lost' };
    const on = this.parts.isOn(point.id);
    return on === null ? { value: null, bad: 'no-reading' } : { value: on ? 100 : 0, bad: null };
  }

  private takenPoints(): ReadonlySet<string> {
    const ids = this.parts.vessels
      .list()
      .flatMap((vessel) => [
        ...sensorRoles.flatMap((role) => soleProbe(probesOf(vessel, role))),
        ...actuatorRoles.map((role) => vessel.actuators[role]),
      ]);
    return new Set(ids.filter((id) => id !== null));
  }
}

/** The probe of a role without spares. Where there are some, the state of a vessel tells only the one that is read. */
function soleProbe(probes: readonly PointId[]): readonly PointId[] {
  return probes.length === 1 ? probes : [];
}
