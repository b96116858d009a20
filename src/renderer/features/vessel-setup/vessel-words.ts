import { roleWord } from '#renderer/features/devices/links.ts';
import { outputKindWords } from '#renderer/features/devices/point-words.ts';
import { quantityInText } from '#renderer/ui/quantity.ts';
import { type TemperatureUnit, temperatureInText } from '#renderer/ui/temperature.ts';
import { kindWords, targetWord } from '#renderer/ui/words.ts';
import type { PointId } from '#shared/domain/ids.ts';
import type { Point } from '#shared/domain/point.ts';
import {
  type ActuatorRole,
  actuatorRoles,
  type OwnAlgorithm,
  type VesselConfig,
  type VesselKind,
} from '#shared/domain/vessel.ts';
import { type Role, wiringOf } from './wiring.ts';

/** What a kind of vessel is, for whoever chooses one. */
export const kindHints: Readonly<Record<VesselKind, string>> = {
  fermenter: 'Beer in a fridge or a box that is cooled or heated',
  kettle: 'Mash or wort that is heated directly',
};

/** What an algorithm is called. */
export const algorithmWords: Readonly<Record<OwnAlgorithm['kind'], string>> = {
  cascade: 'Beer through its chamber (cascade)',
  pid: 'By how far it is off (PID)',
  hysteresis: 'On below, off above (hysteresis)',
};

/** What an algorithm does. */
export const algorithmHints: Readonly<Record<OwnAlgorithm['kind'], string>> = {
  cascade:
    'The beer decides how warm the chamber is to be, so that the beer does not overshoot. Best with a probe in each.',
  pid: 'The further below its setpoint, the more power. Best for a kettle with an element.',
  hysteresis: 'Simple and robust: it switches when the temperature leaves a band around the setpoint.',
};

/** What the role of a point is for. */
export const roleHints: Readonly<Record<Role, string>> = {
  beer: 'in the liquid',
  chamber: 'the air around',
  room: 'only recorded',
  heater: 'warms it',
  cooler: 'cools it',
};

/** A new vessel in sentences, for whoever is about to create it. */
export function summaryOf(
  config: VesselConfig,
  points: Readonly<Record<string, Point>>,
  unit: TemperatureUnit,
): readonly string[] {
  const { name, kind, volumeL, limits } = config;
  const wiring = Object.entries(wiringOf(config)) as [Role, readonly PointId[]][];
  const heated = config.actuators.heater !== null;
  return [
    `A ${kindWords[kind].toLowerCase()} of ${quantityInText(volumeL, 'litres', unit)}, named ${name}.`,
    ...wiring.map(([role, ids]) => `${roleWord(role, kind)}: ${probesInWords(ids, points)}.`),
    ...actuatorRoles.flatMap((role) => permitInWords(config, role, points)),
    `It takes setpoints from ${temperatureInText(limits.minSpC, unit)} to ${temperatureInText(limits.maxSpC, unit)}.`,
    ...(heated
      ? [`From ${temperatureInText(limits.maxTempC, unit)} on its heater is off, whatever is asked.`]
      : []),
  ];
}

/** "The heater stays off while Float switch is off."; nothing for an output that needs no contact. */
function permitInWords(
  { permissives }: VesselConfig,
  role: ActuatorRole,
  points: Readonly<Record<string, Point>>,
): readonly string[] {
  const id = permissives[role];
  return id === null ? [] : [`The ${role} stays off while ${pointWords(points[id])} is off.`];
}

/** "Probe 1", "Probe 1, and when it fails Probe 2" */
function probesInWords(ids: readonly PointId[], points: Readonly<Record<string, Point>>): string {
  const [first = '', ...spares] = ids.map((id) => pointWords(points[id]));
  return spares.length === 0 ? first : `${first}, and when it fails ${spares.join(', then ')}`;
}

function pointWords(point: Point | undefined): string {
  if (point === undefined) return 'a point that was removed';
  return point.kind === 'output'
    ? `${point.name} (${inSentence(outputKindWords[point.outputKind])})`
    : point.name;
}

/** Words in the middle of a sentence; "PWM" keeps its capitals. */
function inSentence(words: string): string {
  return /^[A-Z][a-z]/.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;
}

/** What a vessel of this wiring cannot do; nothing of it is forbidden. */
export function lacksOf({ kind, sensors, actuators }: VesselConfig): readonly string[] {
  const target = targetWord('beer', kind).toLowerCase();
  const blind = sensors.beer === null && sensors.chamber === null;
  const sensor = kind === 'kettle' ? `a ${target} sensor` : `a ${target} or a chamber sensor`;
  return [
    ...(blind ? [`Without ${sensor} nothing can be regulated.`] : []),
    ...(actuators.heater === null && actuators.cooler === null
      ? ['Without a heater and a cooler it only measures.']
      : []),
  ];
}
