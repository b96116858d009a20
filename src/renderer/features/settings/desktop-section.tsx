import { Switch } from '@mantine/core';
import { Section } from './section.tsx';
import { SettingRow } from './setting-row.tsx';
import { useSetting } from './use-setting.ts';

/** What only the window of the desktop app needs. */
export function DesktopSection() {
  const start = useSetting('desktop.startAtLogin');
  if (window.maelstrom?.desktop !== true) return null;
  return (
    <Section title="Desktop app">
      <SettingRow
        title="Start at login"
        hint="The console starts, without its window, when you sign in to this computer."
        control={start}
      >
        <Switch
          label={start.value ? 'Starts by itself' : 'Started by hand'}
          checked={start.value}
          onChange={(event) => start.change(event.currentTarget.checked)}
        />
      </SettingRow>
    </Section>
  );
}
