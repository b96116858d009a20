import { useQuery } from '@tanstack/react-query';
import { useApi } from '#renderer/transport/api.ts';
import { whileLooking } from '#renderer/transport/while-looking.ts';
import { errorText } from '#renderer/ui/error-note.tsx';
import type { DeviceId } from '#shared/domain/ids.ts';

/** How often a display is read, ms: it counts seconds, and the line has other things to carry. */
const LOOK_EACH_MS = 1500;

/** What the display of a board shows, asked for while somebody looks at it and the page is not in the background. */
export function useBoardDisplay(id: DeviceId, looking: boolean) {
  const api = useApi();
  const { data, error, refetch } = useQuery(
    api.board.display.queryOptions({
      input: { id },
      ...whileLooking(looking, LOOK_EACH_MS),
    }),
  );
  return {
    lines: data?.lines,
    error: error === null ? null : errorText(error),
    retry: () => void refetch(),
  };
}
