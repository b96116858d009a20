/** What the setting `clock.format` says. */
export type ClockFormat = 'auto' | '12h' | '24h';

type Style = 'time' | 'seconds' | 'dateTime' | 'date' | 'full';

const styles: Readonly<Record<Style, Intl.DateTimeFormatOptions>> = {
  time: { hour: '2-digit', minute: '2-digit' },
  seconds: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  date: { day: 'numeric', month: 'short' },
  dateTime: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  full: {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  },
};

const formatters = new Map<string, Intl.DateTimeFormat>();

/** An instant of the console's wall clock, in the locale and time zone of whoever looks. */
export function formatInstant(atMs: number, style: Style, clock: ClockFormat, locale?: string): string {
  const key = `${style} ${clock} ${locale ?? ''}`;
  let formatter = formatters.get(key);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat(locale, { ...styles[style], ...hours(clock) });
    formatters.set(key, formatter);
  }
  return formatter.format(atMs);
}

function hours(clock: ClockFormat): Intl.DateTimeFormatOptions {
  if (clock === 'auto') return {};
  return { hourCycle: clock === '12h' ? 'h12' : 'h23' };
}

/** Labels for the ticks of a time axis: the hour, and the date where a day begins. */
export function tickLabel(atMs: number, stepS: number, clock: ClockFormat): string {
  const at = new Date(atMs);
  const midnight = at.getHours() === 0 && at.getMinutes() === 0;
  if (stepS >= 86_400 || (midnight && stepS >= 60)) return formatInstant(atMs, 'date', clock);
  return formatInstant(atMs, stepS < 60 ? 'seconds' : 'time', clock);
}
