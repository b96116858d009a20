import { Button } from '@mantine/core';
import { useIsLive } from '#renderer/stores/connection.ts';
import { AskDialog } from './ask-dialog.tsx';
import type { LeaveGuard } from './use-leave-guard.ts';

interface LeaveDialogProps {
  readonly guard: LeaveGuard;
  readonly name: string;
  readonly canSave: boolean;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
}

/** Asks what becomes of unsaved work when somebody leaves it. */
export function LeaveDialog({ guard, name, canSave, onSave, onDiscard }: LeaveDialogProps) {
  const live = useIsLive();
  return (
    <AskDialog
      wide
      opened={guard.wanted !== null}
      title="Leave with unsaved changes?"
      onClose={guard.stay}
      answers={
        <>
          <Button
            variant="default"
            onClick={() => {
              onDiscard();
              guard.leave();
            }}
          >
            Discard them
          </Button>
          <Button variant="default" onClick={guard.leave}>
            Keep for later
          </Button>
          <Button disabled={!canSave || !live} onClick={onSave}>
            Save and leave
          </Button>
        </>
      }
    >
      <p>
        {`The changes of ${name.trim() === '' ? 'this profile' : name.trim()} are not saved. Kept for later, they stay in this browser tab until you come back.`}
      </p>
    </AskDialog>
  );
}
