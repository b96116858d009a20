import { Button } from '@mantine/core';
import { isRested } from '#renderer/stores/alarms.ts';
import { useIsLive } from '#renderer/stores/connection.ts';
import { useUnit } from '#renderer/stores/settings.ts';
import { AlarmShape } from '#renderer/ui/alarm-shape.tsx';
import { textInUnit } from '#renderer/ui/text-in-unit.ts';
import { priorityWords } from '#renderer/ui/words.ts';
import type { Alarm } from '#shared/domain/alarm.ts';
import { SourceName } from './active-alarm.tsx';
import { shelfWords } from './alarm-words.ts';
import styles from './shelved-alarms.module.css';
import type { AlarmActions } from './use-alarm-actions.ts';

interface ShelvedAlarmsProps {
  readonly alarms: readonly Alarm[];
  readonly actions: AlarmActions;
  /** Console time, ms since 1970. */
  readonly now: number;
}

/** An alarm that is over does not come back by it, but will be seen when it comes again. */
const endWords = (alarm: Alarm): string => (isRested(alarm) ? 'No longer shelve' : 'Bring back');

/** What is out of sight for a while, with who decided so, and why. */
export function ShelvedAlarms({ alarms, actions, now }: ShelvedAlarmsProps) {
  const unit = useUnit();
  const live = useIsLive();
  if (alarms.length === 0) return null;
  return (
    <section className={styles['shelf']} aria-labelledby="shelved-alarms">
      <h2 id="shelved-alarms">Shelved</h2>
      <p className={styles['hint']}>
        They count nowhere and make no sound until their time is over, also when they come again.
      </p>
      <ul aria-label="Shelved alarms">
        {alarms.map((alarm) => (
          <li key={alarm.id}>
            <AlarmShape priority={alarm.priority} size={22} hollow />
            <div className={styles['what']}>
              <p>{textInUnit(alarm.message, unit)}</p>
              <p className={styles['meta']}>
                {`${priorityWords[alarm.priority]} · `}
                <SourceName alarm={alarm} />
                {` · ${shelfWords(alarm, now)}`}
              </p>
            </div>
            <Button
              variant="default"
              disabled={actions.busy || !live}
              aria-label={`${endWords(alarm)} ${alarm.message}`}
              onClick={() => actions.unshelve(alarm)}
            >
              {endWords(alarm)}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
