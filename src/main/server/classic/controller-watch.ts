import type { ConsoleServices } from '#main/app/services.ts';
import type { ConsolePayload } from '#shared/contract/channels.ts';
import { BRIDGE_DRIVER } from '#shared/domain/bridge-connection.ts';
import type { Device, DeviceState } from '#shared/domain/device.ts';
import type { DeviceId, PointId, VesselId } from '#shared/domain/ids.ts';
import type { Point } from '#shared/domain/point.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import { internal } from './client.ts';
import {
  bridgeConnection,
  type Controller,
  type ControllerRow,
  controllersOf,
  numberOf,
  toRow,
} from './controllers.ts';
import { listen } from './hub-events.ts';

export type ControllerPayload =
  | { readonly eventType: 'create' | 'update'; readonly controller: ControllerRow }
  | { readonly eventType: 'delete'; readonly controllerId: number };

export interface ControllerWatchParts {
  readonly services: ConsoleServices;
  readonly say: (payload: ControllerPayload) => void;
  /** A device has been lost, or has gone. */
  readonly onLost: (device: Device, text: string) => void;
  readonly onError: (error: unknown) => void;
}

/** The rows of `/iocontrollers` as they are now; tells what has changed among them, whichever way that was done. */
export class ControllerWatch {
  private readonly parts: ControllerWatchParts;
  private readonly devices = new Map<DeviceId, Device>();
  private readonly states = new Map<DeviceId, DeviceState>();
  private readonly points = new Map<PointId, Point>();
  private readonly vessels = new Map<VesselId, Vessel>();
  /** By the vessel that is shown under it. */
  private byVessel = new Map<VesselId, Controller>();
  private rows = new Map<number, ControllerRow>();
  private readonly stops: (() => void)[] = [];

  private constructor(parts: ControllerWatchParts) {
    this.parts = parts;
  }

  static async open(parts: ControllerWatchParts): Promise<ControllerWatch> {
    const { procedures, hub } = parts.services;
    const watch = new ControllerWatch(parts);
    for (const { device, state } of await procedures.device.list(undefined, internal)) {
      watch.devices.set(device.id, device);
      watch.states.set(device.id, state);
    }
    for (const point of await procedures.point.list(undefined, internal)) watch.points.set(point.id, point);
    for (const vessel of await procedures.vessel.list(undefined, internal))
      watch.vessels.set(vessel.id, vessel);
    const devices = listen(hub, 'devices', parts.onError, (events) => {
      for (const { payload } of events) watch.takeDevice(payload);
      watch.compare();
    });
    const vessels = listen(hub, 'vessels', parts.onError, (events) => {
      for (const { payload } of events) watch.takeVessel(payload);
      watch.compare();
    });
    watch.stops.push(devices.stop, vessels.stop);
    for (const { payload } of devices.retained) watch.takeDevice(payload);
    for (const { payload } of vessels.retained) watch.takeVessel(payload);
    watch.rows = watch.present();
    return watch;
  }

  close(): void {
    for (const stop of this.stops) stop();
  }

  /** The row under which a vessel is shown, and its device when that has the number. */
  ofVessel(
    id: VesselId,
  ): { readonly id: number; readonly name: string; readonly device: Device | null } | null {
    const controller = this.byVessel.get(id);
    if (controller === undefined) return null;
    const n = numberOf(controller, this.parts.services.classic.ids);
    return controller.kind === 'device'
      ? { id: n, name: controller.device.name, device: controller.device }
      : { id: n, name: controller.vessel.name, device: null };
  }

  /** The bridge that has a number, with the unit that it sends; null when none has it. */
  bridgeOf(n: number): { readonly device: Device; readonly unit: 'C' | 'F' } | null {
    const entry = this.parts.services.classic.ids.find('controller', n);
    const device = entry?.kind === 'device' ? this.devices.get(entry.id as DeviceId) : undefined;
    if (device?.driver !== BRIDGE_DRIVER) return null;
    return { device, unit: bridgeConnection(device).unit };
  }

  isConnected(id: DeviceId): boolean {
    return this.states.get(id)?.link === 'connected';
  }

  private takeDevice(payload: ConsolePayload<'devices'>): void {
    switch (payload.type) {
      case 'saved':
        return void this.devices.set(payload.device.id, payload.device);
      case 'state':
        return this.takeState(payload.state);
      case 'removed':
        return this.removeDevice(payload.deviceId);
      case 'point-saved':
        return void this.points.set(payload.point.id, payload.point);
      case 'point-removed':
        return void this.points.delete(payload.pointId);
      default:
        return payload satisfies never;
    }
  }

  private takeState(state: DeviceState): void {
    const before = this.states.get(state.deviceId);
    this.states.set(state.deviceId, state);
    const device = this.devices.get(state.deviceId);
    if (device !== undefined && before?.link !== 'lost' && state.link === 'lost')
      this.parts.onLost(device, state.text);
  }

  private removeDevice(id: DeviceId): void {
    const device = this.devices.get(id);
    this.devices.delete(id);
    this.states.delete(id);
    if (device !== undefined) this.parts.onLost(device, 'Removed');
  }

  private takeVessel(payload: ConsolePayload<'vessels'>): void {
    if (payload.type === 'saved') this.vessels.set(payload.vessel.id, payload.vessel);
    else this.vessels.delete(payload.vesselId);
  }

  private compare(): void {
    const before = this.rows;
    this.rows = this.present();
    for (const [id, controller] of this.rows) {
      const old = before.get(id);
      if (old === undefined) this.parts.say({ eventType: 'create', controller });
      else if (JSON.stringify(old) !== JSON.stringify(controller))
        this.parts.say({ eventType: 'update', controller });
    }
    for (const id of before.keys())
      if (!this.rows.has(id)) this.parts.say({ eventType: 'delete', controllerId: id });
  }

  private present(): Map<number, ControllerRow> {
    const controllers = controllersOf({
      devices: [...this.devices.values()],
      vessels: [...this.vessels.values()],
      points: [...this.points.values()],
    });
    this.byVessel = new Map(
      controllers.flatMap((each) => (each.vessel === null ? [] : [[each.vessel.id, each] as const])),
    );
    const rows = controllers.map((each) => toRow(each, this.parts.services.classic.ids));
    return new Map(rows.map((row) => [row.id, row]));
  }
}
