import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import panel from '#renderer/features/vessel/panels.module.css';
import { useProfileStore } from '#renderer/stores/profiles.ts';
import { hrefOf } from '#renderer/ui/router.ts';
import type { Profile } from '#shared/domain/profile.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import { StartFermentation } from './start-fermentation.tsx';
import { StartMash } from './start-mash.tsx';

/** Picks a profile and starts it: from its beginning, part-way, or later. */
export function StartProfile({ vessel }: { readonly vessel: Vessel }) {
  const byId = useProfileStore((store) => store.byId);
  const loaded = useProfileStore((store) => store.loaded);
  const [picked, setPicked] = useState<string | null>(null);
  const fitting = sortByFit(Object.values(byId), vessel);
  const profile = fitting.find(({ id }) => id === picked) ?? fitting[0];
  if (profile === undefined) {
    return loaded ? (
      <p className={panel['words']}>
        There are no profiles yet.{' '}
        <a href={hrefOf({ screen: 'profiles' })}>Make one on the profiles screen</a>
      </p>
    ) : null;
  }
  return (
    <>
      <NativeSelect
        aria-label="Profile to start"
        data={fitting.map(({ id, name }) => ({ value: id, label: name }))}
        value={profile.id}
        onChange={(event) => setPicked(event.currentTarget.value)}
      />
      {profile.kind === 'mash' ? (
        <StartMash key={profile.id} vessel={vessel} profile={profile} />
      ) : (
        <StartFermentation key={profile.id} vessel={vessel} profile={profile} />
      )}
    </>
  );
}

/** Mashes first for a kettle, fermentations first for a fermenter; any of them can be started. */
function sortByFit(profiles: readonly Profile[], vessel: Vessel): Profile[] {
  const kind = vessel.kind === 'kettle' ? 'mash' : 'fermentation';
  return profiles.toSorted((a, b) => Number(b.kind === kind) - Number(a.kind === kind));
}
