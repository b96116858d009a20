import type { PointId } from '#shared/domain/ids.ts';
import { type BadReason, describeBadReason } from '#shared/domain/reading.ts';
import { probesOf, sensorRoles, type Vessel } from '#shared/domain/vessel.ts';
import type { AlarmService } from './alarm-service.ts';
import type { PointService } from './point-service.ts';
import { FIRST_READING_MS } from './vessel-watch.ts';

/** A probe may be bad for this long before people are told, ms. */
const BAD_FOR_MS = 5000;

/** What a vessel that is not off says of one of its probes. */
interface Claim {
  readonly vessel: Vessel;
  /** Its place among the probes of its role, in words. */
  readonly which: string;
  /** What is wrong with it; null when it is good. */
  readonly bad: BadReason | null;
}

/**
 * Tells of each probe that fails in a role that has spares: a spare that nobody knows to be dead is none. Vessels may share a
 * probe, so there is one of it for the whole console.
 */
export class SpareWatch {
  private readonly alarms: AlarmService;
  private readonly points: PointService;
  /** Since when a probe has been bad, monotonic ms. */
  private readonly badSince = new Map<PointId, number>();

  constructor(parts: { readonly alarms: AlarmService; readonly points: PointService }) {
    this.alarms = parts.alarms;
    this.points = parts.points;
  }

  /**
   * Called once a second with all vessels.
   * @param badnessOf what is wrong with a probe in the eyes of a vessel
   * @param nowMs monotonic
   */
  step(
    vessels: readonly Vessel[],
    badnessOf: (vessel: Vessel, id: PointId) => BadReason | null,
    nowMs: number,
  ): void {
    const claims = claimsOf(vessels, badnessOf);
    for (const [id, ofProbe] of claims) this.look(id, ofProbe, nowMs);
    for (const id of this.badSince.keys()) if (!claims.has(id)) this.badSince.delete(id);
    // Also what stood before a restart, and nobody needs any more.
    for (const source of this.alarms.standingOf('sensor-spare')) {
      const id = source as PointId;
      if (!claims.has(id)) this.report(id, null);
    }
  }

  private look(id: PointId, claims: readonly Claim[], nowMs: number): void {
    const failed = claims.filter(({ bad }) => isOwnFault(bad));
    const isAway = claims.some(({ bad }) => bad === 'device-lost');
    if (failed.length === 0) this.badSince.delete(id);
    // A lost device has an alarm of its own, and nobody knows what has become of its probes: theirs stay as they are.
    if (failed.length > 0 || !isAway) this.report(id, this.isTold(id, failed, nowMs) ? failed : null);
  }

  /** What stood before a restart stands on without the wait. */
  private isTold(id: PointId, failed: readonly Claim[], nowMs: number): boolean {
    if (failed.length === 0) return false;
    const since = this.badSince.get(id) ?? nowMs;
    this.badSince.set(id, since);
    // After a start or a reconnection no probe has been read yet, and nothing is wrong with that.
    const allowedMs = failed.every(({ bad }) => bad === 'no-reading') ? FIRST_READING_MS : BAD_FOR_MS;
    return nowMs - since >= allowedMs || this.alarms.isStanding({ code: 'sensor-spare', source: id });
  }

  private report(id: PointId, failed: readonly Claim[] | null): void {
    const sourceName = this.points.peek(id)?.name ?? id;
    const subject = { code: 'sensor-spare', source: id, sourceName } as const;
    this.alarms.report(subject, failed !== null, () => wordsOf(sourceName, failed ?? []));
  }
}

/** What the vessels that are not off say of their probes in roles with spares. */
function claimsOf(
  vessels: readonly Vessel[],
  badnessOf: (vessel: Vessel, id: PointId) => BadReason | null,
): Map<PointId, Claim[]> {
  const claims = new Map<PointId, Claim[]>();
  for (const vessel of vessels) {
    if (vessel.control.mode === 'off') continue;
    for (const group of sensorRoles.map((role) => probesOf(vessel, role))) {
      if (group.length < 2) continue;
      for (const [place, id] of group.entries()) {
        const which = `${place === 0 ? 'the first' : `number ${place + 1}`} of ${group.length} probes`;
        claims.set(id, [...(claims.get(id) ?? []), { vessel, which, bad: badnessOf(vessel, id) }]);
      }
    }
  }
  return claims;
}

function wordsOf(name: string, [first, ...others]: readonly Claim[]): string {
  if (first === undefined) return '';
  const too = others.length === 0 ? '' : ` (also for ${others.map(({ vessel }) => vessel.name).join(', ')})`;
  const why = first.bad === null ? '' : `: ${describeBadReason(first.bad)}`;
  return `${first.vessel.name}: ${name}, ${first.which}${too}${why}`;
}

/** In simulated time a device that is not driven has words of its own. */
function isOwnFault(bad: BadReason | null): boolean {
  return bad !== null && bad !== 'device-lost' && bad !== 'not-driven';
}
