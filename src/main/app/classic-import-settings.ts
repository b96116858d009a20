import { explainIssues } from '#shared/contract/issue-text.ts';
import {
  type KnownSettingName,
  knownSettings,
  SETTING_MAX_LENGTH,
  type Setting,
  settingNameSchema,
} from '#shared/domain/setting.ts';
import {
  type ImportContext,
  type ImportDraft,
  idOf,
  judge,
  nameOf,
  printOf,
  type Verdict,
  withAgain,
} from './classic-import-draft.ts';
import type { ClassicCell } from './ports/classic-source.ts';

/** What the original calls things that have a setting of ours, with everything but letters left out. */
const ours: Readonly<Record<string, KnownSettingName>> = {
  logo: 'brewery.logo',
  logourl: 'brewery.logo',
  logoimage: 'brewery.logo',
  brewerylogo: 'brewery.logo',
  brewerylogourl: 'brewery.logo',
  breweryname: 'brewery.name',
  theme: 'ui.theme',
};

/** The settings, under their own names or under ours where they mean the same. */
export function planSettings(context: ImportContext, draft: ImportDraft): void {
  const rows = context.file.appsetting;
  rows.forEach((row, i) => {
    const shown = nameOf(row.name, `Setting ${row.id ?? i + 1}`);
    const later = rows.slice(i + 1).some(({ name }) => name !== null && name === row.name);
    const problem = later ? 'It stands there twice: the later one counts.' : missing(row.name, row.value);
    if (problem !== null) return draft.tell('setting', shown, 'skip', problem);
    planSetting(context, draft, { n: idOf(row.id) ?? 0, name: String(row.name).trim(), value: row.value });
  });
}

function missing(name: ClassicCell, value: ClassicCell): string | null {
  if (name === null || String(name).trim() === '') return 'It has no name there.';
  return value === null ? 'It has no value there.' : null;
}

interface Row {
  readonly n: number;
  readonly name: string;
  readonly value: ClassicCell;
}

function planSetting({ here }: ImportContext, draft: ImportDraft, row: Row): void {
  const shown = nameOf(row.name, row.name);
  const read = settingOf(row);
  if (typeof read === 'string') return draft.tell('setting', shown, 'skip', read);
  const print = printOf(row.value);
  const find = (id: string): Setting | undefined => here.settings.find(({ name }) => name === id);
  const verdict = judge(draft, { kind: 'setting', n: row.n, name: row.name, print, find });
  const standing = find(read.name);
  const isTaken = draft.settings.some(({ name }) => name === read.name);
  if (isTaken) return draft.tell('setting', shown, 'skip', `Another setting there is ${read.name} here.`);
  if (verdict.action === 'add' && standing !== undefined && standing.value !== read.value) {
    const note = `${read.name} is set here already: reset it first to take the original’s.`;
    return draft.tell('setting', shown, 'skip', note);
  }
  draft.memory.keep({ kind: 'setting', n: row.n, name: row.name, id: read.name, print });
  if (verdict.action === 'same' || standing?.value === read.value) {
    return draft.tell('setting', shown, 'same', '');
  }
  draft.settings.push(read);
  draft.tell('setting', shown, verdict.action, noteOf(read, row, verdict));
}

function noteOf({ name, value }: Setting, row: Row, verdict: Verdict<Setting>): string {
  const text = String(value).length > 60 ? `${String(value).slice(0, 60)}…` : String(value);
  const as = name === row.name ? text : `Becomes ${name}: ${text}`;
  if (verdict.action === 'update') return `${as}. It has changed there, and replaces what is here.`;
  return verdict.action === 'add' ? withAgain(as, verdict.again) : as;
}

/** The setting that a row becomes, or why it becomes none. */
function settingOf({ name: there, value }: Row): Setting | string {
  const meant = ours[there.toLowerCase().replaceAll(/[^a-z]/g, '')];
  if (meant !== undefined && knownSettings[meant].safeParse(value).success) {
    return { name: meant, value: value as string };
  }
  const name = settingNameSchema.safeParse(there);
  if (!name.success) return `Its name ${explainIssues(name.error.issues, there).message}.`;
  if (isKnown(name.data)) {
    const parsed = knownSettings[name.data].safeParse(value);
    if (!parsed.success) return `Its value ${explainIssues(parsed.error.issues, value).message}.`;
    return { name: name.data, value: parsed.data };
  }
  if (String(value).length > SETTING_MAX_LENGTH)
    return `Its value is longer than ${SETTING_MAX_LENGTH} characters.`;
  return { name: name.data, value: value ?? '' };
}

function isKnown(name: string): name is KnownSettingName {
  return Object.hasOwn(knownSettings, name);
}
