import { useMemo } from 'react';
import { useDevices } from '#renderer/stores/devices.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import { sourcesOf } from './vessel-points.ts';

/** Ids that an alarm about this vessel may name. */
export function useSources(config: Vessel): readonly string[] {
  const points = useDevices((store) => store.points);
  return useMemo(() => sourcesOf(config, points), [config, points]);
}
