import { TextInput } from '@mantine/core';

interface CountFieldProps {
  readonly label: string;
  readonly value: string;
  readonly max: number;
  readonly onChange: (value: string) => void;
}

/** A whole number from 1 on, with what is wrong with it. */
export function CountField({ label, value, max, onChange }: CountFieldProps) {
  return (
    <TextInput
      aria-label={label}
      inputMode="numeric"
      autoComplete="off"
      w={108}
      maxLength={5}
      value={value}
      error={readCount(value, max) === null ? `1 to ${max}` : null}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** A typed count, or null when it is none from 1 to `max`. */
export function readCount(text: string, max: number): number | null {
  const count = Number(text);
  return /^\d+$/.test(text.trim()) && count >= 1 && count <= max ? count : null;
}
