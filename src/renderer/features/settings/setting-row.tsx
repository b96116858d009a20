import { ActionIcon } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import styles from './setting-row.module.css';

interface SettingRowProps {
  readonly title: string;
  readonly hint?: ReactNode;
  readonly control: {
    readonly reset: () => void;
    readonly isDefault: boolean;
    readonly saved: boolean;
    readonly error: string | null;
  };
  /** True where the field itself shows the error. */
  readonly ownError?: boolean;
  readonly children: ReactNode;
}

/** One setting: what it is, its control, that it was saved, and the way back to the default. */
export function SettingRow({ title, hint, control, ownError = false, children }: SettingRowProps) {
  return (
    <div className={styles['row']}>
      <div className={styles['words']}>
        <h3>{title}</h3>
        {hint !== undefined && <p>{hint}</p>}
      </div>
      <div className={styles['control']}>
        {children}
        {!ownError && <ErrorNote text={control.error} />}
      </div>
      <div className={styles['side']}>
        <span className={styles['saved']} role="status">
          {control.saved ? 'Saved' : ''}
        </span>
        {!control.isDefault && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Reset ${title.toLowerCase()}`}
            title="Back to the default"
            onClick={control.reset}
          >
            <Icon name="reset" size={18} />
          </ActionIcon>
        )}
      </div>
    </div>
  );
}
