import { useProfile, useProfileStore } from '#renderer/stores/profiles.ts';
import { hrefOf } from '#renderer/ui/router.ts';
import { keptDraft } from './draft-store.ts';
import { newKind } from './new-profile.ts';
import { ProfileEditor } from './profile-editor.tsx';
import { ProfileList } from './profile-list.tsx';
import styles from './profiles-screen.module.css';

/** The screen of the profiles: all of them, and the one that is open. On a phone the address decides between the two. */
export function ProfilesScreen({ id }: { readonly id: string | null }) {
  return (
    <div className={styles['screen']} data-open={id !== null}>
      <div className={styles['side']}>
        <ProfileList openId={id} />
      </div>
      <div className={styles['main']}>{id === null ? <NothingOpen /> : <OpenProfile key={id} id={id} />}</div>
    </div>
  );
}

function NothingOpen() {
  const some = useProfileStore((store) => Object.keys(store.byId).length > 0);
  return (
    <p className={styles['nothing']}>
      {some ? 'Pick a profile to see and to edit it.' : 'What you write appears here as a table and a chart.'}
    </p>
  );
}

function OpenProfile({ id }: { readonly id: string }) {
  const stored = useProfile(id);
  const loaded = useProfileStore((store) => store.loaded);
  const kind = newKind(id);
  if (kind !== null) return <ProfileEditor id={id} kind={kind} stored={undefined} />;
  // The list is there before an editor begins: it must know what the console has.
  if (!loaded) return null;
  if (stored !== undefined) return <ProfileEditor id={id} kind={stored.kind} stored={stored} />;
  const kept = keptDraft(id);
  if (kept !== null) return <ProfileEditor id={id} kind={kept.draft.kind} stored={undefined} />;
  return (
    <div className={styles['nothing']}>
      <h1>There is no such profile</h1>
      <p>
        Somebody may have deleted it. <a href={hrefOf({ screen: 'profiles' })}>All profiles</a>
      </p>
    </div>
  );
}
