import type { LoopInput, LoopResult } from '#main/control/loop-types.ts';
import type { PointId } from '#shared/domain/ids.ts';
import { type ActuatorRole, actuatorRoles, type Vessel } from '#shared/domain/vessel.ts';
import type { AlarmService, Words } from './alarm-service.ts';
import type { PointService } from './point-service.ts';

/** A contact may be off for this long before people are told: a float dances on the waves, ms. */
const OFF_FOR_MS = 5000;

/** Tells of the heaters and coolers that are wanted and stay off because of their contacts. */
export class PermitWatch {
  private readonly alarms: AlarmService;
  private readonly points: PointService;
  /** Since when each output has been wanted without its contact, monotonic ms. */
  private readonly since = new Map<PointId, number>();

  constructor(parts: { readonly alarms: AlarmService; readonly points: PointService }) {
    this.alarms = parts.alarms;
    this.points = parts.points;
  }

  /** Called once a second for each vessel. @param nowMs monotonic */
  step(vessel: Vessel, input: LoopInput, result: LoopResult<unknown> | null, nowMs: number): void {
    for (const role of actuatorRoles) {
      const id = guarded(vessel, role);
      if (id === null) continue;
      const output = result?.outputs.find((each) => each.role === role);
      const wanted = (output?.wantedPct ?? 0) > 0;
      // A contact that has only just come on counts as off: one alarm for a float that dances, not one each time.
      const isRefused = !input.permits[role] || output?.reason === 'not-permitted';
      const held = isRefused && vessel.control.mode !== 'off';
      const words = (): string => this.words(vessel, role, input.permits[role]);
      this.report(id, this.isTold(id, held, wanted, nowMs) ? words : null);
    }
  }

  /** Called once a second with all vessels: what no output waits for any more is over, also what stood before a restart. */
  clearUnclaimed(vessels: readonly Vessel[]): void {
    const claimed = new Set(vessels.flatMap((vessel) => actuatorRoles.map((role) => guarded(vessel, role))));
    for (const id of this.since.keys()) if (!claimed.has(id)) this.since.delete(id);
    for (const source of this.alarms.standingOf('not-permitted')) {
      const id = source as PointId;
      if (!claimed.has(id)) this.report(id, null);
    }
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

  private words({ name, permissives }: Vessel, role: ActuatorRole, isOn: boolean): string {
    const id = permissives[role];
    const isRead = this.points.read(id).quality === 'good';
    const says = isOn ? 'does not stay on' : isRead ? 'is off' : 'cannot be read';
    return `${name}: its ${role} stays off because ${this.nameOf(id)} ${says}`;
  }

  private report(id: PointId, text: Words | null): void {
    const subject = { code: 'not-permitted', source: id, sourceName: this.nameOf(id) } as const;
    this.alarms.report(subject, text !== null, text ?? '');
  }

  private nameOf(id: PointId | null): string {
    return (id === null ? undefined : this.points.peek(id)?.name) ?? 'its contact';
  }
}

/** The output of a role that needs a contact, or null. */
function guarded({ actuators, permissives }: Vessel, role: ActuatorRole): PointId | null {
  return permissives[role] === null ? null : actuators[role];
}
