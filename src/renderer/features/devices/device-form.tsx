import { TextInput } from '@mantine/core';
import type { FieldErrors } from '#renderer/ui/field-errors.ts';
import type { DeviceField } from './use-device-actions.ts';

interface DeviceFieldProps {
  readonly value: string;
  readonly errors: FieldErrors<DeviceField>;
  readonly onChange: (value: string) => void;
}

/** What a device is called. */
export function NameField({ value, errors, onChange }: DeviceFieldProps) {
  return (
    <TextInput
      label="Name"
      autoComplete="off"
      maxLength={80}
      value={value}
      error={errors.byField.name}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** Where a device is connected, with what its driver expects there. */
export function ConnectionField({
  value,
  errors,
  hint,
  onChange,
}: DeviceFieldProps & { readonly hint: string | undefined }) {
  return (
    <TextInput
      label="Connection"
      description={hint}
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      maxLength={200}
      value={value}
      error={errors.byField.connection}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
