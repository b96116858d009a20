import { ActionIcon, Button } from '@mantine/core';
import { useState } from 'react';
import { useIsLive } from '#renderer/stores/connection.ts';
import { Icon } from '#renderer/ui/icons.tsx';
import { hrefOf } from '#renderer/ui/router.ts';
import type { Profile } from '#shared/domain/profile.ts';
import { CellInput } from './cell-input.tsx';
import { configOf, type Draft, planLengthS, planOf } from './draft.ts';
import { keepDraft } from './draft-store.ts';
import { ExportMenu } from './export-menu.tsx';
import styles from './profile-editor.module.css';
import { kindNames } from './profile-item.tsx';
import { RemoveProfile } from './remove-profile.tsx';
import { lengthText } from './span-text.ts';
import { StartDialog } from './start-dialog.tsx';
import { openProfile, useAddProfile } from './use-profile-actions.ts';

interface EditorHeadProps {
  readonly draft: Draft;
  /** What the console has; undefined before it was saved. */
  readonly profile: Profile | undefined;
  readonly changed: boolean;
  readonly startMs: number | null;
  readonly error: string | undefined;
  readonly onName: (name: string) => void;
  readonly onSettle: () => void;
  readonly onRemoved: () => void;
}

/** The name of the profile, what it is, and what can be done with it as a whole. */
export function EditorHead(props: EditorHeadProps) {
  const { draft, profile, error } = props;
  return (
    <header className={styles['head']}>
      <h1 className="visually-hidden">{draft.name.trim() === '' ? `New ${draft.kind}` : draft.name}</h1>
      <a className={styles['back']} href={hrefOf({ screen: 'profiles' })} aria-label="All profiles">
        <Icon name="left" size={24} />
      </a>
      <div className={styles['name']}>
        <CellInput
          label="Name of the profile"
          placeholder="Name"
          value={draft.name}
          error={error}
          onType={props.onName}
          onSettle={props.onSettle}
        />
        <p>{`${kindNames[draft.kind]}, ${lengthText(planLengthS(planOf(draft)))}`}</p>
      </div>
      <div className={styles['tools']}>
        {profile !== undefined && <SavedTools {...props} profile={profile} />}
        <ExportMenu config={configOf(draft)} startMs={props.startMs} />
      </div>
    </header>
  );
}

/** What can be done with a profile that the console has. */
function SavedTools({ profile, changed, onRemoved }: EditorHeadProps & { readonly profile: Profile }) {
  const live = useIsLive();
  const [starting, setStarting] = useState(false);
  const [removing, setRemoving] = useState(false);
  const { duplicate, busy } = useAddProfile();
  return (
    <>
      <Button
        disabled={!live || changed}
        title={changed ? 'Save the changes first' : undefined}
        leftSection={<Icon name="play" size={18} />}
        onClick={() => setStarting(true)}
      >
        Start on…
      </Button>
      <ActionIcon
        aria-label="Duplicate"
        title={changed ? 'Duplicate: save the changes first' : 'Duplicate'}
        disabled={!live || changed}
        loading={busy}
        onClick={() => duplicate(profile, ({ id }) => openProfile(id))}
      >
        <Icon name="copy" />
      </ActionIcon>
      <ActionIcon aria-label="Delete…" title="Delete…" disabled={!live} onClick={() => setRemoving(true)}>
        <Icon name="trash" />
      </ActionIcon>
      <StartDialog profile={profile} opened={starting} onClose={() => setStarting(false)} />
      <RemoveProfile
        profile={profile}
        opened={removing}
        onClose={() => setRemoving(false)}
        onRemoved={() => {
          setRemoving(false);
          keepDraft(profile.id, null);
          onRemoved();
        }}
      />
    </>
  );
}
