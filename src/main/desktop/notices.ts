import { Notification } from 'electron';
import type { Alarm } from '#shared/domain/alarm.ts';

/** Says something outside of the window. A click on it brings the window. */
export function notify(
  title: string,
  body: string,
  options: { onClick: () => void; urgent?: boolean },
): void {
  if (!Notification.isSupported()) return;
  const notice = new Notification({
    title,
    body,
    urgency: options.urgent === true ? 'critical' : 'normal',
  });
  notice.on('click', options.onClick);
  notice.show();
}

/** What has happened, and on a line of its own what to do. */
export function notifyAlarm(alarm: Alarm, onClick: () => void): void {
  const { priority, sourceName, message, response } = alarm;
  const urgent = priority === 'critical' || priority === 'high';
  notify(sourceName, response === '' ? message : `${message}\n${response}`, { onClick, urgent });
}
