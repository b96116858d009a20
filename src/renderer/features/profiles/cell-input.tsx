import { type KeyboardEvent, useId } from 'react';
import styles from './cells.module.css';

interface CellInputProps {
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly type?: 'text' | 'datetime-local';
  readonly numeric?: boolean;
  readonly placeholder?: string;
  /** Stands behind the value: a unit. */
  readonly sign?: string;
  readonly disabled?: boolean;
  /** @param partly true while a date is filled in only in part */
  readonly onType: (text: string, partly: boolean) => void;
  /** The field is left, or Enter is pressed. */
  readonly onSettle: () => void;
  /** Names the field for the page, so that the focus can be brought here. */
  readonly field?: string;
}

/** A field of a table: quiet until it is used, with its error under it. */
export function CellInput(props: CellInputProps) {
  const { label, value, error, type = 'text', numeric = false, onType, onSettle } = props;
  const id = useId();
  return (
    <span className={styles['field']}>
      <span
        className={styles['box']}
        data-invalid={error !== undefined}
        data-disabled={props.disabled === true}
      >
        <input
          type={type}
          aria-label={label}
          aria-invalid={error !== undefined}
          aria-describedby={error === undefined ? undefined : id}
          inputMode={numeric ? 'decimal' : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={props.placeholder}
          disabled={props.disabled}
          data-field={props.field}
          data-numeric={numeric}
          value={value}
          onChange={(event) => onType(event.currentTarget.value, event.currentTarget.validity.badInput)}
          onBlur={onSettle}
          onKeyDown={(event) => {
            if (event.key === 'Enter') onSettle();
          }}
        />
        {props.sign !== undefined && (
          <span className={styles['sign']} aria-hidden="true">
            {props.sign}
          </span>
        )}
      </span>
      <CellError id={id} text={error} />
    </span>
  );
}

interface CellTextProps {
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly placeholder: string;
  readonly onType: (text: string) => void;
  readonly onSettle: () => void;
}

/** A field for words, which grows with them. Enter leaves it; Shift and Enter begin a new line. */
export function CellText({ label, value, error, placeholder, onType, onSettle }: CellTextProps) {
  const id = useId();
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    onSettle();
  };
  return (
    <span className={styles['field']}>
      <span className={styles['box']} data-invalid={error !== undefined}>
        <textarea
          rows={1}
          aria-label={label}
          aria-invalid={error !== undefined}
          aria-describedby={error === undefined ? undefined : id}
          placeholder={placeholder}
          value={value}
          onChange={(event) => onType(event.currentTarget.value)}
          onBlur={onSettle}
          onKeyDown={onKeyDown}
        />
      </span>
      <CellError id={id} text={error} />
    </span>
  );
}

interface CellSelectProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly onPick: (value: V) => void;
}

/** A choice in a table. */
export function CellSelect<V extends string>({ label, value, options, onPick }: CellSelectProps<V>) {
  return (
    <span className={styles['field']}>
      <span className={styles['box']}>
        <select
          aria-label={label}
          value={value}
          onChange={(event) => {
            const picked = options.find((option) => option.value === event.currentTarget.value);
            if (picked !== undefined) onPick(picked.value);
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      </span>
    </span>
  );
}

function CellError({ id, text }: { readonly id: string; readonly text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <span id={id} className={styles['error']} role="alert">
      {text}
    </span>
  );
}
