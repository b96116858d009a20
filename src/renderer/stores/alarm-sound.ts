import { create } from 'zustand';
import type { Alarm } from '#shared/domain/alarm.ts';
import { isUnseen } from './alarms.ts';

/** How long the button in the top bar silences this browser, ms. */
export const SILENCE_MS = 600_000;

/** This browser is silent for a while, because somebody asked for it. */
export interface Silence {
  /** Until when, by the clock of this computer, ms since 1970: it holds over a reload of the page. */
  readonly untilMs: number;
  /** Critical alarms that were there already: any other breaks the silence. */
  readonly known: readonly string[];
}

/** How this browser sounds. */
interface AlarmSoundStore {
  readonly silence: Silence | null;
  /** This browser never sounds; others do. */
  readonly muted: boolean;
  /** The browser lets no page sound before somebody has touched it. */
  readonly blocked: boolean;
}

const SILENCE_KEY = 'maelstrom.alarms.silence';
const MUTED_KEY = 'maelstrom.alarms.muted';

export const useAlarmSound = create<AlarmSoundStore>(() => ({
  silence: readSilence(read(SILENCE_KEY)),
  muted: read(MUTED_KEY) === 'yes',
  blocked: false,
}));

/** Silences this browser for ten minutes; a critical alarm that is new ends that. */
export function silenceAlarms(alarms: readonly Alarm[], nowMs: number): void {
  const silence: Silence = { untilMs: nowMs + SILENCE_MS, known: criticalOf(alarms) };
  write(SILENCE_KEY, JSON.stringify(silence));
  useAlarmSound.setState({ silence });
}

/** Lets this browser sound again. */
export function endSilence(): void {
  write(SILENCE_KEY, null);
  useAlarmSound.setState({ silence: null });
}

/** Whether this browser sounds at all. */
export function muteAlarms(muted: boolean): void {
  write(MUTED_KEY, muted ? 'yes' : null);
  useAlarmSound.setState({ muted });
}

/** Follows what other pages of this browser say. @returns a function that ends it. */
export function followOtherPages(): () => void {
  const changed = ({ key, newValue }: StorageEvent): void => {
    if (key === SILENCE_KEY) useAlarmSound.setState({ silence: readSilence(newValue) });
    if (key === MUTED_KEY) useAlarmSound.setState({ muted: newValue === 'yes' });
  };
  window.addEventListener('storage', changed);
  return () => window.removeEventListener('storage', changed);
}

/** True while a silence holds: its time is not over, and no critical alarm has come since. */
export function isSilent(
  silence: Silence | null,
  alarms: readonly Alarm[],
  nowMs: number,
): silence is Silence {
  if (silence === null || nowMs >= silence.untilMs) return false;
  return criticalOf(alarms).every((id) => silence.known.includes(id));
}

/** What is to be heard: the sound of a critical alarm goes before that of the others. */
export function soundFor(alarms: readonly Alarm[]): 'critical' | 'alarm' | null {
  const unseen = alarms.filter(isUnseen);
  if (unseen.length === 0) return null;
  return unseen.some(({ priority }) => priority === 'critical') ? 'critical' : 'alarm';
}

function criticalOf(alarms: readonly Alarm[]): string[] {
  return alarms.filter((alarm) => alarm.priority === 'critical' && isUnseen(alarm)).map(({ id }) => id);
}

/** What another page, or the last visit, has left. A clock that was set back does not make it longer. */
function readSilence(text: string | null): Silence | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    if (typeof value !== 'object' || value === null) return null;
    const { untilMs, known } = value as Readonly<Record<string, unknown>>;
    if (typeof untilMs !== 'number' || !Array.isArray(known)) return null;
    return { untilMs: Math.min(untilMs, Date.now() + SILENCE_MS), known: known.map(String) };
  } catch {
    return null;
  }
}

/** A browser may refuse to keep anything: then it lasts until the page is closed. */
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // The store of the page has it.
  }
}
