import type { VesselState } from '#shared/domain/vessel-state.ts';
import type { BreweryState } from './console-watch.ts';

/** Windows shows no more of a tray's text, characters. */
const LONGEST = 127;

/** Names of the vessels that are not off: what a person may not leave unattended. */
export function runningVessels({ vessels, names }: BreweryState): string[] {
  return [...vessels.values()]
    .filter(({ mode }) => mode !== 'off')
    .map(({ vesselId }) => names.get(vesselId) ?? vesselId);
}

/** The brewery in one line: alarms that are not shelved first, then each vessel that runs. */
export function statusLine(state: BreweryState): string {
  const { vessels, names, alarms, settings } = state;
  const parts = [...vessels.values()]
    .filter(({ mode }) => mode !== 'off')
    .map((vessel) => `${names.get(vessel.vesselId) ?? vessel.vesselId}: ${inWords(vessel, settings)}`);
  const present = [...alarms.values()].filter(({ shelved }) => shelved === null).length;
  if (present > 0) parts.unshift(present === 1 ? '1 alarm' : `${present} alarms`);
  if (parts.length === 0) return vessels.size === 0 ? 'Maelstrom' : 'Everything is off';
  const line = parts.join(' · ');
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
}

function inWords({ pvC, text }: VesselState, settings: BreweryState['settings']): string {
  // The details of the line, such as how long, are for the window.
  const doing = (text.split(/[:,(]| for | at /, 1)[0] ?? '').trim();
  const does = doing.charAt(0).toLowerCase() + doing.slice(1);
  if (pvC === null) return does;
  const fahrenheit = settings.get('units.temperature') === 'F';
  const shown = fahrenheit ? `${(pvC * 1.8 + 32).toFixed(1)} °F` : `${pvC.toFixed(1)} °C`;
  return `${shown}, ${does}`;
}
