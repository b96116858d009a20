import { ActionIcon, Button } from '@mantine/core';
import { useIsLive } from '#renderer/stores/connection.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import styles from './profile-editor.module.css';
import type { Editor } from './use-editor.ts';

interface EditorBarProps {
  readonly editor: Editor;
  /** Why it cannot be saved, in the order of the page. */
  readonly reasons: readonly string[];
  /** What the console refused about the whole. */
  readonly general: readonly string[];
  readonly isNew: boolean;
  readonly busy: boolean;
  readonly error: string | null;
  readonly onSave: () => void;
}

/** Undo, redo, save: always in sight, with the reason when nothing can be saved. */
export function EditorBar({ editor, reasons, general, isNew, busy, error, onSave }: EditorBarProps) {
  const live = useIsLive();
  const { changed, discard, settle } = editor;
  return (
    <div className={styles['bar']}>
      <ActionIcon aria-label="Undo" title="Undo (Ctrl+Z)" disabled={!editor.canUndo} onClick={editor.undo}>
        <Icon name="undo" />
      </ActionIcon>
      <ActionIcon
        aria-label="Redo"
        title="Redo (Ctrl+Shift+Z)"
        disabled={!editor.canRedo}
        onClick={editor.redo}
      >
        <Icon name="redo" />
      </ActionIcon>
      <div className={styles['state']}>
        <p role="status" data-testid="save-state">
          {stateWords({ changed, reasons, isNew, live })}
        </p>
        <ErrorNote text={error ?? (general.length === 0 ? null : general.join('; '))} />
      </div>
      {changed && (
        <Button variant="default" onClick={discard}>
          Discard
        </Button>
      )}
      <Button
        disabled={!changed || reasons.length > 0 || !live}
        loading={busy}
        onClick={() => {
          settle();
          onSave();
        }}
      >
        Save
      </Button>
    </div>
  );
}

interface SaveState {
  readonly changed: boolean;
  readonly reasons: readonly string[];
  readonly isNew: boolean;
  readonly live: boolean;
}

function stateWords({ changed, reasons, isNew, live }: SaveState): string {
  const [first] = reasons;
  if (first !== undefined && (changed || !isNew)) {
    const more = reasons.length - 1;
    return `${first}${more === 0 ? '' : ` (and ${more} more)`}`;
  }
  if (!changed) return isNew ? 'Give it a name to save it' : 'Saved';
  return live ? 'Not saved yet' : 'Not saved yet: the console does not answer';
}
