import { AppError } from '#shared/domain/app-error.ts';
import {
  BOARD_SLOTS,
  type BoardPart,
  type BoardRole,
  type BoardWiring,
  boardRoleSchema,
} from '#shared/domain/board-part.ts';
import type { Pair } from './commands.ts';
import type { BoardDevice, TempFormat } from './messages.ts';
import { differenceToC, toC } from './units.ts';

/** What is connected to a board, and how it is told what that does (protocol, section 5). */

/** Numbers of the functions; all others do nothing in this firmware. */
const functions: Readonly<Record<BoardRole, number>> = {
  door: 1,
  heater: 2,
  cooler: 3,
  light: 4,
  'chamber-sensor': 5,
  'room-sensor': 6,
  fan: 7,
  'beer-sensor': 9,
};
const PIN = 1;
const PROBE = 2;
/** The board takes an offset of just this for none at all. */
const UNSAYABLE_OFFSET = -0.0625;
const SIXTEENTH = 1 / 16;

/** One line of a list; null for an empty slot and for hardware that this firmware does not drive. */
export function partOf(device: BoardDevice, format: TempFormat): BoardPart | null {
  const wiring = wiringOf(device);
  if (wiring === null) return null;
  const slot = numberOf(device['i']) ?? -1;
  const installed = slot >= 0 && slot < BOARD_SLOTS;
  // What is not installed inherits numbers of its neighbour in the list: only the slot tells.
  const role = installed ? roleOf(numberOf(device['f']) ?? 0) : null;
  const offset = numberOf(device['j']) ?? 0;
  const value = numberOf(device['v']);
  return {
    slot: installed ? slot : null,
    role,
    wiring,
    offsetC: wiring.kind === 'probe' ? differenceToC(offset, format) : 0,
    value: value !== null && wiring.kind === 'probe' ? toC(value, format) : value,
  };
}

/** A list as the board sends it. */
export function partsOf(devices: readonly BoardDevice[], format: TempFormat): BoardPart[] {
  return devices.flatMap((device) => partOf(device, format) ?? []);
}

/** True for a role that a probe has; the others belong to pins. */
export const isProbeRole = (role: BoardRole): boolean => role.endsWith('-sensor');

/** What makes a slot what it should be. Everything is said, since the board keeps what is left out. */
export function installPairs(slot: number, wiring: BoardWiring, role: BoardRole): Pair[] {
  const common: Pair[] = [
    ['i', String(slot)],
    ['c', '1'],
    ['b', role === 'beer-sensor' ? '1' : '0'],
    ['f', String(functions[role])],
  ];
  const where: Pair[] =
    wiring.kind === 'probe'
      ? [
          ['h', String(PROBE)],
          ['p', String(wiring.pin)],
          ['a', wiring.address],
        ]
      : [
          ['h', String(PIN)],
          ['p', String(wiring.pin)],
          ['x', wiring.inverted ? '1' : '0'],
        ];
  return [...common, ...where];
}

export const uninstallPairs = (slot: number): Pair[] => [
  ['i', String(slot)],
  ['f', '0'],
];

/**
 * Says the role again: without it firmware 0.2.13 takes any probe for one of the chamber, and refuses to calibrate the beer's.
 * @param offsetC °C; the board keeps sixteenths of a °C, whatever its unit
 */
export function calibrationPairs(slot: number, role: BoardRole, offsetC: number, format: TempFormat): Pair[] {
  const sixteenths = Math.round(offsetC / SIXTEENTH);
  const known = sixteenths * SIXTEENTH === UNSAYABLE_OFFSET ? 0 : sixteenths;
  return [
    ['i', String(slot)],
    ['f', String(functions[role])],
    ['j', offsetText(known, format)],
  ];
}

/** The board keeps the sixteenth of a °C that is not above what it is told: in °F a quarter of one more makes up for roundings. */
function offsetText(sixteenths: number, format: TempFormat): string {
  if (format === 'C' || sixteenths === 0) return String(sixteenths * SIXTEENTH);
  return ((((sixteenths + 0.25) * SIXTEENTH) / 5) * 9).toFixed(3);
}

export const switchPairs = (slot: number, on: boolean): Pair[] => [
  ['i', String(slot)],
  ['w', on ? '1' : '0'],
];

/**
 * A slot for something new. One that holds hardware which is not known here is as good as any other that is taken.
 * @param installed as the board lists it. @throws AppError `limit` when every slot is taken.
 */
export function freeSlot(installed: readonly BoardDevice[]): number {
  const full = installed.filter((device) => wiringOf(device) !== null || (numberOf(device['f']) ?? 0) > 0);
  const taken = new Set(full.map((device) => numberOf(device['i'])));
  const free = Array.from({ length: BOARD_SLOTS }, (_, slot) => slot).find((slot) => !taken.has(slot));
  if (free === undefined) throw new AppError('limit', `All ${BOARD_SLOTS} slots of the board are taken`);
  return free;
}

function wiringOf(device: BoardDevice): BoardWiring | null {
  const pin = numberOf(device['p']);
  const address = device['a'];
  if (pin === null) return null;
  if (device['h'] === PROBE && typeof address === 'string' && /^[0-9A-F]{16}$/i.test(address)) {
    return { kind: 'probe', pin, address: address.toUpperCase() };
  }
  return device['h'] === PIN ? { kind: 'pin', pin, inverted: device['x'] === 1 } : null;
}

function roleOf(number: number): BoardRole | null {
  return boardRoleSchema.options.find((role) => functions[role] === number) ?? null;
}

const numberOf = (value: number | string | null | undefined): number | null =>
  typeof value === 'number' ? value : null;
