import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useDevices } from '#renderer/stores/devices.ts';
import { useLogTail } from '#renderer/stores/log-tail.ts';
import { useVessels } from '#renderer/stores/vessels.ts';
import { useApi } from '#renderer/transport/api.ts';
import type { KnownNames } from './log-source.ts';

/** The names of devices and vessels as they are now. */
export function useKnownNames(): KnownNames {
  const devices = useDevices((store) => store.devices);
  const vessels = useVessels((store) => store.configs);
  return useMemo(
    () => ({
      devices: new Set(Object.values(devices).map(({ name }) => name)),
      vessels: new Set(Object.values(vessels).map(({ name }) => name)),
    }),
    [devices, vessels],
  );
}

/** Everybody who has written entries that are still kept, those who have begun since included. */
export function useLogSources(): readonly string[] {
  const api = useApi();
  const { data } = useQuery(api.log.sources.queryOptions({ staleTime: 0 }));
  const live = useLogTail((store) => store.entries);
  return useMemo(
    () =>
      [...new Set([...(data ?? []), ...live.map(({ source }) => source)])].toSorted((a, b) =>
        a.localeCompare(b),
      ),
    [data, live],
  );
}
