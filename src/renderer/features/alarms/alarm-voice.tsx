import { AlarmAnnouncer } from './alarm-announcer.tsx';
import { useAlarmNotices } from './alarm-notices.ts';
import { AlarmSound } from './alarm-sound.tsx';

/** Everything by which alarms reach people who do not look: sound, screen reader, notifications. */
export function AlarmVoice() {
  useAlarmNotices();
  return (
    <>
      <AlarmSound />
      <AlarmAnnouncer />
    </>
  );
}
