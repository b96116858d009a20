import { Button } from '@mantine/core';
import { useIsLive } from '#renderer/stores/connection.ts';
import type { Profile } from '#shared/domain/profile.ts';
import { AskDialog } from './ask-dialog.tsx';
import { listOf, useRunsOf } from './run-place.ts';
import { useRemoveProfile } from './use-profile-actions.ts';

interface RemoveProfileProps {
  readonly profile: Profile;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

/** Deletes a profile after a question. */
export function RemoveProfile({ profile, opened, onClose, onRemoved }: RemoveProfileProps) {
  const live = useIsLive();
  const { remove, busy, error } = useRemoveProfile();
  const vessels = listOf(useRunsOf(profile.id).map(({ vesselName }) => vesselName));
  return (
    <AskDialog
      opened={opened}
      title={`Delete ${profile.name}?`}
      error={error}
      onClose={onClose}
      answers={
        <>
          <Button variant="default" onClick={onClose}>
            Keep it
          </Button>
          <Button disabled={!live} loading={busy} onClick={() => remove(profile.id, onRemoved)}>
            Delete
          </Button>
        </>
      }
    >
      <p>
        {vessels === ''
          ? 'The profile is gone for good. Export it first if you may want it back.'
          : `The profile is gone for good. ${vessels} keeps its own copy and goes on to the end.`}
      </p>
    </AskDialog>
  );
}
