import type { OwnAlgorithm, VesselConfig, VesselKind } from './vessel.ts';

/**
 * Cascade and PID hold on vessels whose heat capacities, powers and losses are half or one and a half times those of the
 * simulated plants: the scenario tests run them there.
 */
const cascade: OwnAlgorithm = {
  kind: 'cascade',
  kpCPerC: 12,
  tiS: 10_000,
  tdS: 900,
  chamberMinC: -8,
  chamberMaxC: 35,
  deadBandC: 4,
};
const pid: OwnAlgorithm = { kind: 'pid', kpPctPerC: 35, tiS: 500, tdS: 35 };

/** The algorithms that suit a kind of vessel, each with the tuning that it begins with. */
const suitable: Readonly<Record<VesselKind, readonly [OwnAlgorithm, ...OwnAlgorithm[]]>> = {
  fermenter: [cascade, { kind: 'hysteresis', deadBandC: 0.5 }],
  kettle: [pid, { kind: 'hysteresis', deadBandC: 1 }],
};

/** The algorithms that suit a kind of vessel, the default first. */
export function algorithmsFor(kind: VesselKind): readonly OwnAlgorithm[] {
  return suitable[kind];
}

/** What a new vessel is regulated by. */
export function defaultAlgorithm(kind: VesselKind): OwnAlgorithm {
  return suitable[kind][0];
}

/** What a new vessel is taken for until somebody says more: a fridge with 20 L of beer, an electric kettle of 25 L. */
export function defaultSize(
  kind: VesselKind,
): Pick<VesselConfig, 'volumeL' | 'heaterW' | 'coolerW' | 'limits'> {
  return kind === 'fermenter'
    ? { volumeL: 20, heaterW: 60, coolerW: 100, limits: { minSpC: 0, maxSpC: 30, maxTempC: 40 } }
    : { volumeL: 25, heaterW: 3000, coolerW: 100, limits: { minSpC: 10, maxSpC: 100, maxTempC: 105 } };
}
