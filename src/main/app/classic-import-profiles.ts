import { explainIssues } from '#shared/contract/issue-text.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { ProfileId } from '#shared/domain/ids.ts';
import { type Profile, type ProfileConfig, profileConfigSchema } from '#shared/domain/profile.ts';
import { TEMPERATURE_MAX_C } from '#shared/domain/vessel.ts';
import {
  type ImportContext,
  type ImportDraft,
  idOf,
  judge,
  nameOf,
  numberOf,
  printOf,
  textOf,
  withAgain,
} from './classic-import-draft.ts';
import type { ClassicCell, ClassicDatabase } from './ports/classic-source.ts';

/** A fermentation above this is none, °C: the number is likely meant in °F. */
const WARM_C = 45;
const DAY_S = 86_400;
/** What a time may be off a whole second and still mean it, s. */
const ROUNDING_S = 0.01;

type TemperatureRow = ClassicDatabase['profileTemperature'][number];
type EventRow = ClassicDatabase['profileEvent'][number];

/** The rows of one profile. */
interface Rows {
  readonly n: number;
  readonly name: string;
  readonly type: string;
  readonly temperatures: readonly TemperatureRow[];
  readonly events: readonly EventRow[];
  /** What is left out of it, in words. */
  readonly losses: readonly string[];
}

/** The profiles, with their numbers in the original. */
export function planProfiles(context: ImportContext, draft: ImportDraft): void {
  const temperatures = Map.groupBy(context.file.profileTemperature, (row) => idOf(row.profile_id));
  const events = Map.groupBy(context.file.profileEvent, (row) => idOf(row.profile_id));
  const seen = new Set<number>();
  for (const row of context.file.profile) {
    const n = idOf(row.id);
    const name = nameOf(row.name, n === null ? 'Profile' : `Profile ${n}`);
    if (n === null || seen.has(n)) {
      draft.tell('profile', name, 'skip', 'It has no number of its own there.');
      continue;
    }
    seen.add(n);
    planProfile(context, draft, rowsOf(n, name, textOf(row.type), temperatures.get(n), events.get(n)));
  }
}

function rowsOf(
  n: number,
  name: string,
  type: string,
  temperatures: readonly TemperatureRow[] = [],
  events: readonly EventRow[] = [],
): Rows {
  // The original stored events among the temperatures, and lost their text.
  const kept = temperatures.filter(({ temperature }) => temperature !== null && temperature !== '');
  const spoken = events.filter(({ eventText }) => textOf(eventText) !== '');
  const losses: string[] = [];
  if (kept.length < temperatures.length)
    losses.push(`${count(temperatures.length - kept.length, 'row')} without a temperature left out.`);
  if (spoken.length < events.length)
    losses.push(`${count(events.length - spoken.length, 'event')} without text left out.`);
  if (type === '') losses.push('It has no type there: taken as a fermentation.');
  return { n, name, type: type === '' ? 'Fermentation' : type, temperatures: kept, events: spoken, losses };
}

function planProfile(context: ImportContext, draft: ImportDraft, rows: Rows): void {
  const { here, newId, unit } = context;
  const { n, name } = rows;
  const print = printOf([unit, rows.type, rows.temperatures, rows.events]);
  const find = (id: string): Profile | undefined => here.profiles.find((profile) => profile.id === id);
  const verdict = judge(draft, { kind: 'profile', n, name, print, find });
  const keep = (id: ProfileId): void => {
    draft.memory.keep({ kind: 'profile', n, name, id, print });
    draft.numbers.push({ kind: 'profile', n, id });
  };
  if (verdict.action === 'same') {
    keep(verdict.here.id);
    return draft.tell('profile', name, 'same', '');
  }
  const known = verdict.action === 'add' ? null : verdict.here;
  const read = readProfile(context, rows, known);
  if (typeof read === 'string') return draft.tell('profile', name, 'skip', read);
  const id = known?.id ?? (newId('profile') as ProfileId);
  keep(id);
  draft.profiles.push({ ...read, id });
  draft.tell('profile', name, verdict.action, noteOf(context, rows, read, verdict));
}

function noteOf(
  { unit }: ImportContext,
  { losses }: Rows,
  profile: ProfileConfig,
  verdict: { readonly action: string; readonly again?: boolean },
): string {
  const said = [`${contentOf(profile)}, taken as °${unit}.`, ...losses];
  if (verdict.action === 'update') said.push('It has changed there, and replaces what is here.');
  const hottest = profile.kind === 'mash' ? 0 : Math.max(...profile.points.map(({ spC }) => spC ?? 0));
  if (unit === 'C' && hottest > WARM_C) {
    said.push(`${hottest} °C is hot for a fermentation: if the original showed °F, choose °F first.`);
  }
  return withAgain(said.join(' '), verdict.again === true);
}

function contentOf(profile: ProfileConfig): string {
  if (profile.kind === 'mash') {
    const additions = profile.steps.reduce((sum, step) => sum + step.additions.length, 0);
    return `Mash, ${count(profile.steps.length, 'step')}, ${count(additions, 'addition')}`;
  }
  const noted = profile.points.filter(({ note }) => note !== '').length;
  return `Fermentation, ${count(profile.points.length, 'temperature')}, ${count(profile.events.length + noted, 'event')}`;
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}

/** The profile that the rows mean, or why they mean none. */
function readProfile(
  { source, unit }: ImportContext,
  rows: Rows,
  existing: Profile | null,
): ProfileConfig | string {
  const { name, type, temperatures, events } = rows;
  if (temperatures.length === 0) return 'It has no temperatures.';
  const hottest = Math.max(...temperatures.map(({ temperature }) => numberOf(temperature) ?? 0));
  if (unit === 'C' && hottest > TEMPERATURE_MAX_C) {
    return `It goes up to ${hottest}, so the file looks like °F: choose °F in Settings, then import again.`;
  }
  const body = {
    name,
    type,
    temperatures: temperatures.map(({ day, date, temperature }) => ({
      days: daysOf(day),
      date,
      temperature,
    })),
    events: events.map(({ day, date, eventText }) => ({ days: daysOf(day), date, eventText })),
  };
  try {
    const config = source.readProfile(body, existing, unit);
    const parsed = profileConfigSchema.safeParse(config);
    return parsed.success ? parsed.data : `It ${explainIssues(parsed.error.issues, config).message}.`;
  } catch (error) {
    if (error instanceof AppError) return inRows(error.message, rows);
    throw error;
  }
}

/** The original keeps some digits of a fraction of a day: what is a whole second but for the others becomes one. */
function daysOf(cell: ClassicCell): ClassicCell {
  const days = numberOf(cell);
  if (days === null) return cell;
  const seconds = Math.round(days * DAY_S);
  return Math.abs(days * DAY_S - seconds) < ROUNDING_S ? seconds / DAY_S : days;
}

/** `temperatures[2].days: ...` names the row as people find it in the file: by its id. */
function inRows(message: string, { temperatures, events }: Rows): string {
  return message.replace(/^(temperatures|events)\[(\d+)\]\.?(\w*)/, (_, list: string, i: string, field) => {
    const row = list === 'events' ? events[Number(i)] : temperatures[Number(i)];
    const what = list === 'events' ? 'Event' : 'Temperature';
    const column = field === 'days' ? 'day' : String(field);
    return `${what} with id ${row?.id ?? '?'}, ${column} ${String(column in (row ?? {}) ? row?.[column as 'day'] : '')}`.trim();
  });
}
