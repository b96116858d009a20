import { useDevices } from '#renderer/stores/devices.ts';
import { useVessels } from '#renderer/stores/vessels.ts';
import { measureInText } from '#renderer/ui/measure.ts';
import { formatTemperature, type TemperatureUnit } from '#renderer/ui/temperature.ts';
import { outputWord } from '#renderer/ui/words.ts';
import type { OutputState } from '#shared/domain/output.ts';
import type { Point } from '#shared/domain/point.ts';
import { type BadReason, describeBadReason } from '#shared/domain/reading.ts';
import type { PointState, SensorState, VesselState } from '#shared/domain/vessel-state.ts';

/** What is known of a point just now. */
export interface PointKnown {
  /** What a vessel says that has it as a sensor. */
  readonly sensor: SensorState | undefined;
  /** Why a vessel reads a spare probe in its place. */
  readonly replaced: SensorState['standsInFor'] | undefined;
  /** What a vessel says that has it as an output. */
  readonly output: OutputState | undefined;
  /** What is said of a point that no vessel has, and of the probes of a role that has spares. */
  readonly alone: PointState | undefined;
}

/** What is known of a point just now, from its vessel or by itself. */
export function usePointKnown(pointId: string): PointKnown {
  const sensor = useVessels((store) => sensorIn(Object.values(store.states), pointId));
  const replaced = useVessels((store) => replacedIn(Object.values(store.states), pointId));
  const output = useVessels((store) => outputIn(Object.values(store.states), pointId));
  const alone = useDevices((store) => store.values[pointId]);
  return { sensor, replaced, output, alone };
}

function sensorIn(states: readonly VesselState[], pointId: string): SensorState | undefined {
  for (const { sensors } of states) {
    const found = Object.values(sensors).find((each) => each?.pointId === pointId);
    if (found != null) return found;
  }
  return undefined;
}

function replacedIn(states: readonly VesselState[], pointId: string): SensorState['standsInFor'] | undefined {
  for (const { sensors } of states) {
    const found = Object.values(sensors).find((each) => each?.standsInFor?.pointId === pointId);
    if (found != null) return found.standsInFor;
  }
  return undefined;
}

function outputIn(states: readonly VesselState[], pointId: string): OutputState | undefined {
  for (const { outputs } of states) {
    const found = outputs.find((each) => each.pointId === pointId);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The value of a point as it is shown: with its unit, or why there is none, or a dash while nothing is known. */
export function valueWords(point: Point, known: PointKnown, unit: TemperatureUnit): string {
  const { sensor, output, alone } = known;
  switch (point.kind) {
    case 'temperature': {
      const bad = badOf(known);
      if (bad !== null) return describeBadReason(bad);
      return formatTemperature(sensor === undefined ? (alone?.value ?? null) : sensor.valueC, unit);
    }
    case 'output':
      if (output !== undefined) return outputWord(output);
      return aloneWords(alone, (pct) => (pct > 0 && pct < 100 ? `${Math.round(pct)} %` : onOff(pct)));
    case 'input':
      return aloneWords(alone, onOff);
    case 'measure':
      return aloneWords(alone, (value) => measureInText(value, point.quantity));
    default:
      return point satisfies never;
  }
}

function aloneWords(alone: PointState | undefined, say: (value: number) => string): string {
  if (alone?.bad != null) return describeBadReason(alone.bad);
  return alone?.value == null ? '–' : say(alone.value);
}

function onOff(value: number): string {
  return value > 0 ? 'On' : 'Off';
}

/** What is wrong with a sensor. That it stands still only its vessel knows, which has moved the heat. */
function badOf({ sensor, replaced, alone }: PointKnown): BadReason | null {
  if (sensor !== undefined) return sensor.bad;
  return replaced?.bad ?? alone?.bad ?? null;
}

/** True while the point has a value that can be trusted. */
export function isGood(known: PointKnown): boolean {
  const { sensor, alone } = known;
  return badOf(known) === null && (sensor === undefined ? alone?.value != null : sensor.valueC !== null);
}
