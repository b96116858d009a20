import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { consoleNow } from '#renderer/stores/clock.ts';
import { useInstantFormat, useUnit } from '#renderer/stores/settings.ts';
import { useApi } from '#renderer/transport/api.ts';
import { AlarmShape } from '#renderer/ui/alarm-shape.tsx';
import { writeCsv } from '#renderer/ui/csv.ts';
import { formatDuration } from '#renderer/ui/duration.ts';
import { ErrorNote, errorText } from '#renderer/ui/error-note.tsx';
import { formatInstant } from '#renderer/ui/instant.ts';
import { saveFile } from '#renderer/ui/save-file.ts';
import { textInUnit } from '#renderer/ui/text-in-unit.ts';
import { priorityWords } from '#renderer/ui/words.ts';
import type { Alarm } from '#shared/domain/alarm.ts';
import { SourceName } from './active-alarm.tsx';
import styles from './alarm-history.module.css';
import { alarmTable } from './alarm-table.ts';
import { lastedS } from './alarm-words.ts';
import { readWholeHistory, useAlarmHistory } from './use-alarm-history.ts';

/** Alarms that are over: to search, to page back through, to take along. */
export function AlarmHistory() {
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search);
  const { alarms, loaded, error, retry, older, loadingOlder } = useAlarmHistory(wanted);
  return (
    <section className={styles['history']} aria-labelledby="alarm-history">
      <header className={styles['head']}>
        <h2 id="alarm-history">History</h2>
        <div className={styles['tools']}>
          <TextInput
            aria-label="Search in the history"
            placeholder="Search"
            type="search"
            maxLength={100}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          <Export search={wanted} />
        </div>
      </header>
      <ErrorNote text={error === null ? null : `No history: ${error}`} onRetry={retry} />
      {loaded && alarms.length === 0 && (
        <p className={styles['empty']}>
          {wanted.trim() === '' ? 'Nothing has been over yet.' : 'Nothing matches. Try another word.'}
        </p>
      )}
      {alarms.length > 0 && <Rows alarms={alarms} />}
      {older !== null && (
        <Button variant="default" loading={loadingOlder} onClick={older}>
          Older alarms
        </Button>
      )}
    </section>
  );
}

function Rows({ alarms }: { readonly alarms: readonly Alarm[] }) {
  return (
    <>
      <div className={styles['titles']} aria-hidden="true">
        <span />
        <span>Since</span>
        <span>Lasted</span>
        <span>Source</span>
        <span>What</span>
        <span>Acknowledged</span>
      </div>
      <ol className={styles['rows']} aria-label="Alarms that are over, newest first">
        {alarms.map((alarm) => (
          <Row key={alarm.id} alarm={alarm} />
        ))}
      </ol>
    </>
  );
}

function Row({ alarm }: { readonly alarm: Alarm }) {
  const unit = useUnit();
  const format = useInstantFormat();
  const { acknowledgedBy, acknowledgedAtMs, clearedAtMs, raisedAtMs } = alarm;
  return (
    <li>
      <AlarmShape priority={alarm.priority} size={20} hollow />
      <span className="visually-hidden">{priorityWords[alarm.priority]}</span>
      <time>{formatInstant(raisedAtMs, 'dateTime', format)}</time>
      <span className={styles['lasted']}>
        {formatDuration(lastedS(alarm, clearedAtMs ?? acknowledgedAtMs ?? raisedAtMs))}
      </span>
      <span className={styles['source']}>
        <SourceName alarm={alarm} />
      </span>
      <span className={styles['text']}>{textInUnit(alarm.message, unit)}</span>
      <span className={styles['by']}>
        {acknowledgedBy === null ? '' : `seen by ${acknowledgedBy}`}
        {acknowledgedAtMs === null ? '' : `, ${formatInstant(acknowledgedAtMs, 'dateTime', format)}`}
      </span>
    </li>
  );
}

/** All of the history that matches, also what is not on the page yet. */
function Export({ search }: { readonly search: string }) {
  const api = useApi();
  const unit = useUnit();
  const save = useMutation({
    mutationFn: async () => {
      const day = new Date(consoleNow()).toISOString().slice(0, 10);
      const table = alarmTable(await readWholeHistory(api, search), unit);
      saveFile(`maelstrom-alarms-${day}.csv`, writeCsv(table), 'text/csv');
    },
  });
  return (
    <>
      <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>
        Save as CSV
      </Button>
      <ErrorNote text={save.error === null ? null : errorText(save.error)} />
    </>
  );
}
