/** A line of a chart: ascending times (console wall clock, ms) with their values; null is a gap. */
export interface Line {
  readonly atMs: readonly number[];
  readonly values: readonly (number | null)[];
}

export const emptyLine: Line = { atMs: [], values: [] };

/** Several lines on one time axis. A line without a value at an instant has `undefined` there: it is drawn through. */
export interface AlignedLines {
  readonly atMs: number[];
  readonly columns: (number | null | undefined)[][];
}

/** Puts lines on one time axis. */
export function alignLines(lines: readonly Line[]): AlignedLines {
  const all = new Set<number>();
  for (const line of lines) for (const at of line.atMs) all.add(at);
  const atMs = [...all].toSorted((a, b) => a - b);
  const index = new Map(atMs.map((at, i) => [at, i]));
  const columns = lines.map((line) => {
    const column: (number | null | undefined)[] = Array.from({ length: atMs.length });
    line.atMs.forEach((at, i) => {
      column[index.get(at) ?? 0] = line.values[i] ?? null;
    });
    return column;
  });
  return { atMs, columns };
}

/** Puts a null into each hole that is longer than `maxStepMs`, so that no line is drawn over a time without data. */
export function breakAtGaps(line: Line, maxStepMs: number): Line {
  const atMs: number[] = [];
  const values: (number | null)[] = [];
  line.atMs.forEach((at, i) => {
    const before = atMs.at(-1);
    if (before !== undefined && at - before > maxStepMs) {
      atMs.push(before + Math.round((at - before) / 2));
      values.push(null);
    }
    atMs.push(at);
    values.push(line.values[i] ?? null);
  });
  return { atMs, values };
}

/**
 * A line with its holes filled from another one: what a spare probe read while the first one was not. Only what lies
 * in a hole longer than `maxStepMs` is taken, also before the line and after it.
 */
export function fillHoles(line: Line, filler: Line, maxStepMs: number): Line {
  if (line.atMs.length === 0 || filler.atMs.length === 0) return line.atMs.length === 0 ? filler : line;
  const atMs: number[] = [];
  const values: (number | null)[] = [];
  let next = 0;
  const fillUntil = (fromMs: number, toMs: number): void => {
    for (let at = filler.atMs[next]; at !== undefined && at < toMs; at = filler.atMs[next]) {
      if (at > fromMs && toMs - fromMs > maxStepMs) {
        atMs.push(at);
        values.push(filler.values[next] ?? null);
      }
      next += 1;
    }
  };
  let before = (filler.atMs[0] ?? 0) - 1;
  line.atMs.forEach((at, i) => {
    fillUntil(before, at);
    atMs.push(at);
    values.push(line.values[i] ?? null);
    before = at;
  });
  fillUntil(before, (filler.atMs.at(-1) ?? 0) + 1);
  return { atMs, values };
}

/** The recorded line, and after its end what arrived live. */
export function appendTail(recorded: Line, tail: Line): Line {
  const lastMs = recorded.atMs.at(-1) ?? Number.NEGATIVE_INFINITY;
  const from = tail.atMs.findIndex((at) => at > lastMs);
  if (from < 0) return recorded;
  return {
    atMs: [...recorded.atMs, ...tail.atMs.slice(from)],
    values: [...recorded.values, ...tail.values.slice(from)],
  };
}

/** The part of a line within two instants. */
export function cut(line: Line, fromMs: number, toMs: number): Line {
  const atMs: number[] = [];
  const values: (number | null)[] = [];
  line.atMs.forEach((at, i) => {
    if (at < fromMs || at > toMs) return;
    atMs.push(at);
    values.push(line.values[i] ?? null);
  });
  return { atMs, values };
}

/** Lowest and highest value of some lines, or null when there is none. */
export function extent(lines: readonly Line[]): { readonly min: number; readonly max: number } | null {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const line of lines) {
    for (const value of line.values) {
      if (value === null) continue;
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  return min > max ? null : { min, max };
}
