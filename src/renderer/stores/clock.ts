import { useEffect, useState } from 'react';
import { create } from 'zustand';

/** The console's wall clock as this page knows it. */
interface ClockStore {
  /** Console time at `pageMs`. */
  readonly consoleMs: number;
  /** Monotonic time of the page at which that was so. */
  readonly pageMs: number;
  /** Console seconds in a second of the page. */
  readonly speed: number;
}

export const useClock = create<ClockStore>(() => ({
  consoleMs: Date.now(),
  pageMs: performance.now(),
  speed: 1,
}));

/** Tells the clock what time it is at the console. */
export function setConsoleTime(consoleMs: number, speed: number): void {
  useClock.setState({ consoleMs, speed, pageMs: performance.now() });
}

/** Console time now. */
export function consoleNow(): number {
  const { consoleMs, pageMs, speed } = useClock.getState();
  return consoleMs + (performance.now() - pageMs) * speed;
}

/** Console time, renewed each `periodMs` while `active`. */
export function useConsoleNow(periodMs: number, active = true): number {
  const [now, setNow] = useState(consoleNow);
  useEffect(() => {
    if (!active) return;
    setNow(consoleNow());
    const timer = setInterval(() => setNow(consoleNow()), periodMs);
    return () => clearInterval(timer);
  }, [periodMs, active]);
  return now;
}

/** The page's own monotonic time, renewed each second while `active`. */
export function usePageNow(active: boolean): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    if (!active) return;
    setNow(performance.now());
    const timer = setInterval(() => setNow(performance.now()), 1000);
    return () => clearInterval(timer);
  }, [active]);
  return now;
}
