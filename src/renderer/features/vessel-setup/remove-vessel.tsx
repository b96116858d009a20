import { Button, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useIsLive } from '#renderer/stores/connection.ts';
import { useRunOf } from '#renderer/stores/runs.ts';
import { removeVessel } from '#renderer/stores/vessels.ts';
import { useApi } from '#renderer/transport/api.ts';
import { ErrorNote, errorText } from '#renderer/ui/error-note.tsx';
import { hrefOf } from '#renderer/ui/router.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import styles from './vessel-settings.module.css';

/** Removes a vessel after a question; while it runs, says what to do first. */
export function RemoveVessel({ vessel }: { readonly vessel: Vessel }) {
  const [opened, setOpened] = useState(false);
  const close = (): void => setOpened(false);
  const reason = useReasonToKeep(vessel);
  return (
    <section className={styles['section']} aria-label="Remove">
      <h3>Remove</h3>
      <p className={styles['words']}>
        {reason ?? 'Its sensors and outputs stay with their devices, free for another vessel.'}
      </p>
      <div>
        <Button variant="default" disabled={reason !== null} onClick={() => setOpened(true)}>
          Remove this vessel…
        </Button>
      </div>
      <Modal opened={opened} onClose={close} title={`Remove ${vessel.name}?`}>
        {opened && <Question vessel={vessel} onClose={close} />}
      </Modal>
    </section>
  );
}

/** Why a vessel cannot be removed just now, in words; null when it can. */
function useReasonToKeep({ id, name, control, algorithm }: Vessel): string | null {
  const run = useRunOf(id);
  // It is the device that brought it.
  if (algorithm.kind === 'board')
    return 'It goes together with its board: remove that on the devices screen.';
  if (run !== undefined) return `${run.profileName} is in progress here: end it first.`;
  return control.mode === 'off' ? null : `${name} is running: stop it first.`;
}

function Question({ vessel, onClose }: { readonly vessel: Vessel; readonly onClose: () => void }) {
  const api = useApi();
  const live = useIsLive();
  const remove = useMutation(
    api.vessel.remove.mutationOptions({
      onSuccess: () => {
        window.location.hash = hrefOf({ screen: 'dashboard' });
        removeVessel(vessel.id);
      },
    }),
  );
  return (
    <div className={styles['section']}>
      <p>
        The console forgets the vessel with its limits and tuning. What it has recorded stays in the history.
      </p>
      <ErrorNote text={remove.error === null ? null : errorText(remove.error)} />
      <div className={styles['choices']}>
        <Button variant="default" onClick={onClose}>
          Keep it
        </Button>
        <Button disabled={!live} loading={remove.isPending} onClick={() => remove.mutate({ id: vessel.id })}>
          Remove
        </Button>
      </div>
    </div>
  );
}
