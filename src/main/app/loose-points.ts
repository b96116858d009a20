import type { PointId } from '#shared/domain/ids.ts';
import { actuatorRoles, sensorRoles } from '#shared/domain/vessel.ts';
import type { Kernel } from './kernel.ts';
import type { PointService } from './point-service.ts';
import type { VesselService } from './vessel-service.ts';

export interface LoosePointParts {
  readonly kernel: Kernel;
  readonly points: PointService;
  readonly vessels: VesselService;
}

/** Tells on `data` what the sensors say that no vessel has: people look at them to find out which is which. */
export class LoosePoints {
  private readonly parts: LoosePointParts;
  private told = new Set<PointId>();

  constructor(parts: LoosePointParts) {
    this.parts = parts;
  }

  tell(): void {
    const { kernel, points } = this.parts;
    const taken = this.takenPoints();
    const loose = points.list().filter((point) => point.kind === 'temperature' && !taken.has(point.id));
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
