import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { useIsLive } from '#renderer/stores/connection.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import type { Device } from '#shared/domain/device.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import styles from './device-dialog.module.css';
import { useRemoveDevice } from './use-device-actions.ts';

interface RemoveDeviceProps {
  readonly device: Device;
  /** The vessel that goes with it, when it regulates by itself. */
  readonly vessel: Vessel | undefined;
}

/** Removes a device after a question. */
export function RemoveDevice({ device, vessel }: RemoveDeviceProps) {
  const [opened, setOpened] = useState(false);
  const close = (): void => setOpened(false);
  return (
    <>
      <Button variant="default" aria-label={`Remove ${device.name}`} onClick={() => setOpened(true)}>
        Remove…
      </Button>
      <Modal opened={opened} onClose={close} title={`Remove ${device.name}?`}>
        {opened && <Question device={device} vessel={vessel} onClose={close} />}
      </Modal>
    </>
  );
}

function Question({ device, vessel, onClose }: RemoveDeviceProps & { readonly onClose: () => void }) {
  const live = useIsLive();
  const { remove, busy, error } = useRemoveDevice(device.id);
  return (
    <div className={styles['form']}>
      <p>
        {vessel === undefined
          ? 'The console forgets the device and its points.'
          : `The console forgets the board, its points and its vessel ${vessel.name}. The board itself goes on as it is.`}
      </p>
      <ErrorNote text={error} />
      <div className={styles['choices']}>
        <Button variant="default" onClick={onClose}>
          Keep it
        </Button>
        <Button disabled={!live} loading={busy} onClick={remove}>
          Remove
        </Button>
      </div>
    </div>
  );
}
