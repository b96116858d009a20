import { Switch } from '@mantine/core';
import { hrefOf } from '#renderer/ui/router.ts';
import { Section } from './section.tsx';
import { SettingRow } from './setting-row.tsx';
import { useSetting } from './use-setting.ts';

/** How alarms call. */
export function AlarmSection() {
  const sound = useSetting('alarms.sound');
  const hint = (
    <>
      Every open browser sounds until somebody has seen a new alarm. What is watched is set up with the{' '}
      <a href={hrefOf({ screen: 'alarms' })}>alarms</a>.
    </>
  );
  return (
    <Section title="Alarms">
      <SettingRow title="Sound" hint={hint} control={sound}>
        <Switch
          label={sound.value ? 'New alarms sound' : 'Alarms are silent'}
          checked={sound.value}
          onChange={(event) => sound.change(event.currentTarget.checked)}
        />
      </SettingRow>
    </Section>
  );
}
