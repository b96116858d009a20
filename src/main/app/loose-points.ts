import type { PointId } from '#shared/domain/ids.ts';
import { actuatorRoles, sensorRoles } from '#shared/domain/vessel.ts';
import type { Kernel } from './kernel.ts';
import type { PointService } from './point-service.ts';
import type { Recorder } from './recorder.ts';
import type { VesselService } from './vessel-service.ts';

export interface LoosePointParts {
  readonly kernel: Kernel;
  readonly points: PointService;
  readonly vessels: VesselService;
}

/** Tells on `data` what the sensors and contacts say that no vessel has: people look at them to find out which is which. */
export class LoosePoints {
  private readonly parts: LoosePointParts;
  private told = new Set<PointId>();

  constructor(parts: LoosePointParts) {
    this.parts = parts;
  }

  tell(): void {
    const { kernel, points } = this.parts;
    const taken = this.takenPoints();
    const loose = points.list().filter((point) => point.kind !== 'output' && !taken.has(point.id));
    for (const { id } of loose) {
      const reading = points.read(id);
      const good = reading.quality === 'good';
      const state = { value: good ? reading.value : null, bad: good ? null : reading.reason };
      kernel.hub.publish('data', { type: 'point', pointId: id, ...state }, { key: id });
    }
    const now = new Set(loose.map((point) => point.id));
    for (const id of this.told) if (!now.has(id)) kernel.hub.forget('data', id);
    this.told = now;
  }

  /** Contacts belong to no vessel, and are recorded all the same. Called once a second. */
  record(recorder: Recorder): void {
    const { points } = this.parts;
    for (const point of points.list()) {
      const reading = point.kind === 'input' ? points.read(point.id) : null;
      if (reading?.quality === 'good') recorder.take(`point.${point.id}`, reading.value);
    }
  }

  private takenPoints(): ReadonlySet<string> {
    const ids = this.parts.vessels
      .list()
      .flatMap(({ sensors, actuators }) => [
        ...sensorRoles.map((role) => sensors[role]),
        ...actuatorRoles.map((role) => actuators[role]),
      ]);
    return new Set(ids.filter((id) => id !== null));
  }
}
