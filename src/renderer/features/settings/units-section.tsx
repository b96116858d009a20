import { useConsoleNow } from '#renderer/stores/clock.ts';
import { useInstantFormat } from '#renderer/stores/settings.ts';
import { formatInstant } from '#renderer/ui/instant.ts';
import { Choice } from './choice.tsx';
import { clocks, units } from './display-options.ts';
import { Section } from './section.tsx';
import { SettingRow } from './setting-row.tsx';
import { useSetting } from './use-setting.ts';

const dates = [
  { value: 'auto', label: 'Auto' },
  { value: 'iso', label: '2027-03-04' },
  { value: 'day-month', label: '4 Mar' },
  { value: 'month-day', label: 'Mar 4' },
] as const;

/** How temperatures and instants are written. */
export function UnitsSection() {
  const unit = useSetting('units.temperature');
  const clock = useSetting('clock.format');
  const date = useSetting('clock.date');
  return (
    <Section title="Units and time">
      <SettingRow title="Temperature" control={unit}>
        <Choice label="Temperature unit" options={units} value={unit.value} onChange={unit.change} />
      </SettingRow>
      <SettingRow title="Clock" hint="Auto follows the language of each browser." control={clock}>
        <Choice label="Clock format" options={clocks} value={clock.value} onChange={clock.change} />
      </SettingRow>
      <SettingRow title="Date" hint={<Now />} control={date}>
        <Choice label="Date format" options={dates} value={date.value} onChange={date.change} />
      </SettingRow>
    </Section>
  );
}

function Now() {
  const format = useInstantFormat();
  const now = useConsoleNow(1000);
  return (
    <>
      {'Now: '}
      <time>{formatInstant(now, 'full', format)}</time>
    </>
  );
}
