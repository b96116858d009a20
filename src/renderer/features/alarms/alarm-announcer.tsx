import { useCallback, useEffect, useState } from 'react';
import { useUnit } from '#renderer/stores/settings.ts';
import type { Alarm } from '#shared/domain/alarm.ts';
import { sayAlarms, useNewAlarms } from './new-alarms.ts';

/** What was said is taken away after so long, so that nobody finds it there later, ms. */
const FORGET_AFTER_MS = 15_000;

/** Tells a screen reader of new alarms: critical ones at once, others when it has finished its sentence. */
export function AlarmAnnouncer() {
  const unit = useUnit();
  const [said, setSaid] = useState<readonly Alarm[]>([]);
  useNewAlarms(useCallback((alarms: Alarm[]) => setSaid(alarms), []));
  useEffect(() => {
    if (said.length === 0) return;
    const timer = setTimeout(() => setSaid([]), FORGET_AFTER_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const critical = said.filter(({ priority }) => priority === 'critical');
  const others = said.filter(({ priority }) => priority !== 'critical');
  return (
    <div className="visually-hidden">
      <p aria-live="assertive">{sayAlarms(critical, unit)}</p>
      <p aria-live="polite">{sayAlarms(others, unit)}</p>
    </div>
  );
}
