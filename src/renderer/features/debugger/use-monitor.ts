import { useCallback, useEffect, useRef, useState } from 'react';
import { useConnection } from '#renderer/stores/connection.ts';
import { useConsoleAccess } from '#renderer/transport/api.ts';
import { ChannelWatch } from './channel-watch.ts';
import { MonitorBuffer, type MonitorEvent } from './monitor-buffer.ts';
import type { ChannelEntry } from './use-channel-list.ts';

/** How often what has arrived is shown, ms: often enough to be live, seldom enough for a phone. */
const SHOW_EACH_MS = 300;

/** What the monitor shows. */
interface MonitorView {
  readonly events: readonly MonitorEvent[];
  /** Events a second of each channel. */
  readonly rates: Readonly<Record<string, number>>;
  readonly newest: number;
}

/** Listens to every channel while the screen is open. `paused` freezes what is shown; what comes meanwhile is kept. */
export function useMonitor(channels: readonly ChannelEntry[], paused: boolean) {
  const [buffer] = useState(() => new MonitorBuffer());
  const refused = useWatch(channels, buffer);
  const { view, newest, show } = useView(buffer, paused);
  const clear = (): void => {
    buffer.clear();
    show();
  };
  return { view, refused, waiting: newest - view.newest, clear };
}

function useWatch(channels: readonly ChannelEntry[], buffer: MonitorBuffer): string | null {
  const { listen } = useConsoleAccess();
  const session = useConnection((store) => store.session);
  const [refused, setRefused] = useState<string | null>(null);
  const watch = useRef<ChannelWatch>(null);
  useEffect(() => {
    if (session !== 'open') return;
    const made = new ChannelWatch({
      listen,
      events: (events) => buffer.add(events, performance.now() / 1000),
      refused: setRefused,
    });
    watch.current = made;
    return () => made.stop();
  }, [session, listen, buffer]);
  useEffect(() => watch.current?.follow(channels), [channels, session]);
  return refused;
}

/** Looks into the buffer now and then, however much comes in between. */
function useView(buffer: MonitorBuffer, paused: boolean) {
  const [view, setView] = useState<MonitorView>(() => viewOf(buffer));
  const [newest, setNewest] = useState(0);
  const show = useCallback(() => setView(viewOf(buffer)), [buffer]);
  useEffect(() => {
    const timer = setInterval(() => {
      setNewest(buffer.newest);
      if (!paused) show();
    }, SHOW_EACH_MS);
    return () => clearInterval(timer);
  }, [buffer, paused, show]);
  return { view, newest: Math.max(newest, view.newest), show };
}

function viewOf(buffer: MonitorBuffer): MonitorView {
  return {
    events: buffer.latest(),
    rates: buffer.rates(performance.now() / 1000),
    newest: buffer.newest,
  };
}
