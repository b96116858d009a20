const MINUTE_S = 60;
const HOUR_S = 3600;
const DAY_S = 86_400;

/** A span of time in words, with at most two units: "45 s", "12 min", "3 h 20 min", "2 d 4 h". */
export function formatDuration(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  if (s < MINUTE_S) return `${s} s`;
  if (s < 10 * MINUTE_S) return join(Math.floor(s / MINUTE_S), 'min', s % MINUTE_S, 's');
  const minutes = Math.round(s / MINUTE_S);
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 24 * 60) return join(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(s / HOUR_S);
  return join(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function join(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

/** How late a smoothed value is, in words: under a second counts as one. */
export function lateWords(delayS: number): string {
  return formatDuration(Math.max(1, delayS));
}

/** A span in one unit, for "in 18 h": coarse on purpose. */
export function formatCoarse(seconds: number): string {
  const s = Math.max(0, seconds);
  if (s < 90) return `${Math.round(s)} s`;
  if (s < 90 * MINUTE_S) return `${Math.round(s / MINUTE_S)} min`;
  if (s < 2 * DAY_S) return `${Math.round(s / HOUR_S)} h`;
  return `${Math.round(s / DAY_S)} days`;
}

/** How long ago: "just now", "12 s ago". */
export function formatAgo(seconds: number): string {
  return seconds < 2 ? 'just now' : `${formatDuration(seconds)} ago`;
}

/** Where in a profile: by days for a fermentation, by minutes for a mash. */
export function formatElapsed(elapsedS: number, totalS: number): string {
  if (totalS >= 2 * DAY_S) return `day ${trim(elapsedS / DAY_S)} of ${trim(totalS / DAY_S)}`;
  if (totalS >= 3 * HOUR_S) return `hour ${trim(elapsedS / HOUR_S)} of ${trim(totalS / HOUR_S)}`;
  return `minute ${Math.floor(elapsedS / MINUTE_S)} of ${Math.round(totalS / MINUTE_S)}`;
}

function trim(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '');
}
