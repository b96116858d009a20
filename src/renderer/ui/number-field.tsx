import { TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  differenceFromDisplay,
  differenceToDisplay,
  fromDisplay,
  type TemperatureUnit,
  toDisplay,
  unitSign,
} from './temperature.ts';
import { textInUnit } from './text-in-unit.ts';

/** What a number measures: it decides the unit that is shown. */
export type Quantity =
  | 'temperature'
  | 'difference'
  | 'percentPerDegree'
  | 'seconds'
  | 'litres'
  | 'watts'
  | 'number';

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
  const accept = (): void => {
    if (typed === null || typed.trim() === show(value, quantity, unit)) return setTyped(null);
    const number = Number(typed.trim().replace(',', '.').replace('−', '-'));
    if (typed.trim() === '' || !Number.isFinite(number)) return setTypo('Type a number');
    setTypo(null);
    const settle = (): void => setTyped(null);
    onCommit(read(number, quantity, unit)).then(settle, () => undefined);
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
      value={typed ?? show(value, quantity, unit)}
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

/** Gain by difference of temperature: a degree of the shown unit is smaller or larger, so the gain is too. */
function gainFactor(unit: TemperatureUnit): number {
  return differenceToDisplay(1, unit);
}

function show(value: number, quantity: Quantity, unit: TemperatureUnit): string {
  return String(Number(inUnit(value, quantity, unit).toFixed(3)));
}

function inUnit(value: number, quantity: Quantity, unit: TemperatureUnit): number {
  if (quantity === 'temperature') return toDisplay(value, unit);
  if (quantity === 'difference') return differenceToDisplay(value, unit);
  return quantity === 'percentPerDegree' ? value / gainFactor(unit) : value;
}

function read(value: number, quantity: Quantity, unit: TemperatureUnit): number {
  if (quantity === 'temperature') return fromDisplay(value, unit);
  if (quantity === 'difference') return differenceFromDisplay(value, unit);
  return quantity === 'percentPerDegree' ? value * gainFactor(unit) : value;
}

function signOf(quantity: Quantity, unit: TemperatureUnit): string {
  switch (quantity) {
    case 'temperature':
    case 'difference':
      return unitSign(unit);
    case 'percentPerDegree':
      return `% / ${unitSign(unit)}`;
    case 'seconds':
      return 's';
    case 'litres':
      return 'L';
    case 'watts':
      return 'W';
    case 'number':
      return '';
    default:
      return quantity satisfies never;
  }
}
