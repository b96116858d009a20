/** The two sounds: a critical alarm has one of its own. */
export type Tone = 'alarm' | 'critical';

/** Sounds again and again until nothing is to be heard any more. */
export interface AlarmPlayer {
  /** What is to be heard from now on. */
  want(tone: Tone | null): void;
  /** The sound of a tone has arrived. */
  load(tone: Tone, address: string): void;
  /** Tries again what the browser has refused. */
  retry(): void;
  close(): void;
}

/** Rest between two soundings, ms: a calm reminder, and an urgent one. */
const restMs: Readonly<Record<Tone, number>> = { alarm: 5000, critical: 1200 };
/** How soon a sound that failed for another reason than the browser's rules is tried again, ms. */
const AGAIN_AFTER_MS = 3000;
/** A sound lasts about a second: one that has not ended by then has failed, whatever the browser says of it, ms. */
const ENDED_BY_MS = 8000;

export interface AlarmPlayerEvents {
  /** Whether the browser lets the page sound. */
  readonly onBlocked: (blocked: boolean) => void;
  /** A sound has failed for another reason, or did not end; it is tried again. */
  readonly onFailed: () => void;
}

/** Plays with the audio elements of the page. */
export function createAlarmPlayer(
  elements: Readonly<Record<Tone, HTMLAudioElement>>,
  { onBlocked, onFailed }: AlarmPlayerEvents,
): AlarmPlayer {
  let wanted: Tone | null = null;
  let next: ReturnType<typeof setTimeout> | undefined;
  let blocked = false;

  const later = (ms: number): void => {
    clearTimeout(next);
    next = setTimeout(sound, ms);
  };
  const start = (tone: Tone): void => {
    const element = elements[tone];
    clearTimeout(next);
    next = setTimeout(() => failed(tone), ENDED_BY_MS);
    // It begins when its sound has arrived.
    if (element.src === '') return;
    element.currentTime = 0;
    element.play().then(
      () => {
        blocked = false;
        onBlocked(false);
      },
      (error: unknown) => {
        blocked = error instanceof DOMException && error.name === 'NotAllowedError';
        return blocked ? refused(tone) : failed(tone);
      },
    );
  };
  /** It waits for a touch. */
  const refused = (tone: Tone): void => {
    if (wanted === tone) clearTimeout(next);
    onBlocked(true);
  };
  const failed = (tone: Tone): void => {
    if (wanted !== tone) return;
    later(AGAIN_AFTER_MS);
    onFailed();
  };
  function sound(): void {
    if (wanted !== null) start(wanted);
  }
  const ended = (event: Event): void => {
    if (wanted !== null && event.target === elements[wanted]) later(restMs[wanted]);
  };
  const all = Object.values(elements);
  for (const element of all) element.addEventListener('ended', ended);

  return {
    want: (tone) => {
      if (tone === wanted) return;
      wanted = tone;
      clearTimeout(next);
      for (const element of all) element.pause();
      sound();
    },
    load: (tone, address) => {
      elements[tone].src = address;
      if (wanted === tone) sound();
    },
    retry: () => {
      if (blocked) sound();
    },
    close: () => {
      wanted = null;
      clearTimeout(next);
      for (const element of all) {
        element.pause();
        element.removeEventListener('ended', ended);
      }
    },
  };
}

/** Where the sound of a tone is, beside the page. */
export const soundFile = (name: Tone | 'silence'): string => `sounds/${name}.wav`;

/** Sounds once, so that somebody can hear how loud it is. @throws DOMException where the browser refuses. */
export async function playOnce(tone: Tone): Promise<void> {
  await new Audio(await loadSound(soundFile(tone))).play();
}

/**
 * A sound as a data address: it is there when the console is not, and in the desktop window, whose own scheme serves no
 * media. Where it does not arrive, the address of the file is left.
 */
export async function loadSound(address: string): Promise<string> {
  try {
    const response = await fetch(address);
    if (!response.ok) return address;
    return await dataAddress(await response.blob());
  } catch {
    return address;
  }
}

async function dataAddress(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      if (typeof reader.result === 'string') resolve(reader.result);
    });
    reader.addEventListener('error', () => reject(reader.error ?? new Error('The sound could not be read')));
    reader.readAsDataURL(blob);
  });
}
