import { needsAcknowledge } from '#renderer/stores/alarms.ts';
import { useInstantFormat, useUnit } from '#renderer/stores/settings.ts';
import { AlarmShape } from '#renderer/ui/alarm-shape.tsx';
import { formatInstant } from '#renderer/ui/instant.ts';
import { textInUnit } from '#renderer/ui/text-in-unit.ts';
import { priorityWords } from '#renderer/ui/words.ts';
import type { Alarm } from '#shared/domain/alarm.ts';
import styles from './alarm-strip.module.css';

interface AlarmStripProps {
  readonly alarm: Alarm;
  readonly onAcknowledge?: (alarm: Alarm) => void;
}

/** One alarm at the thing that it is about: what, since when, and a button that says "seen". */
export function AlarmStrip({ alarm, onAcknowledge }: AlarmStripProps) {
  const format = useInstantFormat();
  const unit = useUnit();
  const unseen = needsAcknowledge(alarm);
  return (
    <div className={styles['strip']} data-priority={alarm.priority} data-unseen={unseen}>
      <AlarmShape priority={alarm.priority} hollow={!unseen} />
      <p>
        <span className="visually-hidden">{`${priorityWords[alarm.priority]} alarm: `}</span>
        {textInUnit(alarm.message, unit)}
        <span className={styles['since']}>
          {` since ${formatInstant(alarm.raisedAtMs, 'dateTime', format)}`}
          {alarm.state === 'cleared-unacknowledged' ? ', over by now' : ''}
        </span>
      </p>
      {unseen && onAcknowledge !== undefined && (
        <button type="button" onClick={() => onAcknowledge(alarm)}>
          Acknowledge
        </button>
      )}
    </div>
  );
}
