import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { endSilence, silenceAlarms, useAlarmSound } from '#renderer/stores/alarm-sound.ts';
import { useUnseenAlarms } from '#renderer/stores/alarms.ts';
import { Icon, type IconName } from '#renderer/ui/icons.tsx';
import styles from './sound-controls.module.css';
import { useAlarmTone } from './use-alarm-tone.ts';

/** In the top bar: silence for a while, or why nothing is to be heard. */
export function SoundControls() {
  const unseen = useUnseenAlarms();
  const blocked = useAlarmSound((store) => store.blocked);
  const { tone, silentUntilMs, enabled } = useAlarmTone();
  if (silentUntilMs !== null && enabled) return <Silent untilMs={silentUntilMs} />;
  // The press itself is what the browser waits for: whoever listens for it tries again.
  if (blocked && enabled)
    return <SoundButton icon="soundOff" long="Allow sound: it is blocked" short="Allow sound" />;
  if (tone === null) return null;
  return (
    <SoundButton
      icon="soundOff"
      long="Silence for 10 min"
      short="Silence"
      onPress={() => silenceAlarms(unseen, Date.now())}
    />
  );
}

function Silent({ untilMs }: { readonly untilMs: number }) {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 5000);
    return () => clearInterval(timer);
  }, []);
  const minutes = Math.max(1, Math.ceil((untilMs - nowMs) / 60_000));
  return (
    <SoundButton
      icon="sound"
      long={`Silent ${minutes} min: sound again`}
      short={`Silent ${minutes} min`}
      onPress={endSilence}
    />
  );
}

interface SoundButtonProps {
  readonly icon: IconName;
  readonly long: string;
  /** The same where the top bar has little room. */
  readonly short: string;
  readonly onPress?: () => void;
}

function SoundButton({ icon, long, short, onPress }: SoundButtonProps) {
  return (
    <Button
      variant="default"
      px="sm"
      aria-label={long}
      leftSection={<Icon name={icon} size={18} />}
      onClick={onPress}
    >
      <span className={styles['long']}>{long}</span>
      <span className={styles['short']}>{short}</span>
    </Button>
  );
}
