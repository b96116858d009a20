import type { SensorState, VesselState } from '#shared/domain/vessel-state.ts';
import { printTemperature, showTemperature, type Unit } from './quantities.ts';

/** What the original's header shows of a sensor that reads nothing: a sign, never a number. */
const NO_READING = '--';

/** Payload of the original's channel `data`: what one controller shows. */
export interface ClassicData {
  readonly controllerId: number;
  readonly controllerName: string;
  /** Temperatures as text with one decimal, `--` for a bad reading, null where there is no sensor. */
  readonly beer: string | null;
  readonly beerSet: number | null;
  readonly fridge: string | null;
  readonly fridgeSet: number | null;
  readonly room: string | null;
  /** What it does, in one line. */
  readonly status: string;
  /** Name of the profile that is in progress. */
  readonly profile?: string;
}

/** The state of a vessel under the number of its controller, in the display unit. */
export function toClassicData(
  state: VesselState,
  controller: { readonly id: number; readonly name: string },
  unit: Unit,
): ClassicData {
  const { beer, chamber, room } = state.sensors;
  const beerSpC = state.target === 'beer' ? state.spC : null;
  const chamberSpC = state.target === 'chamber' ? state.spC : state.chamberSpC;
  return {
    controllerId: controller.id,
    controllerName: controller.name,
    beer: temperature(beer, unit),
    beerSet: setpoint(beerSpC, unit),
    fridge: temperature(chamber, unit),
    fridgeSet: setpoint(chamberSpC, unit),
    room: temperature(room, unit),
    status: state.text,
    ...(state.run === null ? {} : { profile: state.run.profileName }),
  };
}

/** What is shown of a controller that has fallen silent, and whose values nobody else knows. */
export function silentData(
  controller: { readonly id: number; readonly name: string },
  status: string,
): ClassicData {
  const readings = { beer: NO_READING, beerSet: null, fridge: NO_READING, fridgeSet: null, room: NO_READING };
  return { controllerId: controller.id, controllerName: controller.name, ...readings, status };
}

function temperature(sensor: SensorState | null, unit: Unit): string | null {
  if (sensor === null) return null;
  return sensor.valueC === null ? NO_READING : printTemperature(sensor.valueC, unit);
}

/** A setpoint that a profile or a cascade computes has many decimals: one is shown. */
function setpoint(spC: number | null, unit: Unit): number | null {
  return spC === null ? null : Number(showTemperature(spC, unit).toFixed(1)) + 0;
}
