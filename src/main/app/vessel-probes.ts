import { type FrozenState, foundFrozen, stepFrozen } from '#main/control/frozen-probe.ts';
import type { LoopInput, LoopOutput } from '#main/control/loop-types.ts';
import type { PointId } from '#shared/domain/ids.ts';
import type { BadReason, Reading } from '#shared/domain/reading.ts';
import {
  type ActuatorRole,
  probesOf,
  type SensorRole,
  sensorRoles,
  type Vessel,
} from '#shared/domain/vessel.ts';
import type { FrozenMemory, FrozenProbes } from './frozen-memory.ts';
import type { ProbeReading } from './point-readings.ts';
import type { PointService } from './point-service.ts';

/** A probe that was bad must be good for this long before it is read again in place of its spare, ms: it may be a loose plug. */
const TRUSTED_AFTER_MS = 60_000;

/** The probes by which a vessel is regulated, and how hot it may be. */
const regulating = ['beer', 'chamber'] as const satisfies readonly SensorRole[];

/** What is known of one probe of a vessel. */
interface Watched {
  frozen: FrozenState | null;
  /** Since when it has been good, monotonic ms; null while it is bad. */
  goodSinceMs: number | null;
}

/**
 * The probes of one vessel: which of those of a role is read, and which stand still. A role is bad when all of its
 * probes are.
 */
export class VesselProbes {
  private readonly points: PointService;
  private readonly watched = new Map<PointId, Watched>();
  /** The probe that is read by role, where it is another one than the first. */
  private readonly chosen = new Map<SensorRole, PointId>();

  private readonly memory: FrozenMemory;

  /** Begins with the probes that stood still before a restart. @param nowMs monotonic */
  constructor(points: PointService, memory: FrozenMemory, nowMs: number) {
    this.points = points;
    this.memory = memory;
    for (const [id, standsC] of memory.load())
      this.watched.set(id, { frozen: foundFrozen(standsC, nowMs), goodSinceMs: null });
  }

  /** Once a second, with what the outputs have given. */
  step(vessel: Vessel, outputs: readonly LoopOutput[], nowMs: number): void {
    const all = new Set(sensorRoles.flatMap((role) => probesOf(vessel, role)));
    for (const id of this.watched.keys()) if (!all.has(id)) this.watched.delete(id);
    for (const role of sensorRoles) {
      for (const id of probesOf(vessel, role)) this.watch(vessel, role, id, outputs, nowMs);
      this.goBack(vessel, role, nowMs);
    }
    this.memory.keep(this.frozenProbes());
  }

  /** The vessel is gone. */
  end(): void {
    this.memory.keep(new Map());
  }

  private frozenProbes(): FrozenProbes {
    const frozen = [...this.watched].flatMap(([id, { frozen }]): [PointId, number][] =>
      frozen?.frozen === true ? [[id, frozen.standsC]] : [],
    );
    return new Map(frozen);
  }

  /** What the loop is given now. A probe that has just failed is replaced at once. */
  look(vessel: Vessel): Pick<LoopInput, 'readings' | 'probes' | 'hottestC'> {
    const [beer, chamber, room] = (['beer', 'chamber', 'room'] as const).map((role) =>
      this.choose(vessel, role),
    );
    const readings = {
      beer: this.readRole(beer),
      chamber: this.readRole(chamber),
      room: this.readRole(room),
    };
    const probes = { beer: beer ?? null, chamber: chamber ?? null, room: room ?? null };
    return { readings, probes, hottestC: this.hottest(vessel) };
  }

  /** What is wrong with a probe of the vessel; null when it is good. */
  badnessOf(id: PointId): BadReason | null {
    const { smoothed } = this.read(id);
    return smoothed.quality === 'bad' ? smoothed.reason : null;
  }

  /** The first probe of a role and what is wrong with it, while a spare is read in its place. */
  standsInFor(vessel: Vessel, role: SensorRole): { pointId: PointId; bad: BadReason | null } | null {
    const [first] = probesOf(vessel, role);
    if (first === undefined || this.choose(vessel, role) === first) return null;
    return { pointId: first, bad: this.badnessOf(first) };
  }

