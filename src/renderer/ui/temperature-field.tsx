import { type KeyboardEvent, useId, useState } from 'react';
import { ErrorNote } from './error-note.tsx';
import { Icon } from './icons.tsx';
import {
  formatDegrees,
  formatTemperature,
  parseTemperature,
  type TemperatureRange,
  type TemperatureUnit,
  unitSign,
} from './temperature.ts';
import styles from './temperature-field.module.css';
import { useSetpointDraft } from './use-setpoint-draft.ts';

interface TemperatureFieldProps {
  readonly label: string;
  readonly valueC: number;
  readonly range: TemperatureRange;
  readonly unit: TemperatureUnit;
  readonly disabled?: boolean;
  readonly size?: 'compact' | 'large';
  /** What stands under the field, such as why it is disabled. */
  readonly note?: string | null;
  /** What stands there instead while a change is on its way. */
  readonly pendingNote?: string | null;
  /** What the console answered when it refused the last change. */
  readonly error: string | null;
  readonly onCommit: (valueC: number) => Promise<unknown>;
}

/** A temperature to set by stepper or by typing, in the shown unit; errors stand at the field. */
export function TemperatureField(props: TemperatureFieldProps) {
  const { label, valueC, range, unit, disabled = false, size = 'large', error, onCommit } = props;
  const { note = null, pendingNote = null } = props;
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [typo, setTypo] = useState<string | null>(null);
  const draft = useSetpointDraft({ valueC, unit, range, onCommit });
  const problem = typo ?? error;
  const said = draft.pending ? (pendingNote ?? note) : note;

  const accept = (): void => {
    if (typed === null) return;
    const parsed = parseTemperature(typed, unit, range);
    if (!parsed.ok) return setTypo(parsed.error);
    setTyped(null);
    setTypo(null);
    if (Math.abs(parsed.valueC - valueC) > 0.0005) draft.commit(parsed.valueC);
  };
  const cancel = (): void => {
    setTyped(null);
    setTypo(null);
  };
  const step = (direction: 1 | -1): void => {
    cancel();
    draft.step(direction);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') accept();
    else if (event.key === 'Escape') cancel();
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      step(event.key === 'ArrowUp' ? 1 : -1);
    }
  };

  return (
    <div className={styles['field']} data-size={size}>
      <label className={styles['label']} htmlFor={id}>
        {label}
      </label>
      <div className={styles['row']} data-pending={draft.pending} data-invalid={problem !== null}>
        <button type="button" aria-label={`${label} down`} disabled={disabled} onClick={() => step(-1)}>
          <Icon name="minus" />
        </button>
        <input
          id={id}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          enterKeyHint="done"
          disabled={disabled}
          value={typed ?? formatDegrees(draft.shownC, unit)}
          aria-invalid={problem !== null}
          aria-describedby={`${id}-hint ${id}-note`}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={accept}
          onKeyDown={onKeyDown}
        />
        <span className={styles['unit']}>{unitSign(unit)}</span>
        <button type="button" aria-label={`${label} up`} disabled={disabled} onClick={() => step(1)}>
          <Icon name="plus" />
        </button>
      </div>
      <span id={`${id}-hint`} className="visually-hidden">
        {`From ${formatTemperature(range.minC, unit)} to ${formatTemperature(range.maxC, unit)}. Enter sets it.`}
      </span>
      <span id={`${id}-note`} className={styles['note']} data-room={pendingNote !== null} role="status">
        {said}
      </span>
      <ErrorNote text={problem} />
    </div>
  );
}
