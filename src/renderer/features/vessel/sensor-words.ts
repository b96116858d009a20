import { sensorWord } from '#renderer/ui/words.ts';
import type { BadReason } from '#shared/domain/reading.ts';
import { sensorRoles, type VesselKind } from '#shared/domain/vessel.ts';
import type { VesselState } from '#shared/domain/vessel-state.ts';

/** What is wrong with a probe, to stand after its name. */
const probeFaults: Readonly<Record<BadReason, string>> = {
  'no-reading': 'has not said anything yet',
  stale: 'has not said anything for too long',
  'open-circuit': 'does not answer',
  crc: 'sends damaged readings',
  'power-on-value': 'says only its power-on value',
  'out-of-range': 'reads out of its range',
  'too-fast': 'jumps faster than a temperature can',
  frozen: 'stands still although it should have been heated or cooled',
  'device-lost': 'is on a device that is lost',
  'not-driven': 'is not driven in simulated time',
  'not-assigned': 'is not there any more',
};

/**
 * The sensors of a vessel that are read by a spare probe, each in a sentence that says why.
 * @param nameOf the name of a point
 */
export function spareSentences(
  sensors: VesselState['sensors'],
  kind: VesselKind,
  nameOf: (pointId: string) => string,
): readonly string[] {
  return sensorRoles.flatMap((role) => {
    const sensor = sensors[role];
    if (sensor?.standsInFor == null) return [];
    const { pointId, bad } = sensor.standsInFor;
    const read = `The ${sensorWord(role, kind).toLowerCase()} is read by its spare probe ‘${nameOf(sensor.pointId)}’`;
    const first = `‘${nameOf(pointId)}’`;
    return [
      bad === null
        ? `${read} until ${first} has been good for a minute`
        : `${read}: ${first} ${probeFaults[bad]}`,
    ];
  });
}
