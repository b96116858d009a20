import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import styles from './dialogs.module.css';

interface AskDialogProps {
  readonly opened: boolean;
  readonly title: string;
  readonly error?: string | null;
  readonly wide?: boolean;
  readonly onClose: () => void;
  /** What is said. */
  readonly children: ReactNode;
  /** The buttons, the quiet one first. */
  readonly answers: ReactNode;
}

/** A question over the page. */
export function AskDialog({
  opened,
  title,
  error = null,
  wide = false,
  onClose,
  children,
  answers,
}: AskDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={wide ? 'lg' : 'md'}>
      <div className={styles['dialog']}>
        {children}
        <ErrorNote text={error} />
        <div className={styles['answers']}>{answers}</div>
      </div>
    </Modal>
  );
}
