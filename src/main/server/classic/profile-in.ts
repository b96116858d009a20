import type {
  FermentationProfile,
  Profile,
  ProfileConfig,
  ProfileEvent,
  ProfilePoint,
} from '#shared/domain/profile.ts';
import { toSteps } from './mash-in.ts';
import {
  type EventRow,
  readEvent,
  readSetpoint,
  readTemperature,
  type TemperatureRow,
} from './profile-rows.ts';
import { printDate, sameTime, type Unit } from './quantities.ts';
import { asList, asObject, asText, refuse } from './read.ts';

/**
 * What the original's client says about a profile, as one of ours. Where it repeats what `existing` already holds, that stays
 * as it is, with all that the original does not know.
 * @throws RequestProblem 400 that names what is wrong.
 */
export function fromClassicProfile(body: unknown, existing: Profile | null, unit: Unit): ProfileConfig {
  const fields = asObject(body, '');
  const name = asText(fields['name'], 'name');
  const kind = readKind(fields['type']);
  const rows = asList(fields['temperatures'], 'temperatures').map(readTemperature);
  const events = asList(fields['events'], 'events').map(readEvent);
  const sorted = rows.toSorted((a, b) => a.atS - b.atS);
  if (sorted.length === 0) throw refuse('temperatures', 'must have at least one row');
  const timed = events.toSorted((a, b) => a.atS - b.atS);
  const named = { name, plannedStartMs: plannedStart(sorted, existing) };
  if (kind === 'mash') {
    const before = existing?.kind === 'mash' ? existing.steps : [];
    return { ...named, kind, steps: toSteps(sorted, timed, before, unit) };
  }
  const before = existing?.kind === 'fermentation' ? existing : null;
  checkOrder(sorted);
  const points = sorted.map((row, i) => toPoint(row, i, before, unit));
  return { ...named, kind, ...withEvents(points, timed, before) };
}

function readKind(value: unknown): Profile['kind'] {
  const text = asText(value, 'type').trim().toLowerCase();
  if (text === 'fermentation' || text === 'mash') return text;
  throw refuse('type', 'must be Fermentation or Mash');
}

/** The start that the first dated row means; the planned one when it says just that, which it does to the second. */
function plannedStart(rows: readonly TemperatureRow[], existing: Profile | null): number | null {
  const dated = rows.find(({ dateMs }) => dateMs !== null);
  if (dated === undefined || dated.dateMs === null) return null;
  const planned = existing?.plannedStartMs ?? null;
  if (planned !== null && printDate(planned + dated.atS * 1000) === printDate(dated.dateMs)) return planned;
  const startMs = Math.round(dated.dateMs - dated.atS * 1000);
  if (startMs < 0) throw refuse(`temperatures[${dated.index}].date`, 'the profile would start before 1970');
  return startMs;
}

function checkOrder(rows: readonly TemperatureRow[]): void {
  rows.forEach((row, i) => {
    const before = rows[i - 1];
    if (before === undefined || !sameTime(before.atS, row.atS)) return;
    throw refuse(`temperatures[${row.index}].days`, 'is the same as that of another row');
  });
}

function toPoint(
  row: TemperatureRow,
  i: number,
  before: FermentationProfile | null,
  unit: Unit,
): ProfilePoint {
  const known = before?.points.findIndex((point) => sameTime(point.atS, row.atS)) ?? -1;
  const old = before?.points[known];
  const isPause = row.temperature === null && old?.spC === null;
  // What was first had nothing before it, so its approach says nothing about the line that leads to it now.
  const approach = i === 0 ? 'step' : 'linear';
  const keepsApproach = old !== undefined && (known > 0 || i === 0);
  return {
    atS: old?.atS ?? row.atS,
    spC: isPause ? null : readSetpoint(row, old?.spC, unit),
    approach: keepsApproach ? old.approach : approach,
    note: '',
  };
}

/**
 * Shares the events out: what was a note or an event before is one again; of the others the first at the time of a point
 * becomes its note.
 */
function withEvents(
  points: readonly ProfilePoint[],
  rows: readonly EventRow[],
  before: FermentationProfile | null,
): { points: ProfilePoint[]; events: ProfileEvent[] } {
  const left = [...rows];
  const take = (atS: number, text: string): boolean => {
    const at = left.findIndex((row) => sameTime(row.atS, atS) && row.text === text);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  };
  const oldNotes = points.map(({ atS }) => {
    const note = before?.points.find((point) => point.atS === atS)?.note ?? '';
    return note.trim() === '' || take(atS, note) ? note : '';
  });
  const events = (before?.events ?? []).filter(({ atS, text }) => take(atS, text));
  const noted = points.map((point, i) => {
    const note = oldNotes[i] ?? '';
    if (note.trim() !== '') return { ...point, note };
    const at = left.findIndex((row) => sameTime(row.atS, point.atS));
    const [first] = at < 0 ? [] : left.splice(at, 1);
    return { ...point, note: first?.text ?? note };
  });
  return { points: noted, events: [...events, ...left.map(({ atS, text }) => ({ atS, text }))] };
}
