import { useQuery } from '@tanstack/react-query';
import { useApi } from '#renderer/transport/api.ts';
import { whileLooking } from '#renderer/transport/while-looking.ts';
import { errorText } from '#renderer/ui/error-note.tsx';
import type { DeviceId } from '#shared/domain/ids.ts';

/** How often the board is asked, ms: its loop runs once a second. */
const LOOK_EACH_MS = 2000;

/** What a board computes with, asked for while somebody looks at it. */
export function useVariables(id: DeviceId, looking: boolean) {
  const api = useApi();
  const { data, error, refetch } = useQuery(
    api.board.variables.queryOptions({
      input: { id },
      ...whileLooking(looking, LOOK_EACH_MS),
    }),
  );
  return {
    variables: data,
    error: error === null ? null : errorText(error),
    retry: () => void refetch(),
  };
}
