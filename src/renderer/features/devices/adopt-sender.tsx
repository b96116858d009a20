import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { useIsLive } from '#renderer/stores/connection.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { type HeardSender, sensorValues } from '#shared/domain/hydrometer.ts';
import styles from './device-dialog.module.css';
import { NameField } from './device-form.tsx';
import { offeredName } from './heard-words.ts';
import { useAdopt } from './use-heard.ts';

/** Makes a device of a sensor that was heard, under a name of the user's. */
export function AdoptSender({ sender }: { readonly sender: HeardSender }) {
  const [opened, setOpened] = useState(false);
  const close = (): void => setOpened(false);
  return (
    <>
      <Button variant="default" aria-label={`Adopt ${sender.name}`} onClick={() => setOpened(true)}>
        Adopt…
      </Button>
      <Modal opened={opened} onClose={close} title={`Adopt ${sender.name}`}>
        {opened && <AdoptForm sender={sender} onClose={close} />}
      </Modal>
    </>
  );
}

function AdoptForm({ sender, onClose }: { readonly sender: HeardSender; readonly onClose: () => void }) {
  const live = useIsLive();
  const { adopt, busy, errors } = useAdopt(sender.key);
  const [name, setName] = useState(() => offeredName(sender));
  const words = sender.values.map(({ address }) => sensorValues[address].word);
  const submit = (event: { readonly preventDefault: () => void }): void => {
    event.preventDefault();
    adopt(name, onClose);
  };
  return (
    <form className={styles['form']} noValidate onSubmit={submit}>
      <NameField value={name} errors={errors} onChange={setName} />
      <p>{`It becomes a device with these values: ${words.join(', ')}. They are shown and recorded from now on.`}</p>
      <ErrorNote text={errors.rest} />
      <div className={styles['choices']}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={!live} loading={busy}>
          Adopt
        </Button>
      </div>
    </form>
  );
}
