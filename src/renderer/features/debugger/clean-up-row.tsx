import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useIsLive } from '#renderer/stores/connection.ts';
import { useApi } from '#renderer/transport/api.ts';
import { ErrorNote, errorText } from '#renderer/ui/error-note.tsx';
import { cleanUp } from './clean-up.ts';
import styles from './debugger-screen.module.css';
import { type MadeThings, useMadeThings } from './made-things.ts';
import { stopStream, useStream } from './stream.ts';

/** Takes away what the simulations have made, and nothing else. */
export function CleanUpRow() {
  const api = useApi();
  const live = useIsLive();
  const made = useMadeThings();
  const running = useStream((store) => store.running);
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: async () => {
      stopStream();
      return cleanUp(api);
    },
  });
  const left = madeWords(made);
  const isClean = left === '' && !running;
  return (
    <div className={styles['clean']}>
      <p className={styles['quiet']} role="status">
        {isClean
          ? 'Nothing of the simulations is left to clean up.'
          : `Made in this browser: ${[left, running ? 'a stream' : ''].filter((part) => part !== '').join(', ')}. Log entries stay.`}
      </p>
      <Button variant="default" loading={isPending} disabled={!live || isClean} onClick={() => mutate()}>
        Clean up
      </Button>
      <ErrorNote text={error === null ? null : errorText(error)} />
      {data !== undefined && data.length > 0 && <ErrorNote text={data.join('. ')} />}
    </div>
  );
}

function madeWords({ profiles, devices, settings, alarms }: MadeThings): string {
  const counted: readonly [readonly string[], string][] = [
    [alarms, 'alarm'],
    [profiles, 'profile'],
    [devices, 'device'],
    [settings, 'setting'],
  ];
  return counted
    .filter(([things]) => things.length > 0)
    .map(([things, word]) => `${things.length} ${word}${things.length === 1 ? '' : 's'}`)
    .join(', ');
}
