import { memo } from 'react';
import { formatInstant, type InstantFormat } from '#renderer/ui/instant.ts';
import type { TemperatureUnit } from '#renderer/ui/temperature.ts';
import { textInUnit } from '#renderer/ui/text-in-unit.ts';
import type { LogEntry } from '#shared/domain/log-entry.ts';
import { type KnownNames, kindOfSource, kindWords } from './log-source.ts';
import styles from './logs-screen.module.css';

interface LogRowProps {
  readonly entry: LogEntry;
  readonly format: InstantFormat;
  readonly unit: TemperatureUnit;
  readonly names: KnownNames;
}

/** One entry: when, how grave, who, what. */
export const LogRow = memo(function LogRow({ entry, format, unit, names }: LogRowProps) {
  const kind = kindOfSource(entry.source, names);
  return (
    <li data-level={entry.level} data-kind={kind}>
      <time>{formatInstant(entry.atMs, 'full', format)}</time>
      <span className={styles['level']}>{entry.level}</span>
      <span className={styles['source']}>
        {kind !== 'other' && <span className={styles['kind']}>{kindWords[kind]}</span>} {entry.source}
      </span>
      <span className={styles['message']}>{textInUnit(entry.message, unit)}</span>
    </li>
  );
});
