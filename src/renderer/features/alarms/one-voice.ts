import { useEffect, useState } from 'react';

/** The right to sound, of which there is one for the pages of a browser that show this console. */
const LOCK = `maelstrom.alarms.voice ${new URL('.', document.baseURI).pathname}`;

/** How long a page whose sound has failed leaves the right to the others before it asks for it again, ms. */
const AGAIN_AFTER_MS = 3000;

/**
 * Whether this page is the one of its browser that sounds, for as long as it wants to. Where browsers know no locks, which
 * is on pages over plain http from another computer, every page sounds: twice is better than not at all.
 * @param failures how often its sound has failed: one more lets go of the right, and asks for it again 3 s later.
 */
export function useOneVoice(wanted: boolean, failures: number): boolean {
  const [held, setHeld] = useState(false);
  // Failures of an alarm that is over are none of the next one: it is to be heard at once.
  const [settled, setSettled] = useState(failures);
  const rests = wanted && failures !== settled;
  useEffect(() => {
    if (!wanted) return setSettled(failures);
    if (!rests) return takeVoice(setHeld);
    const timer = setTimeout(() => setSettled(failures), AGAIN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [wanted, rests, failures]);
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
