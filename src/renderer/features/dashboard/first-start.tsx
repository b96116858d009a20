import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useConnection } from '#renderer/stores/connection.ts';
import { useApi } from '#renderer/transport/api.ts';
import { ErrorNote, errorText } from '#renderer/ui/error-note.tsx';
import { Logo } from '#renderer/ui/logo.tsx';
import { hrefOf } from '#renderer/ui/router.ts';
import styles from './first-start.module.css';

/** The first thing anybody sees: a brewery to play with, or an empty console. */
export function FirstStart() {
  const api = useApi();
  const choose = useMutation(
    api.system.chooseFirstStart.mutationOptions({
      onSuccess: (status, { choice }) => {
        useConnection.setState({ status });
        if (choice === 'empty') window.location.hash = hrefOf({ screen: 'devices' });
      },
    }),
  );
  return (
    <section className={styles['card']} aria-labelledby="first-start">
      <Logo size={56} />
      <div>
        <h2 id="first-start">Welcome to your brewery</h2>
        <p>
          The fermenter and the mash tun that are here at first are simulated: they behave like real vessels,
          but no relay moves. Play with them, or connect your own hardware: then they and their profiles make
          room. What you have added yourself stays, and is real.
        </p>
        <ErrorNote text={choose.error === null ? null : errorText(choose.error)} />
      </div>
      <div className={styles['choices']}>
        <Button loading={choose.isPending} onClick={() => choose.mutate({ choice: 'keep' })}>
          Try it with the simulated brewery
        </Button>
        <Button
          variant="default"
          disabled={choose.isPending}
          onClick={() => choose.mutate({ choice: 'empty' })}
        >
          Connect my hardware
        </Button>
      </div>
    </section>
  );
}
