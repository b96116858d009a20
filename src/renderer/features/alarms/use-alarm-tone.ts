import { useEffect, useState } from 'react';
import { endSilence, isSilent, soundFor, useAlarmSound } from '#renderer/stores/alarm-sound.ts';
import { useUnseenAlarms } from '#renderer/stores/alarms.ts';
import { useSettings } from '#renderer/stores/settings.ts';
import type { Tone } from './alarm-player.ts';

/** How often it is looked whether a silence is over, ms. */
const LOOK_EACH_MS = 2000;

/** What this browser sounds, and why not. */
export interface AlarmTone {
  /** What is to be heard now. */
  readonly tone: Tone | null;
  /** Until when this browser was silenced, ms since 1970; null when it is not. */
  readonly silentUntilMs: number | null;
  /** False when the console, or this browser, was told never to sound. */
  readonly enabled: boolean;
}

/** Follows the alarms, the setting and the silence of this browser. */
export function useAlarmTone(): AlarmTone {
  const unseen = useUnseenAlarms();
  const { silence, muted } = useAlarmSound();
  const [nowMs, setNowMs] = useState(() => Date.now());
  const silent = isSilent(silence, unseen, nowMs);
  const untilMs = silence?.untilMs ?? null;
  // Looked at again and again: one long timer would stand still while the computer sleeps.
  useEffect(() => {
    if (untilMs === null) return;
    const timer = setInterval(() => setNowMs(Date.now()), LOOK_EACH_MS);
    return () => clearInterval(timer);
  }, [untilMs]);
  // A silence that is over, or that a critical alarm broke, does not begin again when that alarm has been seen.
  useEffect(() => {
    if (untilMs !== null && !silent) endSilence();
  }, [untilMs, silent]);
  const enabled = useSettings((settings) => settings['alarms.sound']) && !muted;
  return {
    tone: enabled && !silent ? soundFor(unseen) : null,
    silentUntilMs: silent ? untilMs : null,
    enabled,
  };
}
