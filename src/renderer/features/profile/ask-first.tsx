import { Button, Modal } from '@mantine/core';
import panel from '#renderer/features/vessel/panels.module.css';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import styles from './profile-panel.module.css';

interface AskFirstProps {
  readonly opened: boolean;
  readonly title: string;
  /** What will happen. */
  readonly words: string;
  readonly yes: string;
  readonly no: string;
  readonly disabled: boolean;
  readonly error: string | null;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

/** A question before something that cannot be taken back. */
export function AskFirst({ opened, title, words, yes, no, disabled, error, onYes, onNo }: AskFirstProps) {
  return (
    <Modal opened={opened} onClose={onNo} title={title}>
      <p className={panel['words']}>{words}</p>
      <ErrorNote text={error} />
      <div className={styles['choices']}>
        <Button variant="default" onClick={onNo}>
          {no}
        </Button>
        <Button disabled={disabled} onClick={onYes}>
          {yes}
        </Button>
      </div>
    </Modal>
  );
}
