import type { TemperatureUnit } from '#renderer/ui/temperature.ts';
import { formatTemperature } from '#renderer/ui/temperature.ts';
import type { BoardPart, BoardRole, BoardWiring } from '#shared/domain/board-part.ts';

/** What a role is called. */
export const roleWords: Readonly<Record<BoardRole, string>> = {
  'beer-sensor': 'Beer sensor',
  'chamber-sensor': 'Chamber sensor',
  'room-sensor': 'Room sensor',
  cooler: 'Cooler',
  heater: 'Heater',
  door: 'Door switch',
  light: 'Light',
  fan: 'Fan',
};

/** Roles that a probe can have, in the order in which they matter. */
export const probeRoles = ['beer-sensor', 'chamber-sensor', 'room-sensor'] as const;
/** Roles that a relay can have. */
export const relayRoles = ['cooler', 'heater', 'light', 'fan'] as const;
export const doorRoles = ['door'] as const;

export type ProbePart = BoardPart & { readonly wiring: Extract<BoardWiring, { kind: 'probe' }> };
export type PinPart = BoardPart & { readonly wiring: Extract<BoardWiring, { kind: 'pin' }> };

const isProbe = (part: BoardPart): part is ProbePart => part.wiring.kind === 'probe';
const isPin = (part: BoardPart): part is PinPart => part.wiring.kind === 'pin';

/** The probes by their addresses: the board lists them in another order as soon as one has a role. */
export function probesOf(parts: readonly BoardPart[]): readonly ProbePart[] {
  return parts.filter(isProbe).toSorted((a, b) => (a.wiring.address < b.wiring.address ? -1 : 1));
}

/** What hangs on pins, by their numbers. */
export function pinsOf(parts: readonly BoardPart[]): readonly PinPart[] {
  return parts.filter(isPin).toSorted((a, b) => a.wiring.pin - b.wiring.pin);
}

/** The pin of the door switch on every shield of BrewPi. An output there could be shorted by the switch. */
const DOOR_PIN = 4;

/** True for what is read and not switched. */
export function isDoor({ role, wiring }: PinPart): boolean {
  return role === 'door' || (role === null && wiring.pin === DOOR_PIN);
}

/** What something is called by where it is: "Probe …00DE", "Pin 5". */
export function placeOf(wiring: BoardWiring): string {
  return wiring.kind === 'probe' ? `Probe …${wiring.address.slice(-4)}` : `Pin ${wiring.pin}`;
}

/** What something reads; a dash when nothing is known. */
export function valueOf({ wiring, value }: BoardPart, unit: TemperatureUnit): string {
  if (wiring.kind === 'probe') return formatTemperature(value, unit);
  if (value === null) return '–';
  return value === 0 ? 'Off' : 'On';
}

/** What keeps a board from regulating, and what it will do without. */
export interface Lacks {
  /** Nothing is regulated before this is there. */
  readonly missing: readonly string[];
  /** It works, but not as most would expect. */
  readonly without: readonly string[];
}

/**
 * What a board lacks to be a fermenter. The firmware stays idle in every mode while it reads no chamber.
 * @param known false while the board is away: that nothing is read says nothing of its probes then
 */
export function lacksOf(parts: readonly BoardPart[], known = true): Lacks {
  const has = (role: BoardRole): boolean => parts.some((part) => part.role === role);
  const missing: string[] = [];
  const without: string[] = [];
  if (!has('chamber-sensor')) missing.push('A chamber sensor: without one the board switches nothing.');
  if (!has('cooler') && !has('heater')) missing.push('A cooler or a heater.');
  if (!has('beer-sensor')) without.push('No beer sensor: the board can hold the chamber, but not the beer.');
  if (has('cooler') && !has('heater')) without.push('No heater: it can only cool.');
  if (has('heater') && !has('cooler')) without.push('No cooler: it can only heat.');
  for (const { wiring, role, value } of parts) {
    if (known && wiring.kind === 'probe' && role !== null && value === null) {
      without.push(`The ${roleWords[role].toLowerCase()} reads nothing: look at its cable.`);
    }
  }
  return { missing, without };
}
