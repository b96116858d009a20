import { Button } from '@mantine/core';
import { useDeferredValue, useMemo, useState } from 'react';
import { useInstantFormat, useUnit } from '#renderer/stores/settings.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import type { LogFilter } from './log-filter.ts';
import { LogRow } from './log-row.tsx';
import { LogTools } from './log-tools.tsx';
import styles from './logs-screen.module.css';
import { MAX_SHOWN, useLogEntries } from './use-log-entries.ts';
import { useKnownNames } from './use-log-sources.ts';

const everything: LogFilter = { level: 'info', source: null, search: '' };

/** The log as it is written, and what was written before. */
export function LogsScreen() {
  const [wanted, setWanted] = useState(everything);
  const [paused, setPaused] = useState(false);
  const filter = useTrimmed(useDeferredValue(wanted));
  const log = useLogEntries(filter, paused);
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <h1>Logs</h1>
        <Button
          variant="default"
          aria-pressed={paused}
          leftSection={<Icon name={paused ? 'play' : 'pause'} size={18} />}
          onClick={() => setPaused(!paused)}
        >
          {paused ? 'Go on' : 'Pause'}
        </Button>
      </header>
      <LogTools filter={wanted} exported={filter} onChange={setWanted} />
      <ErrorNote text={log.error} onRetry={log.retry} />
      {paused && <p className={styles['quiet']}>{pausedWords(log.missed)}</p>}
      {!log.loading && log.error === null && log.entries.length === 0 && (
        <p className={styles['quiet']}>{emptyWords(filter)}</p>
      )}
      <Entries entries={log.entries} />
      <footer className={styles['foot']}>
        {log.older === 'more' && (
          <Button variant="default" loading={log.loadingOlder} onClick={log.loadOlder}>
            Show older entries
          </Button>
        )}
        {log.older === 'full' && (
          <p className={styles['quiet']}>
            {`These are ${MAX_SHOWN} entries; there are older ones. Search for what you need, or export them.`}
          </p>
        )}
      </footer>
    </div>
  );
}

/** The filter without the spaces around the search, and the same object while nothing changes. */
function useTrimmed({ level, source, search }: LogFilter): LogFilter {
  const bare = search.trim();
  return useMemo(() => ({ level, source, search: bare }), [level, source, bare]);
}

function pausedWords(missed: number): string {
  if (missed === 0) return 'Paused.';
  return `Paused: ${missed} newer ${missed === 1 ? 'entry' : 'entries'}.`;
}

function emptyWords({ search, source }: LogFilter): string {
  return search === '' && source === null
    ? 'Nothing has been logged at this level.'
    : 'Nothing matches. Try another word, source or level.';
}

function Entries({ entries }: { readonly entries: ReturnType<typeof useLogEntries>['entries'] }) {
  const format = useInstantFormat();
  const unit = useUnit();
  const names = useKnownNames();
  return (
    <ol className={styles['list']} aria-label="Log entries, newest first">
      {entries.map((entry) => (
        <LogRow key={entry.id} entry={entry} format={format} unit={unit} names={names} />
      ))}
    </ol>
  );
}
