import type { LoopInput, LoopResult } from '#main/control/loop-types.ts';
import type { PointId } from '#shared/domain/ids.ts';
import { type ActuatorRole, actuatorRoles, type Vessel } from '#shared/domain/vessel.ts';
import type { AlarmService } from './alarm-service.ts';
import type { PointService } from './point-service.ts';

/** A contact may be off for this long before people are told: a float dances on the waves, ms. */
const OFF_FOR_MS = 5000;

/** Tells of a heater or a cooler that is wanted and stays off because of its contact. */
export class PermitWatch {
  private readonly alarms: AlarmService;
  private readonly points: PointService;
  /** Since when each output has been wanted without its contact, monotonic ms. */
  private readonly since = new Map<PointId, number>();
  private watched = new Set<PointId>();

  constructor(parts: { readonly alarms: AlarmService; readonly points: PointService }) {
    this.alarms = parts.alarms;
    this.points = parts.points;
  }

  /** Called once a second. @param nowMs monotonic */
  step(vessel: Vessel, input: LoopInput, result: LoopResult<unknown> | null, nowMs: number): void {
    const now = new Set<PointId>();
    for (const role of actuatorRoles) {
      const id = vessel.actuators[role];
      if (id === null || vessel.permissives[role] === null) continue;
      now.add(id);
      const wanted = result?.outputs.some((output) => output.role === role && output.wantedPct > 0) ?? false;
      const held = !input.permits[role] && vessel.control.mode !== 'off';
      this.report(id, this.isTold(id, held, wanted, nowMs) ? this.words(vessel, role) : null);
    }
    for (const id of this.watched) if (!now.has(id)) this.report(id, null);
    this.watched = now;
  }

  /** The vessel is gone. */
  end(): void {
    for (const id of this.watched) this.report(id, null);
    this.watched.clear();
  }

  /** Once told, it stands until the contact is on or the vessel off: that nothing is wanted for a while changes nothing. */
  private isTold(id: PointId, held: boolean, wanted: boolean, nowMs: number): boolean {
    if (!held) {
      this.since.delete(id);
      return false;
    }
    if (this.alarms.isStanding({ code: 'not-permitted', source: id })) return true;
    if (!wanted) this.since.delete(id);
    else if (!this.since.has(id)) this.since.set(id, nowMs);
    return nowMs - (this.since.get(id) ?? nowMs) >= OFF_FOR_MS;
  }

  private words({ name, permissives }: Vessel, role: ActuatorRole): string {
    const id = permissives[role];
    const says = this.points.read(id).quality === 'good' ? 'is off' : 'cannot be read';
    return `${name}: its ${role} stays off because ${this.nameOf(id)} ${says}`;
  }

  private report(id: PointId, text: string | null): void {
    const subject = { code: 'not-permitted', source: id, sourceName: this.nameOf(id) } as const;
    this.alarms.report(subject, text !== null, text ?? '');
  }

  private nameOf(id: PointId | null): string {
    return (id === null ? undefined : this.points.peek(id)?.name) ?? 'its contact';
  }
}
