import { useQuery } from '@tanstack/react-query';
import { useApi } from '#renderer/transport/api.ts';
import { errorText } from '#renderer/ui/error-note.tsx';

/** How often it is looked for channels that are new, ms. */
const LOOK_EACH_MS = 2000;

/** A channel as the console lists it. */
export interface ChannelEntry {
  readonly name: string;
  readonly seq: number;
  readonly subscribers: number;
  readonly console: boolean;
}

const none: readonly ChannelEntry[] = [];

/** Every channel that has been used, those of the users as they appear. */
export function useChannelList() {
  const api = useApi();
  const { data, error } = useQuery(
    api.channel.list.queryOptions({ refetchInterval: LOOK_EACH_MS, staleTime: 0, gcTime: 0 }),
  );
  return { channels: data ?? none, error: error === null ? null : errorText(error) };
}
