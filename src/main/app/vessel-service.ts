import { AppError } from '#shared/domain/app-error.ts';
import type { DeviceId, PointId, VesselId } from '#shared/domain/ids.ts';
import {
  actuatorRoles,
  probesOf,
  sensorRoles,
  type Vessel,
  type VesselConfig,
  type VesselControl,
} from '#shared/domain/vessel.ts';
import type { AlarmService } from './alarm-service.ts';
import { type Change, changed } from './changed.ts';
import type { Kernel } from './kernel.ts';
import type { PointService } from './point-service.ts';
import type { Removal } from './removal.ts';
import { changesWiring, checkSetpoint, checkVesselConfig } from './vessel-rules.ts';

export const MAX_VESSELS = 200;

/** The vessels: their configuration, and what each has been told to do. */
export class VesselService {
  private readonly kernel: Kernel;
  private readonly points: PointService;
  private readonly alarms: AlarmService;
  private readonly vessels: Map<VesselId, Vessel>;

  constructor(kernel: Kernel, points: PointService, alarms: AlarmService) {
    this.kernel = kernel;
    this.points = points;
    this.alarms = alarms;
    this.vessels = new Map(kernel.store.vessels.list().map((vessel) => [vessel.id, vessel]));
  }

  list(): Vessel[] {
    return [...this.vessels.values()];
  }

  /** @throws AppError `not-found`. */
  get(id: VesselId): Vessel {
    const vessel = this.vessels.get(id);
    if (vessel === undefined) throw new AppError('not-found', `There is no vessel ${id}`);
    return vessel;
  }

  peek(id: VesselId): Vessel | undefined {
    return this.vessels.get(id);
  }

  /** Adds a vessel in mode off; its first setpoint is as near to 20 °C as its limits allow. */
  create(config: VesselConfig): Vessel {
    if (this.vessels.size >= MAX_VESSELS)
      throw new AppError('limit', `There are already ${MAX_VESSELS} vessels`);
    this.check(config);
    const { minSpC, maxSpC } = config.limits;
    const control: VesselControl = {
      mode: 'off',
      target: config.sensors.beer === null && config.sensors.chamber !== null ? 'chamber' : 'beer',
      source: 'constant',
      spC: Math.min(maxSpC, Math.max(minSpC, 20)),
      manualHeatPct: 0,
      manualCoolPct: 0,
    };
    return this.save({ ...config, id: this.kernel.newId('vessel') as VesselId, control });
  }

  /** @throws AppError `conflict` when sensors or outputs would change while the vessel is driven. */
  update({ id, ...change }: Change<VesselConfig> & { readonly id: VesselId }): Vessel {
    const before = this.get(id);
    const after = { ...before, ...changed(change) };
    this.check(after, id);
    checkSetpoint(after, after.control.spC);
    if (before.control.mode !== 'off' && changesWiring(before, after)) {
      throw new AppError(
        'conflict',
        `${before.name} is running: switch it off before you change its sensors and outputs`,
      );
    }
    return this.save(after);
  }

  /** A vessel that its board regulates can be removed at any time: the board goes on by itself. */
  remove(id: VesselId): void {
    const removal = this.removal(id);
    removal.store();
    removal.tell();
  }

  /** A removal as part of a larger one. @throws AppError `conflict` when the vessel is driven. */
  removal(id: VesselId): Removal {
    const vessel = this.get(id);
    if (vessel.control.mode !== 'off' && vessel.algorithm.kind !== 'board') {
      throw new AppError('conflict', `${vessel.name} is running: switch it off before you remove it`);
    }
    return {
      store: () => this.kernel.store.vessels.remove(id),
      tell: () => {
        this.vessels.delete(id);
        this.kernel.hub.publish('vessels', { type: 'removed', vesselId: id }, { key: id, forget: true });
        this.alarms.clearSource(id);
      },
    };
  }

  /** The vessel as it would be after a command: nothing is kept or told yet. */
  commanded(id: VesselId, change: Partial<VesselControl>): Vessel {
    const vessel = this.get(id);
    return { ...vessel, control: { ...vessel.control, ...change } };
  }

  /** Takes over a vessel that the store has already kept, and tells it. */
  adopt(vessel: Vessel): void {
    this.vessels.set(vessel.id, vessel);
    this.kernel.hub.publish('vessels', { type: 'saved', vessel }, { key: vessel.id });
    // Nobody is to set outputs by hand in another mode.
    const { id, name, control } = vessel;
    const subject = { code: 'manual-output-reset', source: id, sourceName: name } as const;
    if (control.mode !== 'manual') this.alarms.report(subject, false, '');
  }

  /** The vessel that a board regulates, if any. */
  ofBoard(deviceId: DeviceId): Vessel | undefined {
    return this.list().find(({ algorithm }) => algorithm.kind === 'board' && algorithm.deviceId === deviceId);
  }

  /** This name, or the first of `name 2`, `name 3` that no vessel has. */
  freeName(name: string): string {
    const taken = new Set(this.list().map((vessel) => vessel.name));
    let free = name;
    for (let i = 2; taken.has(free); i += 1) free = `${name.slice(0, 70)} ${i}`;
    return free;
  }

  /** A vessel that has this point in a role, if any: the first of `usersOf`. */
  userOf(pointId: PointId): Vessel | undefined {
    return this.usersOf(pointId)[0];
  }

  /** All vessels that have this point in a role: a probe of the room or a contact may serve several. */
  usersOf(pointId: PointId): Vessel[] {
    return this.list().filter(
      (vessel) =>
        sensorRoles.some((role) => probesOf(vessel, role).includes(pointId)) ||
        actuatorRoles.some(
          (role) => vessel.actuators[role] === pointId || vessel.permissives[role] === pointId,
        ),
    );
  }

  private check(config: VesselConfig, id?: VesselId): void {
    const others = this.list().filter((vessel) => vessel.id !== id);
    checkVesselConfig(config, {
      others,
      point: (pointId) => this.points.peek(pointId as PointId),
      isBoard: (deviceId) => this.points.isBoard(deviceId),
      onlyReports: (deviceId) => this.points.onlyReports(deviceId),
      isSlow: (deviceId) => this.points.isSlow(deviceId),
      cannotSwitch: (deviceId) => this.points.cannotSwitch(deviceId),
    });
  }

  private save(vessel: Vessel): Vessel {
    this.kernel.store.vessels.put(vessel);
    this.adopt(vessel);
    return vessel;
  }
}
