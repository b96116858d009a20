import { useEffect } from 'react';
import { isUnseen, useAlarms } from '#renderer/stores/alarms.ts';
import { useSettings } from '#renderer/stores/settings.ts';

/** The title of the page shows how many alarms nobody has seen, so that a tab in the background tells. */
export function useDocumentTitle(): void {
  const unseen = useAlarms((store) => Object.values(store.active).filter(isUnseen).length);
  const name = useSettings((settings) => settings['brewery.name']);
  useEffect(() => {
    document.title = unseen === 0 ? name : `(${unseen}) ${name}`;
  }, [unseen, name]);
}
