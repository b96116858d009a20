import { Choice } from './choice.tsx';
import { LogoField } from './logo-field.tsx';
import styles from './look-section.module.css';
import { Section } from './section.tsx';
import { SettingRow } from './setting-row.tsx';
import { TextSetting } from './text-setting.tsx';
import { useSetting } from './use-setting.ts';

const themes = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'Auto' },
] as const;
const accents = [
  { value: 'copper', label: accent('copper', 'Copper') },
  { value: 'blue', label: accent('blue', 'Blue') },
  { value: 'green', label: accent('green', 'Green') },
  { value: 'violet', label: accent('violet', 'Violet') },
  { value: 'grey', label: accent('grey', 'Grey') },
] as const;

function accent(value: string, word: string) {
  return (
    <span className={styles['accent']}>
      <span className={styles['dot']} data-swatch={value} />
      {word}
    </span>
  );
}

/** By what people know their console. */
export function LookSection() {
  const name = useSetting('brewery.name');
  const theme = useSetting('ui.theme');
  const color = useSetting('ui.accent');
  return (
    <Section title="Look and feel">
      <SettingRow title="Brewery name" control={name} ownError>
        <TextSetting
          label="Brewery name"
          maxLength={80}
          value={name.value}
          error={name.error}
          onCommit={name.change}
        />
      </SettingRow>
      <LogoField />
      <SettingRow title="Theme" hint="Auto follows each computer or phone." control={theme}>
        <Choice label="Color theme" options={themes} value={theme.value} onChange={theme.change} />
      </SettingRow>
      <SettingRow title="Accent" hint="Marks where you are. Alarms keep their own colours." control={color}>
        <Choice label="Accent" options={accents} value={color.value} onChange={color.change} />
      </SettingRow>
    </Section>
  );
}