  private watch(
    vessel: Vessel,
    role: SensorRole,
    id: PointId,
    outputs: readonly LoopOutput[],
    nowMs: number,
  ): void {
    const { bare } = this.points.readProbe(id);
    const last = this.watched.get(id);
    const frozen = role === 'room' ? null : this.stepFrozen(vessel, { role, id }, bare, outputs, nowMs);
    const isGood = bare.quality === 'good' && frozen?.frozen !== true;
    this.watched.set(id, { frozen, goodSinceMs: isGood ? (last?.goodSinceMs ?? nowMs) : null });
  }

  /**
   * Who switches a vessel off looks at it: what was found of its probes begins anew. A board moves heat that nobody tells us of,
   * and what is only sent now and then stands still in between.
   */
  private stepFrozen(
    vessel: Vessel,
    { role, id }: { readonly role: Exclude<SensorRole, 'room'>; readonly id: PointId },
    bare: Reading,
    outputs: readonly LoopOutput[],
    nowMs: number,
  ): FrozenState | null {
    if (vessel.control.mode === 'off' || vessel.algorithm.kind === 'board') return null;
    const point = this.points.peek(id);
    if (point === undefined || this.points.onlyReports(point.deviceId)) return null;
    const given = (actuator: ActuatorRole): number =>
      outputs.find((output) => output.role === actuator)?.actualPct ?? 0;
    const valueC = bare.quality === 'good' ? bare.value : null;
    const heat = { heaterPct: given('heater'), coolerPct: given('cooler') };
    const last = this.watched.get(id)?.frozen ?? null;
    return stepFrozen(last, { valueC, role, vessel, ...heat }, nowMs);
  }

  /** To a probe before the one that is read, when it has been good for long enough. */
  private goBack(vessel: Vessel, role: SensorRole, nowMs: number): void {
    const probes = probesOf(vessel, role);
    const present = this.chosen.get(role);
    const before = probes.slice(0, present === undefined ? 0 : probes.indexOf(present));
    const better = before.find((id) => {
      const since = this.watched.get(id)?.goodSinceMs ?? null;
      return since !== null && nowMs - since >= TRUSTED_AFTER_MS;
    });
    if (better !== undefined) this.chosen.set(role, better);
  }

  /** The probe that a role is read by: the present one while it is good, else the first that is; the first when none is. */
  private choose(vessel: Vessel, role: SensorRole): PointId | undefined {
    const probes = probesOf(vessel, role);
    const [first] = probes;
    const present = this.chosen.get(role) ?? first;
    if (first === undefined || present === undefined) return undefined;
    if (probes.includes(present) && this.isGood(present)) return present;
    const left = this.watched.get(present);
    // It is looked at ten times a second where an SSR pulses: who drops out in between has to be good for a minute as well.
    if (left !== undefined) left.goodSinceMs = null;
    const choice = probes.find((id) => this.isGood(id)) ?? first;
    this.chosen.set(role, choice);
    return choice;
  }

  private isGood(id: PointId): boolean {
    return this.badnessOf(id) === null;
  }

  private readRole(id: PointId | undefined): Reading {
    return id === undefined ? this.points.read(null) : this.read(id).smoothed;
  }

  /** What a probe of this vessel says: bad as well when it stands still. */
  private read(id: PointId): ProbeReading {
    const reading = this.points.readProbe(id);
    if (reading.smoothed.quality === 'bad' || this.watched.get(id)?.frozen?.frozen !== true) return reading;
    const bad: Reading = { quality: 'bad', reason: 'frozen', atMs: reading.smoothed.atMs };
    return { smoothed: bad, bare: bad };
  }

  private hottest(vessel: Vessel): number | null {
    const good = regulating
      .flatMap((role) => probesOf(vessel, role))
      .flatMap((id) => {
        const { bare } = this.read(id);
        return bare.quality === 'good' ? [bare.value] : [];
      });
    return good.length === 0 ? null : Math.max(...good);
  }
}
