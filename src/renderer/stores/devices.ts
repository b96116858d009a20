import { useMemo } from 'react';
import { create } from 'zustand';
import type { ConsolePayload } from '#shared/contract/channels.ts';
import type { Device, DeviceState } from '#shared/domain/device.ts';
import type { Point } from '#shared/domain/point.ts';
import type { PointState } from '#shared/domain/vessel-state.ts';

/** What the channel `devices` says. */
type DeviceChange = ConsolePayload<'devices'>;

/** Devices and points by id: what they are, and what is known of them just now. */
interface DevicesStore {
  readonly devices: Readonly<Record<string, Device>>;
  /** The links to the devices. */
  readonly states: Readonly<Record<string, DeviceState>>;
  readonly points: Readonly<Record<string, Point>>;
  /** Values of points that no vessel has. */
  readonly values: Readonly<Record<string, PointState>>;
  /** True once the console has said which devices there are. */
  readonly loaded: boolean;
}

export const useDevices = create<DevicesStore>(() => ({
  devices: {},
  states: {},
  points: {},
  values: {},
  loaded: false,
}));

/** Takes over the whole lists of devices and points. */
export function loadDevices(
  devices: readonly { readonly device: Device; readonly state: DeviceState }[],
  points: readonly Point[],
): void {
  useDevices.setState({
    devices: Object.fromEntries(devices.map(({ device }) => [device.id, device])),
    states: Object.fromEntries(devices.map(({ state }) => [state.deviceId, state])),
    points: Object.fromEntries(points.map((point) => [point.id, point])),
    loaded: true,
  });
}

/** Takes over changes of devices and points, in one update. */
export function changeDevices(changes: readonly DeviceChange[]): void {
  if (changes.length > 0) useDevices.setState((store) => changes.reduce<DevicesStore>(changed, store));
}

function changed(store: DevicesStore, change: DeviceChange): DevicesStore {
  const { devices, states, points, values } = store;
  switch (change.type) {
    case 'saved':
      return { ...store, devices: { ...devices, [change.device.id]: change.device } };
    case 'state':
      return { ...store, states: { ...states, [change.state.deviceId]: change.state } };
    case 'removed':
      return {
        ...store,
        devices: without(devices, change.deviceId),
        states: without(states, change.deviceId),
      };
    case 'point-saved':
      return { ...store, points: { ...points, [change.point.id]: change.point } };
    case 'point-removed':
      return {
        ...store,
        points: without(points, change.pointId),
        values: without(values, change.pointId),
      };
    default:
      return change satisfies never;
  }
}

/** Takes over values of points that arrived together, in one update. */
export function setPointValues(values: readonly PointState[]): void {
  if (values.length === 0) return;
  useDevices.setState((store) => ({
    values: { ...store.values, ...Object.fromEntries(values.map((value) => [value.pointId, value])) },
  }));
}

function without<T>(record: Readonly<Record<string, T>>, id: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== id));
}

/** The points of a device. */
export function usePointsOf(deviceId: string): readonly Point[] {
  const points = useDevices((store) => store.points);
  return useMemo(
    () => Object.values(points).filter((point) => point.deviceId === deviceId),
    [points, deviceId],
  );
}
