import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { useIsLive } from '#renderer/stores/connection.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import type { Device } from '#shared/domain/device.ts';
import styles from './device-dialog.module.css';
import { ConnectionField, NameField } from './device-form.tsx';
import { useChangeDevice } from './use-device-actions.ts';

interface ChangeDeviceProps {
  readonly device: Device;
  /** What the driver expects as a connection. */
  readonly hint: string | undefined;
}

/** Another name for a device, or another place where it is connected. */
export function ChangeDevice({ device, hint }: ChangeDeviceProps) {
  const [opened, setOpened] = useState(false);
  const close = (): void => setOpened(false);
  return (
    <>
      <Button variant="default" aria-label={`Change ${device.name}`} onClick={() => setOpened(true)}>
        Change…
      </Button>
      <Modal opened={opened} onClose={close} title={`Change ${device.name}`}>
        {opened && <ChangeForm device={device} hint={hint} onClose={close} />}
      </Modal>
    </>
  );
}

function ChangeForm({ device, hint, onClose }: ChangeDeviceProps & { readonly onClose: () => void }) {
  const live = useIsLive();
  const { change, busy, errors } = useChangeDevice(device.id);
  const [name, setName] = useState(device.name);
  const [connection, setConnection] = useState(device.connection);
  const submit = (event: { readonly preventDefault: () => void }): void => {
    event.preventDefault();
    // What was not changed is not sent: a connection that is sent anew would be opened anew.
    change(
      {
        ...(name === device.name ? {} : { name }),
        ...(connection === device.connection ? {} : { connection }),
      },
      onClose,
    );
  };
  return (
    <form className={styles['form']} noValidate onSubmit={submit}>
      <NameField value={name} errors={errors} onChange={setName} />
      <ConnectionField value={connection} errors={errors} hint={hint} onChange={setConnection} />
      <ErrorNote text={errors.rest} />
      <div className={styles['choices']}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={!live} loading={busy}>
          Save
        </Button>
      </div>
    </form>
  );
}
