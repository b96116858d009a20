import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import { countByPriority, needsAcknowledge } from '#renderer/stores/alarms.ts';
import { useIsLive } from '#renderer/stores/connection.ts';
import { AlarmShape } from '#renderer/ui/alarm-shape.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import { priorityWords } from '#renderer/ui/words.ts';
import { ActiveAlarm, SourceName } from './active-alarm.tsx';
import styles from './alarm-group.module.css';
import type { AlarmEntry } from './group-alarms.ts';
import type { AlarmActions } from './use-alarm-actions.ts';

interface AlarmGroupProps {
  readonly group: Extract<AlarmEntry, { readonly kind: 'group' }>;
  readonly actions: AlarmActions;
  readonly now: number;
}

/** In a flood: the alarms of one source in one line, which opens. */
export function AlarmGroup({ group, actions, now }: AlarmGroupProps) {
  const { alarms, sourceName } = group;
  const [open, setOpen] = useState(false);
  const live = useIsLive();
  const listId = useId();
  const unseen = alarms.filter(needsAcknowledge);
  const [first] = alarms;
  if (first === undefined) return null;
  return (
    <li className={styles['group']} data-priority={first.priority}>
      <div className={styles['head']}>
        <div className={styles['what']}>
          <p className={styles['name']}>
            <SourceName alarm={first} />
          </p>
          <p className={styles['counts']}>
            {countByPriority(alarms).map(({ priority, count }) => (
              <span key={priority}>
                <AlarmShape priority={priority} size={20} hollow={unseen.length === 0} />
                {`${count} ${priorityWords[priority].toLowerCase()}`}
              </span>
            ))}
            <span>{unseen.length === 0 ? 'all seen' : `${unseen.length} not yet seen`}</span>
          </p>
        </div>
        <div className={styles['actions']}>
          {unseen.length > 0 && (
            <Button
              disabled={actions.busy || !live}
              aria-label={`Acknowledge ${unseen.length} of ${sourceName}`}
              onClick={() => actions.acknowledgeThose(unseen)}
            >
              {`Acknowledge ${unseen.length}`}
            </Button>
          )}
          <Button
            variant="default"
            aria-expanded={open}
            aria-controls={listId}
            aria-label={`${open ? 'Hide' : 'Show'} the ${alarms.length} alarms of ${sourceName}`}
            leftSection={<Icon name={open ? 'minus' : 'plus'} size={18} />}
            onClick={() => setOpen(!open)}
          >
            {open ? 'Hide' : `Show ${alarms.length}`}
          </Button>
        </div>
      </div>
      <ul id={listId} className={styles['list']} aria-label={`Alarms of ${sourceName}`} hidden={!open}>
        {open &&
          alarms.map((alarm) => <ActiveAlarm key={alarm.id} alarm={alarm} actions={actions} now={now} />)}
      </ul>
    </li>
  );
}
