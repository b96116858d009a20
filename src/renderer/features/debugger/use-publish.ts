import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '#renderer/transport/api.ts';
import { errorText } from '#renderer/ui/error-note.tsx';

/** What somebody publishes. */
export interface Publication {
  readonly channel: string;
  readonly key: string;
  readonly payload: unknown;
}

/** Publishes as any program does, through the procedure. */
export function usePublish() {
  const api = useApi();
  const queries = useQueryClient();
  const { mutate, reset, data, variables, error, isPending } = useMutation(
    api.channel.publish.mutationOptions({
      // The channel may be new: then the monitor wants to know of it.
      onSuccess: () => void queries.invalidateQueries({ queryKey: api.channel.list.key() }),
    }),
  );
  return {
    publish: ({ channel, key, payload }: Publication) =>
      mutate({
        channel,
        // The console checks the payload; it was read from JSON.
        payload: payload as null,
        ...(key === '' ? {} : { key }),
      }),
    forget: reset,
    words: data === undefined ? '' : `Published: event ${data.seq} of ${variables?.channel ?? ''}`,
    busy: isPending,
    error: error === null ? null : errorText(error),
  };
}
