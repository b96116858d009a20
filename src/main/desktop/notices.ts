import { Notification } from 'electron';
import type { Alarm } from '#shared/domain/alarm.ts';
import { textInUnit } from '#shared/domain/text-in-unit.ts';

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

/** What has happened, and on a line of its own what to do. @param unit what the settings say of temperatures. */
export function notifyAlarm(alarm: Alarm, unit: unknown, onClick: () => void): void {
  const { priority, sourceName, message, response } = alarm;
  const urgent = priority === 'critical' || priority === 'high';
  const text = response === '' ? message : `${message}\n${response}`;
  notify(sourceName, textInUnit(text, unit === 'F' ? 'F' : 'C'), { onClick, urgent });
}
