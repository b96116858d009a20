import { Button, Modal, SegmentedControl, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { changeAlarms } from '#renderer/stores/alarms.ts';
import { useIsLive } from '#renderer/stores/connection.ts';
import { useUnit } from '#renderer/stores/settings.ts';
import { useApi } from '#renderer/transport/api.ts';
import { ErrorNote, errorText } from '#renderer/ui/error-note.tsx';
import { parseDuration } from '#renderer/ui/parse-duration.ts';
import { textInUnit } from '#renderer/ui/text-in-unit.ts';
import { type Alarm, SHELVE_CRITICAL_MAX_S, SHELVE_MAX_S } from '#shared/domain/alarm.ts';
import { nameSchema } from '#shared/domain/text.ts';
import styles from './shelve-dialog.module.css';

const OTHER = 'other';
const choices = [
  { value: '900', label: '15 min' },
  { value: '3600', label: '1 h' },
  { value: '14400', label: '4 h' },
  { value: '86400', label: '24 h' },
  { value: OTHER, label: 'Other' },
];

interface ShelveDialogProps {
  readonly alarm: Alarm;
  readonly onClose: () => void;
}

/** Asks for how long an alarm shall be out of sight, and why. */
export function ShelveDialog({ alarm, onClose }: ShelveDialogProps) {
  const unit = useUnit();
  const live = useIsLive();
  const critical = alarm.priority === 'critical';
  const maxS = critical ? SHELVE_CRITICAL_MAX_S : SHELVE_MAX_S;
  const form = useShelfForm(maxS);
  const shelve = useMutation(
    useApi().alarm.shelve.mutationOptions({
      onSuccess: (shelved) => {
        changeAlarms([shelved]);
        onClose();
      },
    }),
  );
  const submit = (event: { readonly preventDefault: () => void }): void => {
    event.preventDefault();
    const shelf = form.read();
    if (shelf !== null) shelve.mutate({ id: alarm.id, ...shelf });
  };
  return (
    <Modal opened onClose={onClose} title="Shelve this alarm">
      <form className={styles['form']} noValidate onSubmit={submit}>
        <p>{textInUnit(alarm.message, unit)}</p>
        <div className={styles['time']}>
          <span id="shelve-time">For how long</span>
          <SegmentedControl
            fullWidth
            aria-labelledby="shelve-time"
            data={choices.filter(({ value }) => value === OTHER || Number(value) <= maxS)}
            value={form.choice}
            onChange={form.setChoice}
          />
        </div>
        {form.choice === OTHER && (
          <TextInput
            label="Time"
            description="Such as 30 min, or 2 h."
            autoComplete="off"
            value={form.typed}
            error={form.typedError}
            errorProps={{ role: 'alert' }}
            onChange={(event) => form.setTyped(event.currentTarget.value)}
          />
        )}
        <TextInput
          label="Reason"
          description="Everybody sees it, such as: probe is being replaced."
          autoComplete="off"
          maxLength={80}
          data-autofocus
          value={form.reason}
          error={form.reasonError}
          errorProps={{ role: 'alert' }}
          onChange={(event) => form.setReason(event.currentTarget.value)}
        />
        <p className={styles['hint']}>
          Until then it makes no sound and counts nowhere. It comes back by itself, if its cause is still
          there or nobody has seen it.
        </p>
        <ErrorNote text={shelve.error === null ? null : errorText(shelve.error)} />
        <div className={styles['choices']}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={!live} loading={shelve.isPending}>
            Shelve
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** @param maxS longest time, s */
function useShelfForm(maxS: number) {
  const [choice, setChoice] = useState('900');
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const [sent, setSent] = useState(false);
  const time =
    choice === OTHER
      ? parseDuration(typed, { minS: 60, maxS })
      : { ok: true as const, seconds: Number(choice) };
  const said = nameSchema.safeParse(reason);
  const reasonProblem =
    reason.trim() === '' ? 'Say why, for those who look for it' : said.error?.issues[0]?.message;
  const typedProblem = time.ok ? null : time.error;
  return {
    choice,
    setChoice,
    typed,
    setTyped,
    reason,
    setReason,
    /** An empty field is no mistake before somebody wants to go on. */
    typedError: sent || typed !== '' ? typedProblem : null,
    reasonError: sent || reason !== '' ? (reasonProblem ?? null) : null,
    /** What was filled in, or null while something is wrong: then it is said. */
    read: (): { forS: number; reason: string } | null => {
      setSent(true);
      return time.ok && said.success ? { forS: time.seconds, reason: said.data } : null;
    },
  };
}
