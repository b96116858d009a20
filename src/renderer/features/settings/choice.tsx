import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';

export interface Option<V extends string> {
  readonly value: V;
  readonly label: ReactNode;
}

interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly options: readonly Option<V>[];
  readonly value: V;
  readonly onChange: (value: V) => void;
}

/** One of a few, all in sight. */
export function Choice<V extends string>({ label, options, value, onChange }: ChoiceProps<V>) {
  return (
    <SegmentedControl<V>
      fullWidth
      aria-label={label}
      data={[...options]}
      value={value}
      onChange={(next) => onChange(next)}
    />
  );
}
