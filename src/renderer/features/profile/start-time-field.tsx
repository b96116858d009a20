import { TextInput } from '@mantine/core';
import { toLocalField } from '#renderer/features/profiles/local-time.ts';
import { useConsoleNow } from '#renderer/stores/clock.ts';

const MINUTE_MS = 60_000;

interface StartTimeFieldProps {
  /** The text of the field; empty starts now. */
  readonly value: string;
  readonly error: string | null;
  readonly onChange: (text: string) => void;
}

/** When a profile is to start; empty means now. */
export function StartTimeField({ value, error, onChange }: StartTimeFieldProps) {
  const nowMs = useConsoleNow(MINUTE_MS);
  const earliest = toLocalField(Math.ceil(nowMs / MINUTE_MS) * MINUTE_MS);
  return (
    <TextInput
      type="datetime-local"
      label="Start at"
      description={
        value === '' ? 'Empty starts it now' : 'Until then the first temperature of the profile is held'
      }
      min={earliest}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
