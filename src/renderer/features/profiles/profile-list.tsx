import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useConnection } from '#renderer/stores/connection.ts';
import { useProfileStore } from '#renderer/stores/profiles.ts';
import { Icon } from '#renderer/ui/icons.tsx';
import { hrefOf } from '#renderer/ui/router.ts';
import type { Profile } from '#shared/domain/profile.ts';
import { keptDraftIds } from './draft-store.ts';
import { ImportDialog } from './import-dialog.tsx';
import { NEW_IDS } from './new-profile.ts';
import { ProfileItem } from './profile-item.tsx';
import styles from './profile-list.module.css';
import { openProfile } from './use-profile-actions.ts';

/** From so many profiles on the list can be searched. */
const SEARCH_FROM = 8;

const newKinds = ['fermentation', 'mash'] as const;

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Every profile by its name, and how to get another one. */
export function ProfileList({ openId }: { readonly openId: string | null }) {
  const byId = useProfileStore((store) => store.byId);
  const loaded = useProfileStore((store) => store.loaded);
  const linked = useConnection((store) => store.link !== 'lost');
  const [search, setSearch] = useState('');
  const [importing, setImporting] = useState(false);
  const all = Object.values(byId).toSorted((a, b) => collator.compare(a.name, b.name));
  const found = all.filter((profile) => matches(profile, search));
  const drafts = keptDraftIds();
  const Heading = openId === null ? 'h1' : 'h2';
  return (
    <section className={styles['list']} aria-label="All profiles">
      <div className={styles['head']}>
        <Heading>Profiles</Heading>
        <Button
          variant="default"
          leftSection={<Icon name="upload" size={18} />}
          onClick={() => setImporting(true)}
        >
          Import
        </Button>
      </div>
      <div className={styles['new']}>
        <Button variant="default" px="sm" onClick={() => openProfile(NEW_IDS.fermentation)}>
          New fermentation
        </Button>
        <Button variant="default" px="sm" onClick={() => openProfile(NEW_IDS.mash)}>
          New mash
        </Button>
      </div>
      {newKinds
        .filter((kind) => drafts.has(NEW_IDS[kind]) && openId !== NEW_IDS[kind])
        .map((kind) => (
          <a
            key={kind}
            className={styles['unfinished']}
            href={hrefOf({ screen: 'profile', id: NEW_IDS[kind] })}
          >
            {`A new ${kind} is not saved yet`}
          </a>
        ))}
      {all.length >= SEARCH_FROM && (
        <TextInput
          type="search"
          aria-label="Search profiles"
          placeholder="Search"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      {loaded && all.length === 0 && <Empty />}
      {!loaded && !linked && <p className={styles['words']}>The console does not answer: no profiles yet.</p>}
      {all.length > 0 && found.length === 0 && (
        <p className={styles['words']} role="status">{`No profile matches “${search.trim()}”.`}</p>
      )}
      <ul className={styles['items']}>
        {found.map((profile) => (
          <ProfileItem
            key={profile.id}
            profile={profile}
            current={profile.id === openId}
            unsaved={drafts.has(profile.id)}
          />
        ))}
      </ul>
      <ImportDialog opened={importing} onClose={() => setImporting(false)} />
    </section>
  );
}

function matches({ name, kind }: Profile, search: string): boolean {
  const words = search.toLowerCase().split(/\s+/);
  return words.every((word) => name.toLowerCase().includes(word) || kind.startsWith(word));
}

function Empty() {
  return (
    <div className={styles['words']}>
      <p>
        A profile is a temperature over time: a fermentation over days, or a mash step by step. Write one
        here, or import it from a file, then start it on a vessel.
      </p>
    </div>
  );
}
