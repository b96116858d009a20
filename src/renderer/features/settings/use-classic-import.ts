import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '#renderer/transport/api.ts';
import { errorText } from '#renderer/ui/error-note.tsx';
import { base64Of } from './base64.ts';

/** Largest file that fits into a request, bytes: base64 makes it a third longer. */
const MAX_BYTES = 750_000;

/** The database of the original maelstrom: first what would come, then the import itself. */
export function useClassicImport() {
  const api = useApi();
  const queries = useQueryClient();
  const [file, setFile] = useState<{ readonly name: string; readonly base64: string } | null>(null);
  const apply = useMutation(
    api.classicImport.apply.mutationOptions({ onSuccess: () => void queries.invalidateQueries() }),
  );
  const look = useMutation(api.classicImport.preview.mutationOptions());
  const read = useMutation({
    mutationFn: async (chosen: File) => {
      if (chosen.size > MAX_BYTES) {
        throw new Error(
          `This file is too large to be sent. On the computer of the console: npm run import -- ${chosen.name}`,
        );
      }
      return { name: chosen.name, base64: await base64Of(chosen) };
    },
    onSuccess: (chosen) => {
      setFile(chosen);
      look.mutate({ file: chosen.base64 });
    },
  });
  const error = read.error ?? look.error ?? apply.error;
  const forget = (): void => {
    setFile(null);
    for (const each of [read, look, apply]) each.reset();
  };
  return {
    choose: (chosen: File) => {
      forget();
      read.mutate(chosen);
    },
    forget,
    fileName: file?.name ?? null,
    preview: look.data?.items ?? null,
    result: apply.data?.items ?? null,
    apply: () => file !== null && apply.mutate({ file: file.base64 }),
    looking: read.isPending || look.isPending,
    applying: apply.isPending,
    error: error === null ? null : errorText(error),
  };
}
