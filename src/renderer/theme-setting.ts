import { localStorageColorSchemeManager, useMantineColorScheme } from '@mantine/core';
import { useEffect, useLayoutEffect } from 'react';
import { useConnection } from './stores/connection.ts';
import { useSettings } from './stores/settings.ts';

/** Remembers the theme in the browser, so that a reload does not flash before the console has answered. */
export const colorSchemeManager = localStorageColorSchemeManager({ key: 'maelstrom-theme' });

/** Lets the page follow the theme that the console's settings say, once it has said them, and the accent. */
export function useThemeSetting(): void {
  const wanted = useSettings((settings) => settings['ui.theme']);
  const accent = useSettings((settings) => settings['ui.accent']);
  const known = useConnection((store) => store.status !== null);
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    if (known) setColorScheme(wanted);
  }, [known, wanted, setColorScheme]);
  useLayoutEffect(() => {
    document.documentElement.dataset['accent'] = accent;
  }, [accent]);
}
