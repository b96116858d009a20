import { useState } from 'react';
import { useIsLive } from '#renderer/stores/connection.ts';
import { useVesselState } from '#renderer/stores/vessels.ts';
import { formatElapsed } from '#renderer/ui/duration.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import { hrefOf } from '#renderer/ui/router.ts';
import type { Profile } from '#shared/domain/profile.ts';
import { planLengthS } from './draft.ts';
import { keepDraft } from './draft-store.ts';
import styles from './profile-list.module.css';
import { RemoveProfile } from './remove-profile.tsx';
import { type RunOnVessel, useRunsOf } from './run-place.ts';
import { lengthText } from './span-text.ts';
import { openProfile, useAddProfile } from './use-profile-actions.ts';

interface ProfileItemProps {
  readonly profile: Profile;
  readonly current: boolean;
  /** There is unsaved work on it in this browser. */
  readonly unsaved: boolean;
}

export const kindNames = { fermentation: 'Fermentation', mash: 'Mash' } as const;

/** One profile of the list. */
export function ProfileItem({ profile, current, unsaved }: ProfileItemProps) {
  const live = useIsLive();
  const runs = useRunsOf(profile.id);
  const [open, setOpen] = useState(false);
  const [removing, setRemoving] = useState(false);
  const { duplicate, busy, error } = useAddProfile();
  const { id, name, kind } = profile;
  return (
    <li className={styles['item']} data-current={current}>
      <a href={hrefOf({ screen: 'profile', id })} aria-current={current ? 'page' : undefined}>
        <strong>{name}</strong>
        <span>{`${kindNames[kind]}, ${lengthText(planLengthS(profile))}${unsaved ? ' · unsaved changes' : ''}`}</span>
        {runs.map((each) => (
          <Running key={each.run.id} on={each} />
        ))}
      </a>
      <button
        type="button"
        className={styles['more']}
        aria-label={`${name}: more`}
        aria-expanded={open}
        onClick={() => setOpen((now) => !now)}
      >
        <Icon name="more" />
      </button>
      {open && (
        <div className={styles['actions']}>
          <button
            type="button"
            aria-label={`Duplicate ${name}`}
            disabled={!live || busy}
            onClick={() =>
              duplicate(profile, (copy) => {
                setOpen(false);
                openProfile(copy.id);
              })
            }
          >
            Duplicate
          </button>
          <button
            type="button"
            aria-label={`Delete ${name}`}
            disabled={!live}
            onClick={() => setRemoving(true)}
          >
            Delete…
          </button>
        </div>
      )}
      <ErrorNote text={error} />
      <RemoveProfile
        profile={profile}
        opened={removing}
        onClose={() => setRemoving(false)}
        onRemoved={() => {
          keepDraft(id, null);
          setRemoving(false);
          if (current) window.location.hash = hrefOf({ screen: 'profiles' });
        }}
      />
    </li>
  );
}

/** Which vessel follows it now, and where it is. */
function Running({ on: { run, vesselName } }: { readonly on: RunOnVessel }) {
  const state = useVesselState(run.vesselId);
  const progress = state?.run?.runId === run.id ? state.run : null;
  const place =
    progress === null || progress.elapsedS < 0
      ? ''
      : `, ${formatElapsed(progress.elapsedS, progress.totalS)}`;
  return <span className={styles['running']}>{`On ${vesselName}${place}`}</span>;
}
