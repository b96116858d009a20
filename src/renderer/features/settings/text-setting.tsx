import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';

interface TextSettingProps {
  readonly label: string;
  readonly value: string;
  readonly maxLength: number;
  readonly error: string | null;
  readonly placeholder?: string;
  readonly inputMode?: 'text' | 'url' | 'decimal';
  readonly onCommit: (value: string) => void;
}

/** A text that holds once Enter was pressed or the field was left; Escape forgets what was typed. */
export function TextSetting({ label, value, error, onCommit, ...rest }: TextSettingProps) {
  const [typed, setTyped] = useState<string | null>(null);
  /** What was sent last: what was refused stays to be mended, and is not sent again by leaving the field. */
  const sent = useRef<string | null>(null);
  useEffect(() => setTyped(null), [value]);
  const commit = (): void => {
    const next = typed?.trim() ?? value;
    if (next === value) setTyped(null);
    else if (next !== sent.current) onCommit(next);
    sent.current = next;
  };
  return (
    <TextInput
      aria-label={label}
      autoComplete="off"
      {...rest}
      value={typed ?? value}
      error={typed === null ? null : error}
      errorProps={{ role: 'alert' }}
      onChange={(event) => {
        sent.current = null;
        setTyped(event.currentTarget.value);
      }}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') setTyped(null);
      }}
    />
  );
}
