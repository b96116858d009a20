import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useIsLive } from '#renderer/stores/connection.ts';
import { useApi } from '#renderer/transport/api.ts';
import { ErrorNote, errorText } from '#renderer/ui/error-note.tsx';
import { CountField, readCount } from './count-field.tsx';
import styles from './debugger-screen.module.css';
import type { Simulation } from './simulations.ts';

/** One simulation: how often, do it, and what came of it. */
export function SimulationRow({ simulation }: { readonly simulation: Simulation }) {
  const { title, hint, unit, button, initial, max, run } = simulation;
  const api = useApi();
  const live = useIsLive();
  const [typed, setTyped] = useState(String(initial));
  const count = readCount(typed, max);
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: async (wanted: number) => run(api, wanted),
  });
  const submit = (event: { readonly preventDefault: () => void }): void => {
    event.preventDefault();
    if (count !== null) mutate(count);
  };
  return (
    <form className={styles['simulation']} aria-label={title} noValidate onSubmit={submit}>
      <div>
        <h3>{title}</h3>
        <p className={styles['quiet']}>{hint}</p>
      </div>
      <CountField label={`How many ${unit}`} value={typed} max={max} onChange={setTyped} />
      <Button type="submit" variant="default" loading={isPending} disabled={!live || count === null}>
        {button}
      </Button>
      <div className={styles['outcome']}>
        <span role="status">{data ?? ''}</span>
        <ErrorNote text={error === null ? null : errorText(error)} />
      </div>
    </form>
  );
}
