/** What the setting `clock.format` says. */
type ClockFormat = 'auto' | '12h' | '24h';
/** What the setting `clock.date` says. */
type DateFormat = 'auto' | 'iso' | 'day-month' | 'month-day';

/** How instants are written. The same two choices are always the same object: see `instantFormat`. */
export interface InstantFormat {
  readonly clock: ClockFormat;
  readonly date: DateFormat;
}

type InstantStyle = 'time' | 'seconds' | 'dateTime' | 'date' | 'full';

const known = new Map<string, InstantFormat>();

/** The format of two choices, always the same object for the same ones, so that nothing is drawn anew for it. */
export function instantFormat(clock: ClockFormat, date: DateFormat): InstantFormat {
  const key = `${clock} ${date}`;
  const format = known.get(key) ?? { clock, date };
  known.set(key, format);
  return format;
}

const timeParts: Readonly<Record<InstantStyle, Intl.DateTimeFormatOptions>> = {
  time: { hour: '2-digit', minute: '2-digit' },
  seconds: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  date: {},
  dateTime: { hour: '2-digit', minute: '2-digit' },
  full: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
};

const dateParts: Readonly<Record<InstantStyle, Intl.DateTimeFormatOptions>> = {
  time: {},
  seconds: {},
  date: { day: 'numeric', month: 'short' },
  dateTime: { day: 'numeric', month: 'short' },
  full: { year: 'numeric', month: 'short', day: 'numeric' },
};

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(
  key: string,
  locale: string | undefined,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const full = `${key} ${locale ?? ''}`;
  const made = formatters.get(full) ?? new Intl.DateTimeFormat(locale, options);
  formatters.set(full, made);
  return made;
}

/** An instant of the console's wall clock, in the time zone of whoever looks, and in their locale where nothing was chosen. */
export function formatInstant(
  atMs: number,
  style: InstantStyle,
  format: InstantFormat,
  locale?: string,
): string {
  const { clock, date } = format;
  const time = { ...timeParts[style], ...hours(clock) };
  const isTimeOnly = style === 'time' || style === 'seconds';
  if (date === 'auto' || isTimeOnly) {
    return formatter(`${style} ${clock}`, locale, { ...dateParts[style], ...time }).format(atMs);
  }
  const day = formatDate(atMs, date, style === 'full', locale);
  if (style === 'date') return day;
  return `${day}${date === 'iso' ? ' ' : ', '}${formatter(`${style} ${clock} time`, locale, time).format(atMs)}`;
}

function hours(clock: ClockFormat): Intl.DateTimeFormatOptions {
  if (clock === 'auto') return {};
  return { hourCycle: clock === '12h' ? 'h12' : 'h23' };
}

function formatDate(
  atMs: number,
  date: Exclude<DateFormat, 'auto'>,
  withYear: boolean,
  locale: string | undefined,
): string {
  const at = new Date(atMs);
  if (date === 'iso') return isoDate(at);
  const month = formatter('month', locale, { month: 'short' }).format(at);
  const year = at.getFullYear();
  if (date === 'day-month') return `${at.getDate()} ${month}${withYear ? ` ${year}` : ''}`;
  return `${month} ${at.getDate()}${withYear ? `, ${year}` : ''}`;
}

/** A local date as ISO 8601 writes it. */
function isoDate(at: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** Labels for the ticks of a time axis: the hour, and the date where a day begins. */
export function tickLabel(atMs: number, stepS: number, format: InstantFormat): string {
  const at = new Date(atMs);
  const midnight = at.getHours() === 0 && at.getMinutes() === 0;
  if (stepS >= 86_400 || (midnight && stepS >= 60)) return formatInstant(atMs, 'date', format);
  return formatInstant(atMs, stepS < 60 ? 'seconds' : 'time', format);
}

/** An instant as ISO 8601 writes it, to the second, with the offset of the browser's time zone: for files. */
export function isoInstant(atMs: number): string {
  const at = new Date(atMs);
  const two = (part: number): string => String(Math.abs(part)).padStart(2, '0');
  const offset = -at.getTimezoneOffset();
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.trunc(offset / 60))}:${two(offset % 60)}`;
  return `${isoDate(at)}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}${zone}`;
}
