const DAY_S = 86_400;
const HOUR_S = 3600;
const MINUTE_S = 60;

/** A time of a fermentation as people type it: in days with at most two decimals, else `3d 4h 20min`. */
export function daysText(atS: number): string {
  return decimalText(atS, DAY_S, 2) ?? partsText(atS);
}

/** A duration of a mash step as people type it: in minutes with at most one decimal, else `12min 20s`. */
export function minutesText(durationS: number): string {
  return decimalText(durationS, MINUTE_S, 1) ?? partsText(durationS);
}

/** The span in one unit, when that takes no more decimals than `digits` and loses nothing. */
function decimalText(spanS: number, unitS: number, digits: number): string | null {
  const text = String(Number((spanS / unitS).toFixed(digits)));
  return Math.abs(Number(text) * unitS - spanS) < 0.0005 ? text : null;
}

function partsText(spanS: number): string {
  const ms = Math.round(spanS * 1000);
  const parts: string[] = [];
  let leftS = Math.floor(ms / 1000);
  for (const [unitS, sign] of [
    [DAY_S, 'd'],
    [HOUR_S, 'h'],
    [MINUTE_S, 'min'],
  ] as const) {
    const count = Math.floor(leftS / unitS);
    leftS -= count * unitS;
    if (count > 0) parts.push(`${count}${sign}`);
  }
  const rest = leftS + (ms % 1000) / 1000;
  if (rest > 0) parts.push(`${Number(rest.toFixed(3))}s`);
  return parts.length === 0 ? '0' : parts.join(' ');
}

/** The length of a profile for people: `14 days`, `2 d 6 h`, `90 min`. */
export function lengthText(totalS: number): string {
  if (totalS === 0) return 'one point';
  const days = Number((totalS / DAY_S).toFixed(1));
  if (totalS >= 2 * DAY_S) return `${days} days`;
  if (totalS < 3 * HOUR_S) return `${Number((totalS / MINUTE_S).toFixed(1))} min`;
  return `${Number((totalS / HOUR_S).toFixed(1))} h`;
}
