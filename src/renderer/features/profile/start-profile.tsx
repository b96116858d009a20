import { Button, NativeSelect, Slider } from '@mantine/core';
import { useState } from 'react';
import panel from '#renderer/features/vessel/panels.module.css';
import { useIsLive } from '#renderer/stores/connection.ts';
import { useUnit } from '#renderer/stores/settings.ts';
import { formatElapsed } from '#renderer/ui/duration.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import { setpointAt, totalOf } from '#renderer/ui/profile-plan.ts';
import { formatTemperature } from '#renderer/ui/temperature.ts';
import type { Profile } from '#shared/domain/profile.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import styles from './profile-panel.module.css';
import { ProfilePlan } from './profile-plan.tsx';
import { useProfiles, type useRunActions } from './use-run-actions.ts';

interface StartProfileProps {
  readonly vessel: Vessel;
  readonly actions: ReturnType<typeof useRunActions>;
}

/** Picks a profile and starts it, from its beginning or part-way. */
export function StartProfile({ vessel, actions }: StartProfileProps) {
  const { profiles, loaded, error, retry } = useProfiles();
  const fitting = sortByFit(profiles, vessel);
  const [picked, setPicked] = useState<string | null>(null);
  const profile = fitting.find(({ id }) => id === picked) ?? fitting[0];
  if (error !== null) return <ErrorNote text={`No profiles: ${error}`} onRetry={retry} />;
  if (profile === undefined) {
    return loaded ? (
      <p className={panel['words']}>There are no profiles yet. Add one through the API.</p>
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
      <StartAt key={profile.id} profile={profile} actions={actions} />
    </>
  );
}

function sortByFit(profiles: readonly Profile[], vessel: Vessel): Profile[] {
  const kind = vessel.kind === 'kettle' ? 'mash' : 'fermentation';
  return profiles.toSorted((a, b) => Number(b.kind === kind) - Number(a.kind === kind));
}

interface StartAtProps {
  readonly profile: Profile;
  readonly actions: StartProfileProps['actions'];
}

/** Steps of the slider along a profile. */
const PLACES = 200;

function StartAt({ profile, actions }: StartAtProps) {
  const unit = useUnit();
  const live = useIsLive();
  const [fromS, setFromS] = useState(0);
  const totalS = totalOf(profile.points);
  const place = `${formatElapsed(fromS, totalS)}, at ${formatTemperature(setpointAt(profile.points, fromS), unit)}`;
  return (
    <>
      <ProfilePlan points={profile.points} atS={fromS} />
      <p className={styles['caption']}>
        <span>{fromS === 0 ? 'From the beginning' : `From ${place}`}</span>
      </p>
      {totalS > 0 && (
        <Slider
          thumbLabel="Where to start in the profile"
          thumbSize={28}
          size={8}
          min={0}
          max={totalS}
          step={Math.max(1, Math.round(totalS / PLACES))}
          label={null}
          value={fromS}
          onChange={setFromS}
        />
      )}
      <Button
        disabled={!live}
        loading={actions.busy}
        leftSection={<Icon name="play" size={18} />}
        onClick={() => actions.start(profile.id, fromS)}
      >
        {fromS === 0 ? 'Start profile' : 'Start part-way'}
      </Button>
    </>
  );
}
