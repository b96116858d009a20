import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDeferredValue, useState } from 'react';
import { useSettings, useUnit } from '#renderer/stores/settings.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import { formatInstant } from '#renderer/ui/instant.ts';
import { textInUnit } from '#renderer/ui/text-in-unit.ts';
import { type LogEntry, type LogLevel, logLevelSchema } from '#shared/domain/log-entry.ts';
import styles from './logs-screen.module.css';
import { useLogEntries } from './use-log-tail.ts';

const levels = [
  { value: 'debug', label: 'Everything' },
  { value: 'info', label: 'Info and graver' },
  { value: 'warning', label: 'Warnings and errors' },
  { value: 'error', label: 'Errors' },
];

/** The log as it is written. */
export function LogsScreen() {
  const [level, setLevel] = useState<LogLevel>('info');
  const [search, setSearch] = useState('');
  const [paused, setPaused] = useState(false);
  const log = useLogEntries({ level, search: useDeferredValue(search) }, paused);
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <h1>Logs</h1>
        <div className={styles['tools']}>
          <NativeSelect
            aria-label="Level"
            data={levels}
            value={level}
            onChange={(event) => setLevel(logLevelSchema.parse(event.currentTarget.value))}
          />
          <TextInput
            aria-label="Search in messages"
            placeholder="Search"
            type="search"
            maxLength={100}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          <Button
            variant="default"
            aria-pressed={paused}
            leftSection={<Icon name={paused ? 'play' : 'pause'} size={18} />}
            onClick={() => setPaused(!paused)}
          >
            {paused ? 'Go on' : 'Pause'}
          </Button>
        </div>
      </header>
      <ErrorNote text={log.error} onRetry={log.retry} />
      {paused && (
        <p className={styles['paused']}>
          {log.missed === 0
            ? 'Paused.'
            : `Paused: ${log.missed} newer ${log.missed === 1 ? 'entry' : 'entries'}.`}
        </p>
      )}
      {!log.loading && log.entries.length === 0 && (
        <p className={styles['paused']}>
          {search === ''
            ? 'Nothing has been logged at this level.'
            : 'Nothing matches. Try another word or level.'}
        </p>
      )}
      <ol className={styles['list']} aria-label="Log entries, newest first">
        {log.entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
    </div>
  );
}

function Entry({ entry }: { readonly entry: LogEntry }) {
  const clock = useSettings((settings) => settings['clock.format']);
  const unit = useUnit();
  return (
    <li data-level={entry.level}>
      <time>{formatInstant(entry.atMs, 'full', clock)}</time>
      <span className={styles['level']}>{entry.level}</span>
      <span className={styles['source']}>{entry.source}</span>
      <span className={styles['message']}>{textInUnit(entry.message, unit)}</span>
    </li>
  );
}
