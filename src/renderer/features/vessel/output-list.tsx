import { Icon } from '#renderer/ui/icons.tsx';
import type { TemperatureUnit } from '#renderer/ui/temperature.ts';
import { textInUnit } from '#renderer/ui/text-in-unit.ts';
import { actuatorWords, outputWord } from '#renderer/ui/words.ts';
import type { OutputState } from '#shared/domain/output.ts';
import styles from './output-list.module.css';
import { StayingNote } from './staying-note.tsx';

interface OutputListProps {
  /** Undefined until the vessel has said them. */
  readonly outputs: readonly OutputState[] | undefined;
  readonly unit: TemperatureUnit;
}

/** Each output: on or off, why, and until when. */
export function OutputList({ outputs, unit }: OutputListProps) {
  if (outputs === undefined) return null;
  if (outputs.length === 0) return <p className={styles['none']}>No outputs: this vessel only measures.</p>;
  return (
    <ul className={styles['list']}>
      {outputs.map((output) => (
        <li key={output.role} data-on={output.on}>
          <span className={styles['icon']}>
            <Icon name={output.role === 'heater' ? 'flame' : 'snow'} size={18} />
          </span>
          <span className={styles['name']}>{actuatorWords[output.role]}</span>
          <span className={styles['state']}>{outputWord(output)}</span>
          <span className={styles['why']}>{textInUnit(output.text, unit)}</span>
          <StayingNote output={output} />
        </li>
      ))}
    </ul>
  );
}
