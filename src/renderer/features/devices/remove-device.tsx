import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { useIsLive } from '#renderer/stores/connection.ts';
import { usePointsOf } from '#renderer/stores/devices.ts';
import { useVessels } from '#renderer/stores/vessels.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import type { Device } from '#shared/domain/device.ts';
import styles from './device-dialog.module.css';
import { usersOfDevice, vesselOfBoard } from './links.ts';
import { useRemoveDevice } from './use-device-actions.ts';
import { UseList } from './use-list.tsx';

/** Removes a device after a question; while a vessel uses it, says which. */
export function RemoveDevice({ device }: { readonly device: Device }) {
  const [opened, setOpened] = useState(false);
  const close = (): void => setOpened(false);
  return (
    <>
      <Button variant="default" aria-label={`Remove ${device.name}`} onClick={() => setOpened(true)}>
        Remove…
      </Button>
      <Modal opened={opened} onClose={close} title={`Remove ${device.name}?`}>
        {opened && <Question device={device} onClose={close} />}
      </Modal>
    </>
  );
}

function Question({ device, onClose }: { readonly device: Device; readonly onClose: () => void }) {
  const live = useIsLive();
  const configs = useVessels((store) => store.configs);
  const vessels = Object.values(configs);
  const points = usePointsOf(device.id);
  const { remove, busy, error } = useRemoveDevice(device.id);
  const users = usersOfDevice(device, points, vessels);
  const own = vesselOfBoard(device, vessels);
  const keep = (
    <Button variant="default" onClick={onClose}>
      Keep it
    </Button>
  );
  if (users.length > 0) {
    return (
      <div className={styles['form']}>
        <p>
          It is in use, so it cannot be removed. Take its points out of there, or remove the vessel, first:
        </p>
        <UseList uses={users} />
        <div className={styles['choices']}>{keep}</div>
      </div>
    );
  }
  return (
    <div className={styles['form']}>
      <p>
        {own === undefined
          ? 'The console forgets the device and its points. What they have recorded stays in the history.'
          : `The console forgets the board, its points and its vessel ${own.name}. The board itself goes on as it is.`}
      </p>
      <ErrorNote text={error} />
      <div className={styles['choices']}>
        {keep}
        <Button disabled={!live} loading={busy} onClick={remove}>
          Remove
        </Button>
      </div>
    </div>
  );
}
