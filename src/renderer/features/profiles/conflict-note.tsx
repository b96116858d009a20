import { Button } from '@mantine/core';
import styles from './profile-editor.module.css';
import type { Editor } from './use-editor.ts';

interface ConflictNoteProps {
  readonly editor: Editor;
  /** True when the profile was deleted while it was edited here. */
  readonly gone: boolean;
}

/** Says that somebody else has changed or deleted the profile while there was unsaved work on it. */
export function ConflictNote({ editor, gone }: ConflictNoteProps) {
  const { theirs, rebase, replace } = editor;
  if (gone) {
    return (
      <div className={styles['notice']} role="alert">
        <p>
          This profile was deleted elsewhere while you edited it. Your work is still here: saving adds it
          anew.
        </p>
      </div>
    );
  }
  if (theirs === null) return null;
  return (
    <div className={styles['notice']} role="alert">
      <p>
        <strong>This profile was changed elsewhere while you edited it.</strong> Keep yours, and saving
        replaces what is there now. Or take theirs; Undo brings yours back.
      </p>
      <div className={styles['choices']}>
        <Button variant="default" onClick={() => replace(theirs)}>
          Take theirs
        </Button>
        <Button variant="default" onClick={() => rebase(theirs)}>
          Keep mine
        </Button>
      </div>
    </div>
  );
}
