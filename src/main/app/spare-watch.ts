import type { PointId } from '#shared/domain/ids.ts';
import { type BadReason, describeBadReason } from '#shared/domain/reading.ts';
import { probesOf, sensorRoles, type Vessel } from '#shared/domain/vessel.ts';
import type { AlarmService } from './alarm-service.ts';
import type { PointService } from './point-service.ts';
import type { VesselProbes } from './vessel-probes.ts';

/** A probe may be bad for this long before people are told, ms. */
const BAD_FOR_MS = 5000;

/** Tells of each probe that fails in a role that has spares: a spare that nobody knows to be dead is none. */
export class SpareWatch {
  private readonly alarms: AlarmService;
  private readonly points: PointService;
  /** Since when a probe has been bad, monotonic ms. */
  private readonly badSince = new Map<PointId, number>();
  private watched = new Set<PointId>();

  constructor(parts: { readonly alarms: AlarmService; readonly points: PointService }) {
    this.alarms = parts.alarms;
    this.points = parts.points;
  }

  /** Called once a second. @param nowMs monotonic */
  step(vessel: Vessel, probes: VesselProbes, nowMs: number): void {
    const groups = sensorRoles.map((role) => probesOf(vessel, role)).filter(({ length }) => length > 1);
    const now = new Set(groups.flat());
    for (const id of this.watched) if (!now.has(id)) this.report(id, null);
    this.watched = now;
    for (const group of groups) {
      for (const [place, id] of group.entries()) {
        const bad = vessel.control.mode === 'off' ? null : ownFault(probes.badnessOf(id));
        const which = `${place === 0 ? 'the first' : `number ${place + 1}`} of ${group.length} probes`;
        const text = bad && `${vessel.name}: ${this.nameOf(id)}, ${which}: ${describeBadReason(bad)}`;
        this.report(id, this.isTold(id, bad !== null, nowMs) ? text : null);
      }
    }
  }

  /** The vessel is gone, and with it what its probes were for. */
  end(): void {
    for (const id of this.watched) this.report(id, null);
    this.watched.clear();
  }

  /** What stood before a restart stands on without the wait. */
  private isTold(id: PointId, bad: boolean, nowMs: number): boolean {
    if (!bad) {
      this.badSince.delete(id);
      return false;
    }
    const since = this.badSince.get(id) ?? nowMs;
    this.badSince.set(id, since);
    return nowMs - since >= BAD_FOR_MS || this.alarms.isStanding({ code: 'sensor-spare', source: id });
  }

  private report(id: PointId, text: string | null): void {
    const subject = { code: 'sensor-spare', source: id, sourceName: this.nameOf(id) } as const;
    this.alarms.report(subject, text !== null, text ?? '');
  }

  private nameOf(id: PointId): string {
    return this.points.peek(id)?.name ?? id;
  }
}

/** A lost device has an alarm of its own, and simulated time its words. */
function ownFault(bad: BadReason | null): BadReason | null {
  return bad === 'device-lost' || bad === 'not-driven' ? null : bad;
}
