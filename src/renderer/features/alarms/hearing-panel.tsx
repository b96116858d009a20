import { Button, Switch } from '@mantine/core';
import { useState } from 'react';
import { useSetting } from '#renderer/features/settings/use-setting.ts';
import panel from '#renderer/features/vessel/panels.module.css';
import { muteAlarms, useAlarmSound } from '#renderer/stores/alarm-sound.ts';
import { useIsLive } from '#renderer/stores/connection.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { askForNotices, type NoticeState, useNoticeState } from './alarm-notices.ts';
import { playOnce, type Tone } from './alarm-player.ts';
import styles from './hearing-panel.module.css';

/** How alarms reach people who do not look at the page. */
export function HearingPanel() {
  const { value, change, error } = useSetting('alarms.sound');
  const { muted, blocked } = useAlarmSound();
  const live = useIsLive();
  return (
    <section className={panel['panel']} aria-labelledby="hearing">
      <h2 id="hearing">Sound and notifications</h2>
      <Switch
        label="Sound"
        description="Every browser that shows this console sounds until new alarms have been acknowledged."
        checked={value}
        disabled={!live}
        onChange={(event) => change(event.currentTarget.checked)}
      />
      <ErrorNote text={error} />
      <Switch
        label="In this browser"
        description="Other browsers do as they like."
        checked={value && !muted}
        disabled={!value}
        onChange={(event) => muteAlarms(!event.currentTarget.checked)}
      />
      {blocked && (
        <p className={styles['hint']}>
          This browser lets the page sound only after somebody has touched it. Press a button, and do so again
          after each reload.
        </p>
      )}
      <TestSounds />
      <Notices />
    </section>
  );
}

function TestSounds() {
  const [error, setError] = useState<string | null>(null);
  const play = (tone: Tone): void => {
    setError(null);
    playOnce(tone).catch(() => setError('This browser could not play the sound. Check its sound settings.'));
  };
  return (
    <>
      <div className={panel['buttons']}>
        <Button variant="default" onClick={() => play('alarm')}>
          Hear an alarm
        </Button>
        <Button variant="default" onClick={() => play('critical')}>
          Hear a critical one
        </Button>
      </div>
      <ErrorNote text={error} />
    </>
  );
}

const noticeWords: Readonly<Record<NoticeState, string>> = {
  desktop: 'The desktop app notifies you of each new alarm, also while its window is hidden.',
  insecure:
    'Browsers notify only on pages that come over https, or from the computer itself. Sound works everywhere.',
  unsupported: 'This browser cannot notify outside of its page.',
  default: 'This browser can notify you of new alarms while you look at something else.',
  granted: 'This browser notifies you of each new alarm while the page is open, also in the background.',
  denied:
    'This browser was told not to notify. Allow notifications for this page in the settings of the browser.',
};

function Notices() {
  const state = useNoticeState();
  return (
    <div className={styles['notices']}>
      <p>{noticeWords[state]}</p>
      {state === 'default' && (
        <Button variant="default" onClick={() => void askForNotices()}>
          Allow notifications
        </Button>
      )}
    </div>
  );
}
