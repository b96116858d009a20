import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { consoleNow } from '#renderer/stores/clock.ts';
import { useUnit } from '#renderer/stores/settings.ts';
import { type Api, useApi } from '#renderer/transport/api.ts';
import { errorText } from '#renderer/ui/error-note.tsx';
import { isoInstant } from '#renderer/ui/instant.ts';
import { saveFile } from '#renderer/ui/save-file.ts';
import type { LogEntry } from '#shared/domain/log-entry.ts';
import { type LogFilter, requestOf } from './log-filter.ts';
import { formTypes, type LogForm, logFile } from './log-text.ts';

const PAGE = 1000;
/** Entries in one file at most: as many as the console keeps. */
export const EXPORT_MAX = 50_000;

/** Everything that a filter matches, as a file. */
export function useLogExport(filter: LogFilter) {
  const api = useApi();
  const unit = useUnit();
  const [collected, setCollected] = useState(0);
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: async (form: LogForm) => {
      const entries = await collect(api, filter, setCollected);
      const { type, ending } = formTypes[form];
      const day = isoInstant(consoleNow()).slice(0, 10);
      saveFile(`maelstrom-log-${day}.${ending}`, logFile(entries, form, unit), type);
      return entries.length;
    },
  });
  return {
    save: (form: LogForm) => mutate(form),
    busy: isPending,
    /** What is being done, or was. */
    words: isPending ? `Collecting entries: ${collected} so far` : doneWords(data),
    error: error === null ? null : errorText(error),
  };
}

function doneWords(count: number | undefined): string {
  if (count === undefined) return '';
  const bound = count >= EXPORT_MAX ? ': the newest ones, older ones are left out' : '';
  return count === 1 ? 'Exported 1 entry' : `Exported ${count} entries${bound}`;
}

/** Oldest first. */
async function collect(api: Api, filter: LogFilter, tell: (count: number) => void): Promise<LogEntry[]> {
  const found: LogEntry[] = [];
  tell(0);
  while (found.length < EXPORT_MAX) {
    const beforeId = found.at(-1)?.id;
    const page = await api.log.list.call({
      ...requestOf(filter),
      limit: PAGE,
      ...(beforeId === undefined ? {} : { beforeId }),
    });
    found.push(...page);
    tell(found.length);
    if (page.length < PAGE) break;
  }
  return found.toReversed();
}
