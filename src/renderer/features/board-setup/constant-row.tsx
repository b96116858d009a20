import { ActionIcon, Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import { parseQuantity } from '#renderer/ui/quantity.ts';
import { formatNumber } from '#renderer/ui/temperature.ts';
import type { BoardConstants } from '#shared/domain/board-part.ts';
import { constantUnit, meaningOf } from './constant-words.ts';
import styles from './constants-panel.module.css';

interface ConstantRowProps {
  readonly name: string;
  readonly value: number;
  /** What it was before it was changed here; undefined while it was not. */
  readonly was: number | undefined;
  readonly unit: BoardConstants['unit'];
  readonly editing: boolean;
  readonly disabled: boolean;
  readonly busy: boolean;
  readonly error: string | null;
  readonly onEdit: (on: boolean) => void;
  readonly onSet: (value: number) => void;
}

/** One constant: its name in the firmware, what it is for, its value, and the way back to what it was. */
export function ConstantRow(props: ConstantRowProps) {
  const { name, value, was, unit, editing, disabled, error, onEdit, onSet } = props;
  const sign = constantUnit(name, unit);
  return (
    <li>
      <div className={styles['row']}>
        <p>
          <code>{name}</code>
          <small>{meaningOf(name)}</small>
        </p>
        <p className={styles['value']}>
          <strong>{inText(value, sign)}</strong>
          {was !== undefined && <small>{`was ${inText(was, sign)}`}</small>}
        </p>
        {was !== undefined && (
          <ActionIcon
            disabled={disabled}
            aria-label={`${name} back to ${inText(was, sign)}`}
            title="Undo"
            onClick={() => onSet(was)}
          >
            <Icon name="undo" />
          </ActionIcon>
        )}
        {!editing && (
          <Button
            variant="default"
            disabled={disabled}
            aria-label={`Change ${name}`}
            onClick={() => onEdit(true)}
          >
            Change
          </Button>
        )}
      </div>
      {editing && <Change {...props} sign={sign} />}
      <ErrorNote text={error} />
    </li>
  );
}

function Change({
  name,
  value,
  sign,
  disabled,
  busy,
  onEdit,
  onSet,
}: ConstantRowProps & { readonly sign: string }) {
  const [text, setText] = useState(String(value));
  const parsed = parseQuantity(text, 'number', 'C', { min: -10_000, max: 10_000 });
  return (
    <form
      className={styles['change']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (parsed.ok) onSet(parsed.value);
      }}
    >
      <TextInput
        label={`New value of ${name}`}
        inputMode="decimal"
        autoComplete="off"
        data-autofocus
        value={text}
        error={parsed.ok ? null : parsed.error}
        errorProps={{ role: 'alert' }}
        rightSection={<span>{sign}</span>}
        rightSectionWidth={44}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" disabled={disabled || !parsed.ok || parsed.value === value} loading={busy}>
        Set
      </Button>
      <Button variant="default" onClick={() => onEdit(false)}>
        Leave it
      </Button>
    </form>
  );
}

function inText(value: number, sign: string): string {
  const digits = String(value).split('.')[1]?.length ?? 0;
  return `${formatNumber(value, digits)} ${sign}`.trimEnd();
}
