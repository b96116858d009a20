import { Button, Slider } from '@mantine/core';
import { useState } from 'react';
import { useIsLive } from '#renderer/stores/connection.ts';
import { useUnit } from '#renderer/stores/settings.ts';
import { formatElapsed } from '#renderer/ui/duration.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import { setpointAt, totalOf } from '#renderer/ui/profile-plan.ts';
import { formatTemperature, type TemperatureUnit } from '#renderer/ui/temperature.ts';
import type { FermentationProfile } from '#shared/domain/profile.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import styles from './profile-panel.module.css';
import { ProfilePlan } from './profile-plan.tsx';
import { readStartTime } from './start-time.ts';
import { StartTimeField } from './start-time-field.tsx';
import { useStartRun } from './use-run-actions.ts';

/** Steps of the slider along a profile. */
const PLACES = 200;

interface StartFermentationProps {
  readonly vessel: Vessel;
  readonly profile: FermentationProfile;
}

/** Starts a fermentation profile: now, part-way, or later. */
export function StartFermentation({ vessel, profile }: StartFermentationProps) {
  const unit = useUnit();
  const live = useIsLive();
  const { start, busy, timeError, error, reset } = useStartRun(vessel.id);
  const [slid, setSlid] = useState(0);
  const [timeText, setTimeText] = useState('');
  const [timeProblem, setTimeProblem] = useState<string | null>(null);
  const totalS = totalOf(profile);
  const isLater = timeText !== '';
  const fromS = isLater ? 0 : Math.min(slid, totalS);
  const go = (): void => {
    const time = readStartTime(timeText);
    setTimeProblem(time.ok ? null : time.error);
    if (time.ok) start(profile.id, time.atMs === null ? { fromS } : { startAtMs: time.atMs });
  };
  return (
    <>
      <ProfilePlan points={profile.points} totalS={totalS} atS={fromS} />
      <p className={styles['caption']}>
        <span>{fromS === 0 ? 'From the beginning' : `From ${placeWords(profile, fromS, unit)}`}</span>
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
          disabled={isLater}
          value={fromS}
          onChange={setSlid}
        />
      )}
      <StartTimeField
        value={timeText}
        error={timeProblem ?? timeError}
        onChange={(text) => {
          setTimeText(text);
          setTimeProblem(null);
          reset();
        }}
      />
      <Button
        disabled={!live}
        loading={busy}
        leftSection={<Icon name={isLater ? 'clock' : 'play'} size={18} />}
        onClick={go}
      >
        {isLater ? 'Start later' : fromS === 0 ? 'Start profile' : 'Start part-way'}
      </Button>
      <ErrorNote text={error} />
    </>
  );
}

function placeWords(profile: FermentationProfile, fromS: number, unit: TemperatureUnit): string {
  const spC = setpointAt(profile.points, fromS);
  const what = spC === null ? 'with control off' : `at ${formatTemperature(spC, unit)}`;
  return `${formatElapsed(fromS, totalOf(profile))}, ${what}`;
}
