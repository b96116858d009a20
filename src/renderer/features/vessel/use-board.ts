import { useDevices } from '#renderer/stores/devices.ts';
import type { Device, DeviceState } from '#shared/domain/device.ts';
import type { Vessel } from '#shared/domain/vessel.ts';

/** The board that regulates a vessel by itself. */
export interface Board {
  readonly device: Device | undefined;
  readonly state: DeviceState | undefined;
  /** Why nothing can be asked of it just now, in words; null while it listens. */
  readonly away: string | null;
}

/** The board of a vessel, or null when the console regulates it. */
export function useBoard({ algorithm }: Vessel): Board | null {
  const id = algorithm.kind === 'board' ? algorithm.deviceId : null;
  const device = useDevices((store) => (id === null ? undefined : store.devices[id]));
  const state = useDevices((store) => (id === null ? undefined : store.states[id]));
  return id === null ? null : { device, state, away: state === undefined ? null : awayWords(state) };
}

/** Why a board cannot be asked for anything. */
export function awayWords({ link }: Pick<DeviceState, 'link'>): string | null {
  switch (link) {
    case 'connected':
      return null;
    case 'connecting':
      return 'Connecting to the board: nothing can be set yet';
    case 'lost':
      return 'The board is away: nothing can be set';
    case 'not-driven':
      return 'The board is not driven in simulated time';
    default:
      return link satisfies never;
  }
}
