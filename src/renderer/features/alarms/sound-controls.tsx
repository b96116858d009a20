import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { endSilence, silenceAlarms, useAlarmSound } from '#renderer/stores/alarm-sound.ts';
import { useUnseenAlarms } from '#renderer/stores/alarms.ts';
import { Icon } from '#renderer/ui/icons.tsx';
import { useAlarmTone } from './use-alarm-tone.ts';

/** In the top bar: silence for a while, or why nothing is to be heard. */
export function SoundControls() {
  const unseen = useUnseenAlarms();
  const blocked = useAlarmSound((store) => store.blocked);
  const { tone, silentUntilMs, enabled } = useAlarmTone();
  if (silentUntilMs !== null && enabled) return <Silent untilMs={silentUntilMs} />;
  // The press itself is what the browser waits for: whoever listens for it tries again.
  if (blocked && enabled) {
    return (
      <Button variant="default" leftSection={<Icon name="soundOff" size={18} />}>
        Sound is blocked: allow
      </Button>
    );
  }
  if (tone === null) return null;
  return (
    <Button
      variant="default"
      leftSection={<Icon name="soundOff" size={18} />}
      onClick={() => silenceAlarms(unseen, Date.now())}
    >
      Silence for 10 min
    </Button>
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
    <Button variant="default" leftSection={<Icon name="sound" size={18} />} onClick={endSilence}>
      {`Silent for ${minutes} min: sound again`}
    </Button>
  );
}
