import { Button, Modal, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useIsLive } from '#renderer/stores/connection.ts';
import { usePointsOf } from '#renderer/stores/devices.ts';
import { useUnit } from '#renderer/stores/settings.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import type { Device, DriverDescription } from '#shared/domain/device.ts';
import type { Point } from '#shared/domain/point.ts';
import styles from './device-dialog.module.css';
import { configOf, emptyDraft, problemsOf } from './point-draft.ts';
import { PointFields } from './point-form.tsx';
import { kindsOf, pointKindWords } from './point-words.ts';
import { useAddPoint } from './use-point-actions.ts';

interface AddPointProps {
  readonly device: Device;
  readonly driver: DriverDescription | undefined;
}

/** Adds a sensor, an output or a contact of a device. */
export function AddPoint({ device, driver }: AddPointProps) {
  const [opened, setOpened] = useState(false);
  const close = (): void => setOpened(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon name="plus" size={18} />}
        aria-label={`Add a point to ${device.name}`}
        onClick={() => setOpened(true)}
      >
        Add a point…
      </Button>
      <Modal opened={opened} onClose={close} title={`Add a point to ${device.name}`}>
        {opened && <AddForm device={device} driver={driver} onClose={close} />}
      </Modal>
    </>
  );
}

function AddForm({ device, driver, onClose }: AddPointProps & { readonly onClose: () => void }) {
  const live = useIsLive();
  const current = useUnit();
  // What is typed stays in its unit, whatever somebody chooses meanwhile.
  const [unit] = useState(current);
  const siblings = usePointsOf(device.id);
  const { add, busy, errors } = useAddPoint();
  const kinds = kindsOf(driver);
  const [draft, setDraft] = useState(() => emptyDraft(kinds[0] ?? 'temperature', unit));
  const [tried, setTried] = useState(false);
  const [added, setAdded] = useState<string | null>(null);
  const submit = (event: { readonly preventDefault: () => void }): void => {
    event.preventDefault();
    setTried(true);
    setAdded(null);
    if (Object.keys(problemsOf(draft, siblings, unit)).length > 0) return;
    add(configOf(draft, device.id, unit), () => {
      setAdded(draft.name.trim());
      setTried(false);
      setDraft({ ...emptyDraft(draft.kind, unit), outputKind: draft.outputKind, quantity: draft.quantity });
    });
  };
  return (
    <form className={styles['form']} noValidate onSubmit={submit}>
      {kinds.length > 1 && (
        <SegmentedControl<Point['kind']>
          fullWidth
          aria-label="What it is"
          data={kinds.map((value) => ({ value, label: pointKindWords[value] }))}
          value={draft.kind}
          onChange={(kind) => setDraft({ ...draft, kind })}
        />
      )}
      <PointFields
        draft={draft}
        unit={unit}
        addressHint={driver?.addressHints?.[draft.kind]}
        errors={errors}
        siblings={siblings}
        tried={tried}
        choosesQuantity
        onChange={(change) => {
          setAdded(null);
          setDraft({ ...draft, ...change });
        }}
      />
      <ErrorNote text={errors.rest} />
      <p className={styles['said']} role="status">
        {added !== null && `${added} was added. The form is ready for the next one.`}
      </p>
      <div className={styles['choices']}>
        <Button variant="default" onClick={onClose}>
          {added === null ? 'Cancel' : 'Done'}
        </Button>
        <Button type="submit" disabled={!live} loading={busy}>
          Add
        </Button>
      </div>
    </form>
  );
}
