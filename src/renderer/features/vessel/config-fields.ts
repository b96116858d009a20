import type { Quantity } from '#renderer/ui/quantity.ts';
import type { Vessel, VesselConfig } from '#shared/domain/vessel.ts';

/** One number of a vessel's configuration that can be changed. */
export interface ConfigField {
  readonly name: string;
  readonly label: string;
  readonly value: number;
  readonly quantity: Quantity;
}

type Row = readonly [name: string, label: string, value: number | null, quantity: Quantity];

/** The numbers of a vessel: limits, tuning, what it holds and what drives it. */
export function fieldsOf(config: Vessel): ConfigField[] {
  const rows: Row[] = [
    ['limits.minSpC', 'Lowest setpoint', config.limits.minSpC, 'temperature'],
    ['limits.maxSpC', 'Highest setpoint', config.limits.maxSpC, 'temperature'],
    ['limits.maxTempC', maxTempLabel(config), config.limits.maxTempC, 'temperature'],
    ...tuningOf(config),
    ['volumeL', 'Volume', config.volumeL, 'litres'],
    ...powerOf(config),
  ];
  return rows.flatMap(([name, label, value, quantity]) =>
    value === null ? [] : [{ name, label, value, quantity }],
  );
}

/** A board keeps its heater to itself: from this temperature on people are only alarmed. */
function maxTempLabel({ algorithm }: Vessel): string {
  return algorithm.kind === 'board' ? 'Alarm from' : 'Heater off from';
}

/** They scale the check that the setpoint is reached, which needs outputs of ours. */
function powerOf({ algorithm, heaterW, coolerW }: Vessel): Row[] {
  if (algorithm.kind === 'board') return [];
  return [
    ['heaterW', 'Power of the heater', heaterW, 'watts'],
    ['coolerW', 'Heat that the cooler removes', coolerW, 'watts'],
  ];
}

function tuningOf({ algorithm }: Vessel): Row[] {
  switch (algorithm.kind) {
    case 'hysteresis':
      return [['algorithm.deadBandC', 'Dead band', algorithm.deadBandC, 'difference']];
    case 'pid':
      return [
        ['algorithm.kpPctPerC', 'Gain', algorithm.kpPctPerC, 'percentPerDegree'],
        ['algorithm.tiS', 'Integral time', algorithm.tiS, 'seconds'],
        ['algorithm.tdS', 'Derivative time', algorithm.tdS, 'seconds'],
      ];
    case 'cascade':
      return [
        ['algorithm.kpCPerC', 'Gain of the chamber', algorithm.kpCPerC, 'number'],
        ['algorithm.tiS', 'Integral time', algorithm.tiS, 'seconds'],
        ['algorithm.tdS', 'Derivative time', algorithm.tdS, 'seconds'],
        ['algorithm.chamberMinC', 'Coldest chamber', algorithm.chamberMinC, 'temperature'],
        ['algorithm.chamberMaxC', 'Warmest chamber', algorithm.chamberMaxC, 'temperature'],
        ['algorithm.deadBandC', 'Dead band of the chamber', algorithm.deadBandC, 'difference'],
      ];
    // The board regulates with its own tuning.
    case 'board':
      return [];
    default:
      return algorithm satisfies never;
  }
}

/** The part of the configuration that changes when one of its numbers does. */
export function changeOf(config: Vessel, name: string, value: number): Partial<VesselConfig> {
  const [group, key] = name.split('.');
  if (group === 'limits' && key !== undefined) return { limits: { ...config.limits, [key]: value } };
  if (group === 'algorithm' && key !== undefined) return { algorithm: { ...config.algorithm, [key]: value } };
  return { [name]: value };
}
