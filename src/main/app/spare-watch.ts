import type { PointId, VesselId } from '#shared/domain/ids.ts';
import { type BadReason, describeBadReason } from '#shared/domain/reading.ts';
import type { SensorRole, Vessel } from '#shared/domain/vessel.ts';
import type { AlarmService } from './alarm-service.ts';
import type { PointService } from './point-service.ts';
import type { VesselProbes } from './vessel-probes.ts';

/** A probe may be bad for this long before people are told that another one is read, ms. */
const BAD_FOR_MS = 5000;

/** Tells of probes that fail in roles that have spares: a spare that nobody knows to be dead is none. */
export class SpareWatch {
  private readonly alarms: AlarmService;
  private readonly points: PointService;
  /** Since when a probe has been bad, monotonic ms. */
  private readonly badSince = new Map<PointId, number>();
  /** The probes that the present alarm names; null when it is not known from before a restart. */
  private named: readonly PointId[] | null = null;

  constructor(parts: { readonly alarms: AlarmService; readonly points: PointService }, id: VesselId) {
    this.alarms = parts.alarms;
    this.points = parts.points;
    if (!this.alarms.isStanding({ code: 'sensor-spare', source: id })) this.named = [];
  }

  /** Called once a second. @param nowMs monotonic */
  step(vessel: Vessel, probes: VesselProbes, nowMs: number): void {
    const bad = vessel.control.mode === 'off' ? [] : probes.failing(vessel);
    for (const id of this.badSince.keys()) if (!bad.some((each) => each.id === id)) this.badSince.delete(id);
    for (const { id } of bad) if (!this.badSince.has(id)) this.badSince.set(id, nowMs);
    // What stood before a restart stands on without the wait.
    const known = (id: PointId): boolean => this.named === null || this.named.includes(id);
    const failing = bad.filter(({ id }) => known(id) || this.isLong(id, nowMs));
    const subject = { code: 'sensor-spare', source: vessel.id, sourceName: vessel.name } as const;
    // Another probe is another thing to see, also for who has seen the first one.
    const another = failing.some(({ id }) => !known(id));
    if (another && this.named?.length !== 0) this.alarms.report(subject, false, '');
    this.named = failing.map(({ id }) => id);
    const text = failing.map((each) => this.words(vessel, probes, each)).join('. ');
    this.alarms.report(subject, failing.length > 0, `${vessel.name}: ${text}`);
  }

  private isLong(id: PointId, nowMs: number): boolean {
    return nowMs - (this.badSince.get(id) ?? nowMs) >= BAD_FOR_MS;
  }

  private words(
    vessel: Vessel,
    probes: VesselProbes,
    { role, id, bad }: { readonly role: SensorRole; readonly id: PointId; readonly bad: BadReason },
  ): string {
    const said = `${this.nameOf(id)}: ${describeBadReason(bad)}`;
    const read = probes.look(vessel).probes[role];
    return read === null || read === id ? said : `${said}; ${this.nameOf(read)} is read instead`;
  }

  private nameOf(id: PointId): string {
    return this.points.peek(id)?.name ?? id;
  }
}
