import { Button } from '@mantine/core';
import { useState } from 'react';
import { needsAcknowledge } from '#renderer/stores/alarms.ts';
import { useIsLive } from '#renderer/stores/connection.ts';
import { useInstantFormat, useUnit } from '#renderer/stores/settings.ts';
import { AlarmShape } from '#renderer/ui/alarm-shape.tsx';
import { formatDuration } from '#renderer/ui/duration.ts';
import { formatInstant } from '#renderer/ui/instant.ts';
import { textInUnit } from '#renderer/ui/text-in-unit.ts';
import { priorityWords } from '#renderer/ui/words.ts';
import type { Alarm } from '#shared/domain/alarm.ts';
import styles from './active-alarm.module.css';
import { usePlace } from './alarm-place.ts';
import { lastedS, stateWords } from './alarm-words.ts';
import { ShelveDialog } from './shelve-dialog.tsx';
import type { AlarmActions } from './use-alarm-actions.ts';

interface ActiveAlarmProps {
  readonly alarm: Alarm;
  readonly actions: AlarmActions;
  /** Console time, ms since 1970. */
  readonly now: number;
}

/** One alarm with everything that somebody must know who acts on it, and what can be done with it. */
export function ActiveAlarm({ alarm, actions, now }: ActiveAlarmProps) {
  const unit = useUnit();
  const format = useInstantFormat();
  const unseen = needsAcknowledge(alarm);
  return (
    <li className={styles['alarm']} data-priority={alarm.priority} data-unseen={unseen}>
      <div className={styles['shape']}>
        <AlarmShape priority={alarm.priority} size={32} hollow={!unseen} />
      </div>
      <div className={styles['what']}>
        <p className={styles['message']}>{textInUnit(alarm.message, unit)}</p>
        <p className={styles['meta']}>
          <strong>{priorityWords[alarm.priority]}</strong>
          {' · '}
          <SourceName alarm={alarm} />
          {` · since ${formatInstant(alarm.raisedAtMs, 'dateTime', format)}, `}
          {alarm.clearedAtMs === null ? 'for ' : 'lasted '}
          {formatDuration(lastedS(alarm, now))}
          {` · ${stateWords(alarm, format)}`}
        </p>
        <Advice alarm={alarm} />
      </div>
      <AlarmButtons alarm={alarm} actions={actions} unseen={unseen} />
    </li>
  );
}

/** The thing that an alarm is about, as a link where there is a screen for it. */
export function SourceName({ alarm }: { readonly alarm: Alarm }) {
  const href = usePlace(alarm.source);
  return href === null ? <span>{alarm.sourceName}</span> : <a href={href}>{alarm.sourceName}</a>;
}

function Advice({ alarm: { consequence, response } }: { readonly alarm: Alarm }) {
  const unit = useUnit();
  if (consequence === '' && response === '') return null;
  return (
    <dl className={styles['advice']}>
      {response !== '' && (
        <div>
          <dt>What to do</dt>
          <dd>{textInUnit(response, unit)}</dd>
        </div>
      )}
      {consequence !== '' && (
        <div>
          <dt>Otherwise</dt>
          <dd>{textInUnit(consequence, unit)}</dd>
        </div>
      )}
    </dl>
  );
}

interface AlarmButtonsProps extends Omit<ActiveAlarmProps, 'now'> {
  readonly unseen: boolean;
}

function AlarmButtons({ alarm, actions, unseen }: AlarmButtonsProps) {
  const live = useIsLive();
  const [shelving, setShelving] = useState(false);
  const disabled = actions.busy || !live;
  return (
    <div className={styles['actions']}>
      {unseen && (
        <Button disabled={disabled} onClick={() => actions.acknowledge(alarm)}>
          Acknowledge
        </Button>
      )}
      {alarm.code === 'external' && alarm.clearedAtMs === null && (
        <Button variant="default" disabled={disabled} onClick={() => actions.clear(alarm)}>
          Cause is gone
        </Button>
      )}
      {/* The console refuses to shelve its emergency stop: it is released, or it stands. */}
      {alarm.code !== 'emergency-stop' && (
        <Button
          variant="default"
          disabled={!live}
          aria-label={`Shelve ${alarm.message}`}
          onClick={() => setShelving(true)}
        >
          Shelve…
        </Button>
      )}
      {shelving && <ShelveDialog alarm={alarm} onClose={() => setShelving(false)} />}
    </div>
  );
}
