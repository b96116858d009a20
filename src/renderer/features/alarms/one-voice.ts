import { useEffect, useState } from 'react';

/** The right to sound, of which there is one for the pages of a browser that show this console. */
const LOCK = `maelstrom.alarms.voice ${new URL('.', document.baseURI).pathname}`;

/**
 * Whether this page is the one of its browser that sounds, for as long as it wants to. Where browsers know no locks, which
 * is on pages over plain http from another computer, every page sounds: twice is better than not at all.
 * @param attempt another number lets go of the right and asks for it again, behind the other pages.
 */
export function useOneVoice(wanted: boolean, attempt: number): boolean {
  const [held, setHeld] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt begins anew
  useEffect(() => (wanted ? takeVoice(setHeld) : undefined), [wanted, attempt]);
  return held;
}

/** Waits for the right to sound. @returns a function that gives it back; a page that is closed does so by itself. */
function takeVoice(onHeld: (held: boolean) => void): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const locks = (navigator as { readonly locks?: LockManager }).locks;
  if (locks === undefined) onHeld(true);
  else
    locks
      .request(LOCK, { signal }, () => holdUntil(signal, onHeld))
      .catch(() => {
        // A browser that refuses locks altogether has no other page that would sound instead.
        if (!signal.aborted) onHeld(true);
      });
  return () => {
    controller.abort();
    onHeld(false);
  };
}

async function holdUntil(signal: AbortSignal, onHeld: (held: boolean) => void): Promise<void> {
  if (signal.aborted) return;
  onHeld(true);
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
