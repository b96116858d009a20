import type { Algorithm, VesselKind } from '#shared/domain/vessel.ts';

/**
 * What a new vessel is regulated by. The gains hold on vessels whose heat capacities, powers and losses are half or one
 * and a half times those of the plants of `plants/`: the scenario tests run them there.
 */
export function defaultAlgorithm(kind: VesselKind): Algorithm {
  switch (kind) {
    case 'fermenter':
      return {
        kind: 'cascade',
        kpCPerC: 12,
        tiS: 10_000,
        tdS: 900,
        chamberMinC: -8,
        chamberMaxC: 35,
        deadBandC: 4,
      };
    case 'kettle':
      return { kind: 'pid', kpPctPerC: 35, tiS: 500, tdS: 35 };
    default:
      return kind satisfies never;
  }
}
