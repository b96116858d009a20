import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useIsLive } from '#renderer/stores/connection.ts';
import { useUnit } from '#renderer/stores/settings.ts';
import { formatDuration } from '#renderer/ui/duration.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import { mashPoints, totalOf } from '#renderer/ui/profile-plan.ts';
import { temperatureInText } from '#renderer/ui/temperature.ts';
import type { MashProfile } from '#shared/domain/profile.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import styles from './profile-panel.module.css';
import { ProfilePlan } from './profile-plan.tsx';
import { useStartRun } from './use-run-actions.ts';

interface StartMashProps {
  readonly vessel: Vessel;
  readonly profile: MashProfile;
}

/** Starts a mash, at its first step or a later one. */
export function StartMash({ vessel, profile }: StartMashProps) {
  const unit = useUnit();
  const live = useIsLive();
  const { start, busy, error } = useStartRun(vessel.id);
  const [picked, setPicked] = useState(0);
  const index = Math.min(picked, profile.steps.length - 1);
  const points = mashPoints(profile.steps);
  const totalS = totalOf(profile);
  return (
    <>
      <ProfilePlan points={points} totalS={totalS} atS={points[index]?.atS ?? 0} />
      <p className={styles['caption']}>{`${formatDuration(totalS)}, without heating and waiting`}</p>
      <NativeSelect
        label="Start at step"
        data={profile.steps.map(({ name, spC }, i) => ({
          value: String(i),
          label: `${i + 1}. ${name}, ${temperatureInText(spC, unit)}`,
        }))}
        value={String(index)}
        onChange={(event) => setPicked(Number(event.currentTarget.value))}
      />
      <Button
        disabled={!live}
        loading={busy}
        leftSection={<Icon name="play" size={18} />}
        onClick={() => start(profile.id, index === 0 ? {} : { stepIndex: index })}
      >
        {index === 0 ? 'Start mash' : `Start at step ${index + 1}`}
      </Button>
      <ErrorNote text={error} />
    </>
  );
}
