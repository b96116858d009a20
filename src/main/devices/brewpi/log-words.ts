import type { LogLevel } from '#shared/domain/log-entry.ts';
import type { LogMessage } from './messages.ts';

/** The log messages of a board in words (protocol, section 6). `$1` is the first value that comes with it. */
const words: Readonly<Record<LogMessage['type'], readonly string[]>> = {
  E: [
    'not enough memory for a sensor',
    'no sensor at address on pin $1',
    'out of memory for device function $1',
    'definition of a device is invalid',
    'chamber $1 is not valid',
    'beer $1 is not valid',
    'function $1 is not valid',
    'function, beer and chamber do not fit together',
    'a device of type $1 cannot be on hardware of type $2',
    'pin $1 is not a OneWire bus',
    'damaged command: expected a brace, got byte $1',
    'the OneWire bus on pin $1 does not start',
    'the hardware is already in slot $1',
    'the function is already in slot $1',
  ],
  W: [
    'a setting was not recognised',
    'a command was not recognised: byte $1',
    'temperature sensor $2 on pin $1 is disconnected',
    'no settings stored: started in safe mode with its defaults, with no devices installed',
    'the main sensor is gone; a backup sensor is used',
    'a DS2413 switch is disconnected: $2 on pin $1',
  ],
  I: [
    'temperature sensor $2 on pin $1 is connected',
    'temperature sensor $2 on pin $1 was disconnected',
    'temperature sensor $2 on pin $1 is ready',
    'removing a temperature sensor',
    'removing an actuator',
    'removing a switch',
    'installing a temperature sensor',
    'installing an actuator',
    'installing a switch',
    'installing a device in slot $1',
    'found a device in slot $1',
    'an actuator was set to $1',
    'received $1 = $2',
    'default constants loaded',
    'default settings loaded',
    'all settings and devices were erased',
    'memory erased',
    'positive peak at $1, estimated $2; overshoot estimator was $3, is $4',
    'negative peak at $1, estimated $2; overshoot estimator was $3, is $4',
    'drifted up to $1, estimated $2; overshoot estimator was $3, is $4',
    'drifted down to $1, estimated $2; overshoot estimator was $3, is $4',
    'back on the main sensor',
    'a DS2413 switch is back',
  ],
};

const levels: Readonly<Record<LogMessage['type'], LogLevel>> = { E: 'error', W: 'warning', I: 'info' };

/** Settings that arrived: the board says so for each key of each command. */
export const RECEIVED_SETTING = 12;
/** The memory holds the defaults, and no device. */
export const MEMORY_PREPARED = 15;
/** Messages after which everything that was read from the board may be different. */
export const SETTINGS_REPLACED: readonly number[] = [13, 14, MEMORY_PREPARED, 16];

export function describeLog({ type, id, values }: LogMessage): { level: LogLevel; text: string } {
  const known = words[type][id];
  const text =
    known?.replaceAll(/\$(\d)/g, (_, n: string) => printable(values[Number(n) - 1])) ??
    `message ${type}${id}${values.length > 0 ? `: ${values.map(printable).join(', ')}` : ''}`;
  const level = type === 'I' && id === RECEIVED_SETTING ? 'debug' : levels[type];
  return { level, text: `The board says: ${text}` };
}

/** A value as text; it may hold any byte that was ever sent to the board. */
function printable(value: string | number | undefined): string {
  return String(value ?? '?')
    .replaceAll(/[^\x20-\x7e]/g, '?')
    .trim();
}
