import { useIsMutating, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '#renderer/transport/api.ts';
import { errorText } from '#renderer/ui/error-note.tsx';
import { retryAfterOf } from '#shared/contract/refusal.ts';
import type { BoardPart, BoardRole, BoardWiring } from '#shared/domain/board-part.ts';
import type { DeviceId } from '#shared/domain/ids.ts';

/** How often the board is asked what its probes read, ms. */
const LOOK_EACH_MS = 2000;

const changing = (id: DeviceId): readonly string[] => ['board-setup', id];
const words = (error: Error | null): string | null => (error === null ? null : errorText(error));

/** What is connected to a board, as it says now. It is left in peace while it is being changed. */
export function useBoardParts(id: DeviceId, connected: boolean) {
  const api = useApi();
  const busy = useIsMutating({ mutationKey: changing(id) }) > 0;
  const { data, error, refetch } = useQuery(
    api.board.parts.queryOptions({
      input: { id },
      enabled: connected && !busy,
      refetchInterval: LOOK_EACH_MS,
      staleTime: 0,
      gcTime: 0,
    }),
  );
  return { parts: data, error: words(error), retry: () => void refetch() };
}

/** Takes over what the board has answered to a change; an older answer that is still on its way is dropped. */
function useTakeOver(id: DeviceId) {
  const api = useApi();
  const queries = useQueryClient();
  const queryKey = api.board.parts.queryKey({ input: { id } });
  return {
    drop: () => queries.cancelQueries({ queryKey }),
    take: (parts: BoardPart[]) => queries.setQueryData(queryKey, parts),
  };
}

/** Gives something its role. */
export function useInstall(id: DeviceId) {
  const api = useApi();
  const { drop, take } = useTakeOver(id);
  const { mutate, mutateAsync, error, isPending, reset } = useMutation({
    ...api.board.install.mutationOptions({ onMutate: drop, onSuccess: take }),
    mutationKey: changing(id),
  });
  return {
    install: (wiring: BoardWiring, role: BoardRole, done?: () => void) =>
      mutate({ id, wiring, role }, { onSuccess: () => done?.() }),
    installAsync: (wiring: BoardWiring, role: BoardRole) => mutateAsync({ id, wiring, role }),
    busy: isPending,
    error: words(error),
    reset,
  };
}

/** Takes a role away. */
export function useUninstall(id: DeviceId) {
  const api = useApi();
  const { drop, take } = useTakeOver(id);
  const { mutate, mutateAsync, error, isPending } = useMutation({
    ...api.board.uninstall.mutationOptions({ onMutate: drop, onSuccess: take }),
    mutationKey: changing(id),
  });
  return {
    uninstall: (slot: number) => mutate({ id, slot }),
    uninstallAsync: (slot: number) => mutateAsync({ id, slot }),
    busy: isPending,
    error: words(error),
  };
}

/** Calibrates a probe. */
export function useCalibrate(id: DeviceId) {
  const api = useApi();
  const { drop, take } = useTakeOver(id);
  const { mutate, error, isPending } = useMutation({
    ...api.board.calibrate.mutationOptions({ onMutate: drop, onSuccess: take }),
    mutationKey: changing(id),
  });
  return {
    calibrate: (slot: number, offsetC: number, done: () => void) =>
      mutate({ id, slot, offsetC }, { onSuccess: done }),
    busy: isPending,
    error: words(error),
  };
}

/** Switches a pin on for five seconds; it is over when the board has answered. */
export function useTryOutput(id: DeviceId) {
  const api = useApi();
  const { drop } = useTakeOver(id);
  const { mutate, error, isPending, isSuccess, reset } = useMutation({
    ...api.board.tryOutput.mutationOptions({ onMutate: drop }),
    mutationKey: changing(id),
  });
  return {
    /** @param rests told when the console refuses since what hangs on the pin rests for so long, s. */
    tryOutput: (pin: number, inverted: boolean, rests: (restS: number) => void) =>
      mutate(
        { id, pin, inverted },
        {
          onError: (refusal) => {
            const restS = retryAfterOf(refusal);
            if (restS !== null) rests(restS);
          },
        },
      ),
    busy: isPending,
    over: isSuccess,
    /** Why it was not tried; null for a rest as well. */
    error: retryAfterOf(error) === null ? words(error) : null,
    reset,
  };
}

/** What a board regulates by, asked for while somebody looks at it. */
export function useConstants(id: DeviceId, looking: boolean) {
  const api = useApi();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(
    api.board.constants.queryOptions({ input: { id }, enabled: looking, staleTime: 0, gcTime: 0 }),
  );
  const set = useMutation({
    ...api.board.setConstant.mutationOptions({
      onSuccess: (constants) =>
        queries.setQueryData(api.board.constants.queryKey({ input: { id } }), constants),
    }),
    mutationKey: changing(id),
  });
  return {
    constants: data,
    error: words(error),
    retry: () => void refetch(),
    set: (name: string, value: number, done: () => void) =>
      set.mutate({ id, name, value }, { onSuccess: done }),
    /** The constant that is on its way, or was refused last. */
    asked: set.variables?.name ?? null,
    busy: set.isPending,
    refused: words(set.error),
    forget: set.reset,
  };
}
