import { Button } from '@mantine/core';
import { useState } from 'react';
import { useIsLive } from '#renderer/stores/connection.ts';
import { useApi } from '#renderer/transport/api.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { CountField, readCount } from './count-field.tsx';
import styles from './debugger-screen.module.css';
import { STREAM_MAX_PER_S, startStream, stopStream, useStream } from './stream.ts';

/** Instruments that the readings are of. */
const INSTRUMENTS = 3;

/** Readings from outside on the channel `data`, until they are stopped. */
export function StreamRow() {
  const api = useApi();
  const live = useIsLive();
  const { running, sent, error } = useStream();
  const [typed, setTyped] = useState('2');
  const perS = readCount(typed, STREAM_MAX_PER_S);
  const submit = (event: { readonly preventDefault: () => void }): void => {
    event.preventDefault();
    if (running) stopStream();
    else if (perS !== null) startStream(api, { perS, instruments: INSTRUMENTS });
  };
  return (
    <form className={styles['simulation']} aria-label="Stream readings" noValidate onSubmit={submit}>
      <div>
        <h3>Stream readings</h3>
        <p className={styles['quiet']}>
          {`Of ${INSTRUMENTS} instruments on data, so many a second, while this page is open.`}
        </p>
      </div>
      <CountField
        label="How many readings a second"
        value={typed}
        max={STREAM_MAX_PER_S}
        onChange={setTyped}
      />
      <Button
        type="submit"
        variant={running ? 'filled' : 'default'}
        disabled={!running && (!live || perS === null)}
      >
        {running ? 'Stop' : 'Start'}
      </Button>
      <div className={styles['outcome']}>
        <span>{sent === 0 ? '' : `${sent} sent${running ? '' : ', stopped'}.`}</span>
        <ErrorNote text={error} />
      </div>
    </form>
  );
}
