import { useCallback, useEffect, useRef, useState } from 'react';

/** Keeps people from leaving unsaved work without a word. */
export interface LeaveGuard {
  /** Where somebody wants to go; null while nobody does. */
  readonly wanted: string | null;
  readonly stay: () => void;
  readonly leave: () => void;
  /** Goes to an address of this page without a question. */
  readonly pass: (hash: string) => void;
}

/**
 * Holds links and the back button of this page while there is unsaved work. A reload needs no question, since the work
 * is kept over it; closing a browser tab is asked about by the browser. A window of the desktop app is not held: there
 * it could not be closed at all.
 */
export function useLeaveGuard(active: boolean): LeaveGuard {
  const [wanted, setWanted] = useState<string | null>(null);
  const passing = useRef(false);

  useEffect(() => {
    if (!active) return;
    const here = window.location.hash;
    const onClick = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      const hash = link?.getAttribute('href') ?? '';
      if (!hash.startsWith('#/') || hash === here || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (link?.target !== '' && link?.target !== '_self') return;
      event.preventDefault();
      setWanted(hash);
    };
    // It comes before `hashchange`, by which screens change: they never see the address that was wanted.
    const onPop = (): void => {
      const hash = window.location.hash;
      if (passing.current || hash === here) return;
      window.history.pushState(null, '', here);
      setWanted(hash);
    };
    const onClose = (event: BeforeUnloadEvent): void => event.preventDefault();
    const inBrowser = !('maelstrom' in window);
    document.addEventListener('click', onClick, { capture: true });
    window.addEventListener('popstate', onPop);
    if (inBrowser) window.addEventListener('beforeunload', onClose);
    return () => {
      document.removeEventListener('click', onClick, { capture: true });
      window.removeEventListener('popstate', onPop);
      window.removeEventListener('beforeunload', onClose);
    };
  }, [active]);

  const pass = useCallback((hash: string) => {
    passing.current = true;
    window.location.hash = hash;
  }, []);
  const stay = useCallback(() => setWanted(null), []);
  const leave = (): void => {
    if (wanted !== null) pass(wanted);
  };
  return { wanted, stay, leave, pass };
}
