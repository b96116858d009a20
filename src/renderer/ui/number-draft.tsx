import { TextInput } from '@mantine/core';
import { type Quantity, signOf } from './quantity.ts';
import type { TemperatureUnit } from './temperature.ts';

interface NumberDraftProps {
  readonly label: string;
  readonly text: string;
  readonly quantity: Quantity;
  readonly unit: TemperatureUnit;
  readonly description?: string;
  /** What is wrong with the text, said while it is typed. */
  readonly error: string | null;
  readonly onText: (text: string) => void;
}

/** A number of a form that is sent as a whole: what is typed stays text until then. */
export function NumberDraft(props: NumberDraftProps) {
  const { label, text, quantity, unit, description, error, onText } = props;
  return (
    <TextInput
      label={label}
      description={description}
      inputMode="decimal"
      autoComplete="off"
      value={text}
      error={error}
      errorProps={{ role: 'alert' }}
      rightSection={<span>{signOf(quantity, unit)}</span>}
      rightSectionWidth={48}
      onChange={(event) => onText(event.currentTarget.value)}
    />
  );
}
