import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { parseQuantity, type Quantity, showQuantity, signOf } from './quantity.ts';
import type { TemperatureUnit } from './temperature.ts';
import { textInUnit } from './text-in-unit.ts';

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly quantity: Quantity;
  readonly unit: TemperatureUnit;
  readonly error: string | null;
  readonly onCommit: (value: number) => Promise<unknown>;
}

/** A number with its unit; Enter or leaving the field sets it, Escape forgets what was typed. */
export function NumberField({ label, value, quantity, unit, error, onCommit }: NumberFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [typo, setTypo] = useState<string | null>(null);
  const shown = showQuantity(value, quantity, unit);
  const accept = (): void => {
    setTypo(null);
    if (typed === null || typed.trim() === shown) return setTyped(null);
    const parsed = parseQuantity(typed, quantity, unit);
    if (!parsed.ok) return setTypo(parsed.error);
    onCommit(parsed.value).then(
      () => setTyped(null),
      () => undefined,
    );
  };
  const cancel = (): void => {
    setTyped(null);
    setTypo(null);
  };
  return (
    <TextInput
      label={label}
      inputMode="decimal"
      autoComplete="off"
      value={typed ?? shown}
      error={typo ?? (error === null ? null : textInUnit(error, unit))}
      // Announced when it appears: the field itself is not read again.
      errorProps={{ role: 'alert' }}
      rightSection={<span>{signOf(quantity, unit)}</span>}
      rightSectionWidth={64}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={accept}
      onKeyDown={(event) => {
        if (event.key === 'Enter') accept();
        if (event.key === 'Escape' && typed !== null) {
          event.stopPropagation();
          cancel();
        }
      }}
    />
  );
}
