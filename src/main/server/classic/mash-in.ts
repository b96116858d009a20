import { type MashAddition, type MashStep, STEP_MAX_S } from '#shared/domain/mash.ts';
import type { TimedText } from './profile-out.ts';
import { type EventRow, readSetpoint, type TemperatureRow } from './profile-rows.ts';
import { sameTime, showTemperature, type Unit } from './quantities.ts';
import { refuse } from './read.ts';

/** An event in its step, with the addition of before that it repeats. */
interface Placed extends TimedText {
  readonly old: MashAddition | undefined;
}

/** A step while it is being made; `atS` is its begin in the original's sense, counted from the first row. */
interface Draft {
  readonly row: TemperatureRow;
  readonly atS: number;
  readonly old: MashStep | undefined;
  durationS: number;
  readonly additions: Placed[];
}

/**
 * The steps that the rows of the original mean: each temperature is held until the next row. Names, and what happens at the
 * end of a step, come from the steps before where they match; events are additions.
 * @throws RequestProblem 400 that names the row.
 */
export function toSteps(
  rows: readonly TemperatureRow[],
  events: readonly EventRow[],
  before: readonly MashStep[],
  unit: Unit,
): MashStep[] {
  const first = rows[0]?.atS ?? 0;
  const olds = matchSteps(rows, before, unit);
  const drafts = rows.map((row, i): Draft => {
    const next = rows[i + 1];
    const old = olds[i];
    if (next === undefined) {
      return { row, atS: row.atS - first, old, durationS: old?.durationS ?? 0, additions: [] };
    }
    return { row, atS: row.atS - first, old, durationS: durationOf(row, next, old), additions: [] };
  });
  for (const event of events) place(event, first, drafts);
  return drafts.map((draft, i) => finish(draft, i, unit));
}

/** A hold of no time is one that was there before: otherwise two rows of one time are a slip. */
function durationOf(row: TemperatureRow, next: TemperatureRow, old: MashStep | undefined): number {
  const exact = next.atS - row.atS;
  if (old !== undefined && Math.abs(old.durationS - exact) < 1e-6) return old.durationS;
  if (sameTime(exact, 0)) {
    throw refuse(`temperatures[${next.index}].days`, 'is the same as that of another row');
  }
  const durationS = rounded(exact);
  if (durationS > STEP_MAX_S) {
    throw refuse(`temperatures[${next.index}].days`, 'a step of a mash lasts at most one day');
  }
  return durationS;
}

/** Which step of before each row is: by place when there are as many, otherwise by temperature, in order. */
function matchSteps(
  rows: readonly TemperatureRow[],
  before: readonly MashStep[],
  unit: Unit,
): (MashStep | undefined)[] {
  if (rows.length === before.length) return [...before];
  let from = 0;
  return rows.map(({ temperature }) => {
    const at = before.findIndex(
      ({ spC }, i) => i >= from && temperature !== null && showTemperature(spC, unit) === temperature,
    );
    if (at < 0) return undefined;
    from = at + 1;
    return before[at];
  });
}

/** Gives an event to its step; the last step is made long enough for what comes after its begin. */
function place(event: EventRow, first: number, drafts: readonly Draft[]): void {
  const atS = event.atS - first;
  const where = `events[${event.index}].days`;
  if (atS < 0 && !sameTime(atS, 0)) throw refuse(where, 'is before the first temperature');
  const timed = { atS, text: event.text };
  for (const draft of drafts) {
    const old = repeated(draft, timed);
    if (old !== undefined) return void draft.additions.push({ ...timed, old });
  }
  const draft = drafts.findLast((each) => each.atS <= atS || sameTime(each.atS, atS));
  if (draft === undefined) return;
  draft.additions.push({ ...timed, old: undefined });
  if (draft !== drafts.at(-1)) return;
  draft.durationS = Math.max(draft.durationS, rounded(atS - draft.atS));
  if (draft.durationS > STEP_MAX_S) throw refuse(where, 'a step of a mash lasts at most one day');
}

/** The addition of before that an event repeats, unless another one does already. */
function repeated({ old, atS, durationS, additions }: Draft, event: TimedText): MashAddition | undefined {
  if (old?.durationS !== durationS) return undefined;
  return old.additions.find(
    (addition) =>
      addition.text === event.text &&
      Math.abs(atS + durationS - addition.beforeEndS - event.atS) < 1e-6 &&
      additions.every((placed) => placed.old !== addition),
  );
}

function finish({ row, old, durationS, atS, additions }: Draft, i: number, unit: Unit): MashStep {
  const toAddition = ({ atS: at, text }: Placed): MashAddition => ({
    beforeEndS: Math.min(durationS, Math.max(0, rounded(durationS - (at - atS)))),
    text,
  });
  const isAsLong = old?.durationS === durationS;
  const kept = (old?.additions ?? []).flatMap((addition) => {
    const placed = additions.find((each) => each.old === addition);
    if (placed === undefined) return [];
    return [isAsLong ? addition : toAddition(placed)];
  });
  const added = additions.filter((each) => each.old === undefined).map(toAddition);
  return {
    name: old?.name ?? `Step ${i + 1}`,
    spC: readSetpoint(row, old?.spC, unit),
    durationS,
    atEnd: old?.atEnd ?? 'next',
    additions: [...kept, ...added],
  };
}

/** To a microsecond: arithmetic leaves traces. */
function rounded(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e6;
}
