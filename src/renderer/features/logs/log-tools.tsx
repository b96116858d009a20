import { Button, NativeSelect, TextInput } from '@mantine/core';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import { logLevelSchema } from '#shared/domain/log-entry.ts';
import type { LogFilter } from './log-filter.ts';
import { groupSources } from './log-source.ts';
import styles from './logs-screen.module.css';
import { useLogExport } from './use-log-export.ts';
import { useKnownNames, useLogSources } from './use-log-sources.ts';

const levels = [
  { value: 'debug', label: 'Everything' },
  { value: 'info', label: 'Info and graver' },
  { value: 'warning', label: 'Warnings and errors' },
  { value: 'error', label: 'Errors' },
];
/** Stands for every source; no source has an empty name. */
const EVERYBODY = '';

interface LogToolsProps {
  readonly filter: LogFilter;
  /** What an export holds: the filter as the entries on the page follow it. */
  readonly exported: LogFilter;
  readonly onChange: (filter: LogFilter) => void;
}

/** What of the log is shown, and the way out of it. */
export function LogTools({ filter, exported, onChange }: LogToolsProps) {
  return (
    <div className={styles['tools']}>
      <NativeSelect
        aria-label="Level"
        data={levels}
        value={filter.level}
        onChange={(event) => onChange({ ...filter, level: logLevelSchema.parse(event.currentTarget.value) })}
      />
      <SourceSelect source={filter.source} onChange={(source) => onChange({ ...filter, source })} />
      <TextInput
        className={styles['search']}
        aria-label="Search in messages"
        placeholder="Search in messages"
        type="search"
        maxLength={100}
        value={filter.search}
        onChange={(event) => onChange({ ...filter, search: event.currentTarget.value })}
      />
      <Export filter={exported} />
    </div>
  );
}

interface SourceSelectProps {
  readonly source: string | null;
  readonly onChange: (source: string | null) => void;
}

function SourceSelect({ source, onChange }: SourceSelectProps) {
  const sources = useLogSources();
  const names = useKnownNames();
  return (
    <NativeSelect
      aria-label="Source"
      data={[{ value: EVERYBODY, label: 'All sources' }, ...groupSources(sources, names)]}
      value={source ?? EVERYBODY}
      onChange={(event) => {
        const { value } = event.currentTarget;
        onChange(value === EVERYBODY ? null : value);
      }}
    />
  );
}

/** Everything that the filter matches, not only what is on the page. */
function Export({ filter }: { readonly filter: LogFilter }) {
  const { save, busy, words, error } = useLogExport(filter);
  return (
    <div className={styles['export']}>
      <Button
        variant="default"
        disabled={busy}
        leftSection={<Icon name="download" size={18} />}
        onClick={() => save('csv')}
      >
        CSV
      </Button>
      <Button
        variant="default"
        disabled={busy}
        leftSection={<Icon name="download" size={18} />}
        onClick={() => save('text')}
      >
        Text
      </Button>
      <span className={styles['quiet']} role="status">
        {words}
      </span>
      <ErrorNote text={error} />
    </div>
  );
}
