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
        kpCPerC: 8,
        tiS: 14_400,
        tdS: 600,
        chamberMinC: -6,
        chamberMaxC: 35,
        deadBandC: 1,
      };
    case 'kettle':
      return { kind: 'pid', kpPctPerC: 30, tiS: 600, tdS: 30 };
    default:
      return kind satisfies never;
  }
}
