import { Button } from '@mantine/core';
import { RulesPanel } from '#renderer/features/alarm-rules/rules-panel.tsx';
import { useActiveAlarms, useShelvedAlarms, useUnseenAlarms } from '#renderer/stores/alarms.ts';
import { useConsoleNow } from '#renderer/stores/clock.ts';
import { useIsLive } from '#renderer/stores/connection.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { ActiveAlarm } from './active-alarm.tsx';
import { AlarmGroup } from './alarm-group.tsx';
import { AlarmHistory } from './alarm-history.tsx';
import styles from './alarms-screen.module.css';
import { FLOOD, groupAlarms } from './group-alarms.ts';
import { HearingPanel } from './hearing-panel.tsx';
import { ShelvedAlarms } from './shelved-alarms.tsx';
import { useAlarmActions } from './use-alarm-actions.ts';

/** How often the ages of alarms are written anew, ms. */
const AGES_EACH_MS = 1000;

/** Active alarms, the most urgent first; those on the shelf; those that are over; and which alarms there can be. */
export function AlarmsScreen() {
  return (
    <div className={styles['screen']}>
      <Now />
      <div className={styles['side']}>
        <RulesPanel />
        <HearingPanel />
      </div>
      <AlarmHistory />
    </div>
  );
}

function Now() {
  const active = useActiveAlarms();
  const shelved = useShelvedAlarms();
  const unseen = useUnseenAlarms().length;
  const actions = useAlarmActions();
  const live = useIsLive();
  const now = useConsoleNow(AGES_EACH_MS, active.length + shelved.length > 0);
  return (
    <div className={styles['now']}>
      <header className={styles['head']}>
        <h1>Alarms</h1>
        <Button disabled={unseen === 0 || !live || actions.busy} onClick={actions.acknowledgeAll}>
          Acknowledge all
        </Button>
      </header>
      <ErrorNote text={actions.error} />
      {active.length === 0 ? (
        <p className={styles['empty']}>
          No active alarms. What needs you will appear here and in the top bar.
        </p>
      ) : (
        <>
          {active.length > FLOOD && (
            <p className={styles['empty']}>
              {`${active.length} alarms at once: those about one thing stand together, critical ones alone.`}
            </p>
          )}
          <ul className={styles['list']} aria-label="Active alarms">
            {groupAlarms(active).map((entry) =>
              entry.kind === 'one' ? (
                <ActiveAlarm key={entry.alarm.id} alarm={entry.alarm} actions={actions} now={now} />
              ) : (
                <AlarmGroup key={`of ${entry.source}`} group={entry} actions={actions} now={now} />
              ),
            )}
          </ul>
        </>
      )}
      <ShelvedAlarms alarms={shelved} actions={actions} now={now} />
    </div>
  );
}
