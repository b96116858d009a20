import { useEffect, useRef, useState } from 'react';
import { followOtherPages, useAlarmSound } from '#renderer/stores/alarm-sound.ts';
import { type AlarmPlayer, createAlarmPlayer, loadSound, soundFile } from './alarm-player.ts';
import { useOneVoice } from './one-voice.ts';
import { useAlarmTone } from './use-alarm-tone.ts';

const setBlocked = (blocked: boolean): void => {
  if (useAlarmSound.getState().blocked !== blocked) useAlarmSound.setState({ blocked });
};

/** What people do that lets a page sound. */
const gestures = ['pointerup', 'keydown', 'touchend'] as const;

/** Sounds while an alarm waits to be seen, in one of the pages of a browser. It shows nothing. */
export function AlarmSound() {
  const alarm = useRef<HTMLAudioElement>(null);
  const critical = useRef<HTMLAudioElement>(null);
  const silence = useRef<HTMLAudioElement>(null);
  const player = useRef<AlarmPlayer | null>(null);
  const { tone, enabled } = useAlarmTone();
  const blocked = useAlarmSound((store) => store.blocked);
  const [failures, setFailures] = useState(0);
  const mine = useOneVoice(tone !== null && !blocked, failures);
  // What is blocked is tried anew within the touch that allows it: some browsers let nothing else sound.
  const sounding = mine || blocked ? tone : null;

  useEffect(() => {
    if (alarm.current === null || critical.current === null) return;
    const made = createAlarmPlayer(
      { alarm: alarm.current, critical: critical.current },
      { onBlocked: setBlocked, onFailed: () => setFailures((count) => count + 1) },
    );
    player.current = made;
    for (const tone of ['alarm', 'critical'] as const) {
      void loadSound(soundFile(tone)).then((address) => made.load(tone, address));
    }
    return () => made.close();
  }, []);

  useEffect(() => player.current?.want(sounding), [sounding]);
  useEffect(followOtherPages, []);

  // Better known now than in the night: whether the browser would let the page sound.
  useEffect(() => {
    const element = silence.current;
    if (!enabled || element === null) return setBlocked(false);
    const ask = (): void => {
      player.current?.retry();
      if (useAlarmSound.getState().blocked) void probe(element);
    };
    void loadSound(soundFile('silence')).then(async (address) => {
      element.src = address;
      await probe(element);
    });
    for (const gesture of gestures) window.addEventListener(gesture, ask);
    return () => {
      for (const gesture of gestures) window.removeEventListener(gesture, ask);
    };
  }, [enabled]);

  return (
    <>
      <audio ref={alarm} data-tone="alarm" preload="auto" />
      <audio ref={critical} data-tone="critical" preload="auto" />
      <audio ref={silence} preload="auto" />
    </>
  );
}

/** Plays a moment of nothing: a browser that refuses it would refuse the alarm as well. */
async function probe(element: HTMLAudioElement): Promise<void> {
  try {
    await element.play();
    setBlocked(false);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotAllowedError') setBlocked(true);
  }
}
