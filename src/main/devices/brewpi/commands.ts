import type { BoardCommand } from '#main/app/ports/driver.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { ConstantsMessage } from './messages.ts';
import { fromC, toC } from './units.ts';

/**
 * Commands as a board takes them (protocol, section 2): one letter, or a letter with keys and values in braces, in
 * one write. What the firmware would corrupt without a word is refused here.
 */

/** The board's receive buffer is 64 bytes and stands still while it prints (section 1). */
export const MAX_WRITE_BYTES = 60;
/** A longer key or value ends the object, and its tail is executed as commands (section 2). */
const MAX_TOKEN = 29;

export type QueryLetter = 'n' | 't' | 's' | 'c' | 'v' | 'l';
export type ObjectLetter = 'j' | 'U' | 'd' | 'h';
export type Pair = readonly [key: string, value: string];

export function encodeQuery(letter: QueryLetter): string {
  return letter;
}

/** Wipes the board's memory and writes its defaults. */
export const PREPARE_MEMORY = 'E';

/** @throws AppError `invalid` when the board would understand something else. */
export function encodeObject(letter: ObjectLetter, pairs: readonly Pair[]): string {
  for (const token of pairs.flat()) checkToken(token);
  // The board drops blanks; after a comma of `j` its own host sends one.
  const text = `${letter}{${pairs.map((pair) => pair.join(':')).join(letter === 'j' ? ', ' : ',')}}`;
  if (text.length > MAX_WRITE_BYTES) {
    throw new AppError('invalid', `The board takes at most ${MAX_WRITE_BYTES} bytes at once`);
  }
  return text;
}

function checkToken(token: string): void {
  if (token === 'null') throw new AppError('invalid', 'The board takes null for a number');
  // Everything but letters, digits and signs is syntax, is dropped, or becomes part of the key.
  if (token.length > MAX_TOKEN || !/^[A-Za-z0-9.+_-]+$/.test(token)) {
    throw new AppError('invalid', `The board does not understand ${JSON.stringify(token.slice(0, 40))}`);
  }
}

/** Two digits are all that the board keeps; its own host sends at least one. */
export function encodeNumber(value: number): string {
  if (!Number.isFinite(value)) throw new AppError('invalid', 'A setpoint must be a number');
  const text = String(Math.round(value * 100) / 100);
  return text.includes('.') ? text : `${text}.0`;
}

/** Digits after the point that are sent of a tiny constant: far below the steps in which the board counts. */
const CONSTANT_DIGITS = 10;

/** A constant of the board in plain digits: it ignores a number that is written with a power of ten. */
export function encodeConstant(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  return value
    .toFixed(CONSTANT_DIGITS)
    .replace(/\.?0+$/, '')
    .replace(/^-0$/, '0');
}

/** A command to the board with what its settings must say when it has obeyed. */
export interface SettingOrder {
  readonly text: string;
  /** The keys and values that the board will echo, in their order. */
  readonly pairs: readonly Pair[];
  readonly expected: {
    readonly mode: string;
    /** In the unit of the board; undefined when it does not matter. */
    readonly beerSet?: number;
    readonly chamberSet?: number;
  };
}

export const OFF_ORDER: SettingOrder = settingOrder([['mode', 'o']], { mode: 'o' });

/** In this mode the board's loop leaves its outputs alone. */
export const TEST_ORDER: SettingOrder = settingOrder([['mode', 't']], { mode: 't' });

/**
 * Mode and setpoint for a board.
 * - A profile on the beer is mode `p`. While the board is in it only the setpoint is sent: it stores each mode in its
 *   EEPROM, and a board that somebody has switched off meanwhile stays off.
 * - It has no profile for the chamber: there each setpoint is a constant one.
 * @param mode the mode letter that the board has said last.
 * @throws AppError `invalid` for a setpoint outside of the board's own range, which it does not check itself.
 */
export function orderFor(command: BoardCommand, board: ConstantsMessage, mode: string): SettingOrder {
  if (command.mode === 'off') return OFF_ORDER;
  checkRange(command.spC, board);
  const text = encodeNumber(fromC(command.spC, board.tempFormat));
  if (command.target === 'chamber') {
    return settingOrder(pairsOf('f', 'fridgeSet', text), { mode: 'f', chamberSet: Number(text) });
  }
  const letter = command.source === 'profile' ? 'p' : 'b';
  const pairs = pairsOf(letter, 'beerSet', text);
  return settingOrder(letter === 'p' && mode === 'p' ? pairs.slice(1) : pairs, {
    mode: letter,
    beerSet: Number(text),
  });
}

function pairsOf(mode: string, key: string, value: string): Pair[] {
  return [
    ['mode', mode],
    [key, value],
  ];
}

function settingOrder(pairs: readonly Pair[], expected: SettingOrder['expected']): SettingOrder {
  return { text: encodeObject('j', pairs), pairs, expected };
}

/** The limits come with one decimal. */
const LIMIT_TOLERANCE_C = 0.05;

function checkRange(spC: number, { tempFormat, setMin, setMax }: ConstantsMessage): void {
  const [minC, maxC] = [toC(setMin, tempFormat), toC(setMax, tempFormat)];
  if (spC >= minC - LIMIT_TOLERANCE_C && spC <= maxC + LIMIT_TOLERANCE_C) return;
  const range = `${minC.toFixed(1)} to ${maxC.toFixed(1)} °C`;
  throw new AppError('invalid', `The board is set to hold ${range}, and ${spC} °C is outside of that`);
}
