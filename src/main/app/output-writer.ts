import type { LoopActuator, LoopInput } from '#main/control/loop-types.ts';
import { LEASE_MS } from '#main/control/output-track.ts';
import type { PointId } from '#shared/domain/ids.ts';
import { Attempts } from './attempts.ts';
import type { PointService } from './point-service.ts';

/** Outputs are written again at least this often, so that their leases never run out while the loop lives. */
const RENEW_MS = 1000;

/** Tells the devices what the outputs of one vessel are to do. */
export class OutputWriter {
  private readonly points: PointService;
  private readonly told = new Map<PointId, { readonly outPct: number; readonly nowMs: number }>();
  /** The connection over which each output was told. */
  private readonly sessions = new Map<PointId, object>();

  constructor(points: PointService) {
    this.points = points;
  }

  write(id: PointId, outPct: number, nowMs: number): void {
    const last = this.told.get(id);
    if (last !== undefined && last.outPct === outPct && nowMs - last.nowMs < RENEW_MS) return;
    this.points.write(id, outPct, { validForMs: LEASE_MS });
    this.told.set(id, { outPct, nowMs });
  }

  /** @throws what the first output that cannot be written throws; the others are off. */
  allOff(nowMs: number): void {
    const attempts = new Attempts();
    for (const id of this.told.keys()) attempts.run(() => this.write(id, 0, nowMs));
    attempts.finish();
  }

  /**
   * Forgets the outputs that the vessel no longer has, and switches them off.
   * @param isOwn whether the vessel has it; @param isTaken whether another vessel drives it now
   */
  release(isOwn: (id: PointId) => boolean, isTaken: (id: PointId) => boolean, nowMs: number): void {
    for (const id of this.told.keys()) {
      if (isOwn(id)) continue;
      if (!isTaken(id)) this.write(id, 0, nowMs);
      this.told.delete(id);
      this.sessions.delete(id);
    }
  }

  /** A device that has connected anew has switched its outputs off: for one step they count as lost. */
  sinceReconnect(input: LoopInput): LoopInput {
    const { heater, cooler } = input.actuators;
    const [heaterNow, coolerNow] = [this.seen(heater), this.seen(cooler)];
    if (heaterNow === heater && coolerNow === cooler) return input;
    return { ...input, actuators: { heater: heaterNow, cooler: coolerNow } };
  }

  private seen(actuator: LoopActuator | null): LoopActuator | null {
    const session = actuator && this.points.session(actuator.pointId);
    if (actuator === null || session === null) return actuator;
    const last = this.sessions.get(actuator.pointId);
    this.sessions.set(actuator.pointId, session);
    return last === undefined || last === session ? actuator : { ...actuator, link: 'lost' };
  }
}
