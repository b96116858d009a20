import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { useIsLive } from '#renderer/stores/connection.ts';
import { usePointsOf } from '#renderer/stores/devices.ts';
import { useUnit } from '#renderer/stores/settings.ts';
import { useVessels } from '#renderer/stores/vessels.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import type { DriverDescription } from '#shared/domain/device.ts';
import type { Point } from '#shared/domain/point.ts';
import styles from './device-dialog.module.css';
import { usesOfPoint } from './links.ts';
import { changeOf, draftOf, problemsOf } from './point-draft.ts';
import { PointFields } from './point-form.tsx';
import { usePointKnown, valueWords } from './point-value.ts';
import { UseList } from './use-list.tsx';
import { useChangePoint, useRemovePoint } from './use-point-actions.ts';

interface ChangePointProps {
  readonly point: Point;
  readonly driver: DriverDescription | undefined;
}

/** Another name, address, calibration or kind for a point; and its removal. */
export function ChangePoint({ point, driver }: ChangePointProps) {
  const [opened, setOpened] = useState<'change' | 'remove' | null>(null);
  const close = (): void => setOpened(null);
  const title = opened === 'remove' ? `Remove ${point.name}?` : `Change ${point.name}`;
  return (
    <>
      <Button variant="default" aria-label={`Change ${point.name}`} onClick={() => setOpened('change')}>
        Change…
      </Button>
      <Modal opened={opened !== null} onClose={close} title={title}>
        {opened === 'change' && (
          <ChangeForm point={point} driver={driver} onClose={close} onRemove={() => setOpened('remove')} />
        )}
        {opened === 'remove' && <RemoveQuestion point={point} onKeep={() => setOpened('change')} />}
      </Modal>
    </>
  );
}

interface ChangeFormProps extends ChangePointProps {
  readonly onClose: () => void;
  readonly onRemove: () => void;
}

function ChangeForm({ point, driver, onClose, onRemove }: ChangeFormProps) {
  const live = useIsLive();
  const current = useUnit();
  // What is typed stays in its unit, whatever somebody chooses meanwhile.
  const [unit] = useState(current);
  const siblings = usePointsOf(point.deviceId).filter(({ id }) => id !== point.id);
  const { change, busy, errors } = useChangePoint(point.id);
  const [draft, setDraft] = useState(() => draftOf(point, unit));
  const known = usePointKnown(point.id);
  const submit = (event: { readonly preventDefault: () => void }): void => {
    event.preventDefault();
    if (Object.keys(problemsOf(draft, siblings, unit)).length > 0) return;
    change(changeOf(point, draft, unit), onClose);
  };
  return (
    <form className={styles['form']} noValidate onSubmit={submit}>
      <p className={styles['now']}>
        It says <strong>{valueWords(point, known, unit)}</strong> now.
      </p>
      <PointFields
        draft={draft}
        unit={unit}
        addressHint={driver?.addressHints?.[point.kind]}
        errors={errors}
        siblings={siblings}
        tried
        onChange={(each) => setDraft({ ...draft, ...each })}
      />
      <ErrorNote text={errors.rest} />
      <div className={styles['choices']}>
        <Button className={styles['apart'] ?? ''} variant="subtle" onClick={onRemove}>
          Remove…
        </Button>
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

function RemoveQuestion({ point, onKeep }: { readonly point: Point; readonly onKeep: () => void }) {
  const live = useIsLive();
  const configs = useVessels((store) => store.configs);
  const uses = usesOfPoint(point.id, Object.values(configs));
  const { remove, busy, error } = useRemovePoint(point.id);
  if (uses.length > 0) {
    return (
      <div className={styles['form']}>
        <p>It is in use, so it cannot be removed. Take it out of there first:</p>
        <UseList uses={uses.map((use) => ({ point, use }))} />
        <div className={styles['choices']}>
          <Button variant="default" onClick={onKeep}>
            Keep it
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className={styles['form']}>
      <p>The console forgets the point. What it has recorded stays in the history.</p>
      <ErrorNote text={error} />
      <div className={styles['choices']}>
        <Button variant="default" onClick={onKeep}>
          Keep it
        </Button>
        <Button disabled={!live} loading={busy} onClick={remove}>
          Remove
        </Button>
      </div>
    </div>
  );
}
