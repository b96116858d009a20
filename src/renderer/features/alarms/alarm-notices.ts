import { useCallback, useSyncExternalStore } from 'react';
import { useSettings } from '#renderer/stores/settings.ts';
import { hrefOf } from '#renderer/ui/router.ts';
import { textInUnit } from '#renderer/ui/text-in-unit.ts';
import type { Alarm } from '#shared/domain/alarm.ts';
import { MOST_AT_ONCE, sayAlarms, useNewAlarms } from './new-alarms.ts';

/**
 * Whether this browser notifies outside of its page. `desktop`: the app does it, and the page need not. `insecure`: over
 * plain http browsers allow it only on the computer itself.
 */
export type NoticeState = 'desktop' | 'insecure' | 'unsupported' | NotificationPermission;

const watchers = new Set<() => void>();
/** Some phones know notifications, but let no page make them. */
let refused = false;

/** Whether, and why not. */
export function noticeState(): NoticeState {
  if (window.maelstrom?.desktop === true) return 'desktop';
  if (!window.isSecureContext) return 'insecure';
  if (!('Notification' in window) || refused) return 'unsupported';
  return Notification.permission;
}

/** Asks the browser. It may be called only where somebody pressed a button. */
export async function askForNotices(): Promise<void> {
  await Notification.requestPermission();
  for (const watcher of watchers) watcher();
}

/** Follows what the browser allows. */
export function useNoticeState(): NoticeState {
  return useSyncExternalStore(watchPermission, noticeState);
}

function watchPermission(changed: () => void): () => void {
  watchers.add(changed);
  // What somebody changes in the settings of the browser is seen when they come back.
  window.addEventListener('focus', changed);
  return () => {
    watchers.delete(changed);
    window.removeEventListener('focus', changed);
  };
}

/** Notifies of each new alarm once, where the browser was allowed to. */
export function useAlarmNotices(): void {
  const notice = useCallback((alarms: Alarm[]) => {
    if (noticeState() !== 'granted') return;
    const { 'brewery.name': name, 'units.temperature': unit } = useSettings.getState();
    if (alarms.length > MOST_AT_ONCE) return show(name, sayAlarms(alarms, unit), 'many');
    for (const { id, sourceName, message } of alarms) show(sourceName, textInUnit(message, unit), id);
  }, []);
  useNewAlarms(notice);
}

/** @param tag two pages of one browser show the same alarm once. */
function show(title: string, body: string, tag: string): void {
  try {
    const shown = new Notification(title, { body, tag: `maelstrom-${tag}`, icon: 'favicon.svg' });
    shown.addEventListener('click', () => {
      window.focus();
      window.location.hash = hrefOf({ screen: 'alarms' });
      shown.close();
    });
  } catch {
    refused = true;
    for (const watcher of watchers) watcher();
  }
}
