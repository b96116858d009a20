import { type RefCallback, useCallback, useState } from 'react';

/** Whether an element is on the screen: not while it is scrolled away. False until that is known. */
export function useIsSeen(): readonly [RefCallback<Element>, boolean] {
  const [seen, setSeen] = useState(false);
  const ref = useCallback((element: Element | null) => {
    if (element === null) return undefined;
    const observer = new IntersectionObserver((entries) => setSeen(entries.at(-1)?.isIntersecting ?? false));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, seen];
}
