import { Button } from '@mantine/core';
import { SoundControls } from '#renderer/features/alarms/sound-controls.tsx';
import { useAlarmActions } from '#renderer/features/alarms/use-alarm-actions.ts';
import { countByPriority, useUnseenAlarms } from '#renderer/stores/alarms.ts';
import { AlarmShape } from '#renderer/ui/alarm-shape.tsx';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { hrefOf } from '#renderer/ui/router.ts';
import { priorityWords } from '#renderer/ui/words.ts';
import styles from './alarm-summary.module.css';

/** In the top bar: how many alarms nobody has seen yet, by priority, what says "seen", and what makes it silent. */
export function AlarmSummary() {
  return (
    <>
      <Unseen />
      <SoundControls />
    </>
  );
}

function Unseen() {
  const unseen = useUnseenAlarms();
  const { acknowledgeAll, busy, error } = useAlarmActions();
  if (unseen.length === 0) return null;
  return (
    <div className={styles['summary']}>
      <a className={styles['counts']} href={hrefOf({ screen: 'alarms' })}>
        <span className="visually-hidden">Alarms that nobody has seen yet:</span>
        {countByPriority(unseen).map(({ priority, count }) => (
          <span key={priority} className={styles['count']}>
            <AlarmShape priority={priority} />
            {count}
            <span className={styles['word']}>{priorityWords[priority].toLowerCase()}</span>
          </span>
        ))}
      </a>
      <Button variant="default" px="sm" loading={busy} onClick={acknowledgeAll}>
        Acknowledge
      </Button>
      <ErrorNote text={error} />
    </div>
  );
}
