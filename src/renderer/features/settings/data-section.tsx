import { useQuery } from '@tanstack/react-query';
import { useInstantFormat } from '#renderer/stores/settings.ts';
import { useApi } from '#renderer/transport/api.ts';
import { formatBytes } from '#renderer/ui/bytes.ts';
import { ErrorNote, errorText } from '#renderer/ui/error-note.tsx';
import { formatInstant, type InstantFormat } from '#renderer/ui/instant.ts';
import type { ConsoleStorage } from '#shared/domain/console-status.ts';
import { ClassicImport } from './classic-import.tsx';
import { Section } from './section.tsx';
import styles from './settings-screen.module.css';

/** Where everything is kept, how big it is, and what can be brought in. */
export function DataSection() {
  const api = useApi();
  const { data, error, refetch } = useQuery(api.system.storage.queryOptions({ staleTime: 0 }));
  return (
    <Section title="Data">
      <ErrorNote text={error === null ? null : errorText(error)} onRetry={() => void refetch()} />
      {data !== undefined && <Storage storage={data} />}
      <ClassicImport />
    </Section>
  );
}

function Storage({ storage }: { readonly storage: ConsoleStorage }) {
  const format = useInstantFormat();
  const { folder, databaseBytes, freeBytes } = storage;
  return (
    <dl className={styles['facts']}>
      <dt>Folder</dt>
      <dd>{folder ?? 'Only administrators see where it is.'}</dd>
      <dt>Size</dt>
      <dd>
        {formatBytes(databaseBytes)}
        {freeBytes !== null && <small>{`${formatBytes(freeBytes)} are free on its disk`}</small>}
      </dd>
      <dt>Recorded</dt>
      <dd>{recorded(storage, format)}</dd>
    </dl>
  );
}

function recorded({ samplesFromMs }: ConsoleStorage, format: InstantFormat): string {
  return samplesFromMs === null
    ? 'Nothing yet.'
    : `Temperatures and outputs since ${formatInstant(samplesFromMs, 'full', format)}`;
}
