import { type ConsoleTime, RealTime, SimulatedTime } from './console-time.ts';
import { HELD_REAL_DEVICE } from './device-service.ts';
import type { Clock } from './ports/clock.ts';
import { StartError } from './ports/start-error.ts';
import type { Store } from './ports/store.ts';

const SIMULATED_INSTANT = 'simulated-instant';

/**
 * The time that a console of this speed lives in. Simulated time continues where the folder was left, and never runs
 * behind the real date.
 * @throws StartError when the folder has held a real device and the speed is not 1.
 */
export function openConsoleTime(options: {
  readonly store: Store;
  readonly speed: number;
  readonly replacement?: ConsoleTime | undefined;
}): ConsoleTime {
  const { store, speed, replacement } = options;
  if (speed === 1) return replacement ?? new RealTime();
  if (store.memory.get(HELD_REAL_DEVICE) !== null) {
    throw new StartError(
      'real-device',
      'This data folder has held a real device, so it only runs in real time: start without --speed, or with another --data folder.',
    );
  }
  if (replacement !== undefined) return replacement;
  const kept = Number(store.memory.get(SIMULATED_INSTANT) ?? 0);
  return new SimulatedTime(speed, Math.max(kept, Date.now()));
}

/** Keeps the present instant of simulated time; called with whatever else is kept at an instant. */
export function keepInstant(store: Store, clock: Clock): void {
  if (clock.speed !== 1) store.memory.put(SIMULATED_INSTANT, String(Math.round(clock.wallMs())));
}
