import type { Subject } from './faults-brewery.ts';
import { quantile } from './figures.ts';

/** What one run of one fault has shown. Times in ms; null: it did not happen. */
export interface Observed {
  readonly subject: Subject;
  readonly fault: string;
  readonly offMs: number | null;
  readonly alarmMs: number | null;
  /** How long the board took to do what it was asked during the fault; null when it was lost. */
  readonly inHand: number | 'refused' | null;
  /** From the end of the fault until all is as it was before. */
  readonly backMs: number | null;
  /** What the alarm said, and what was said of the link last. */
  readonly words: readonly string[];
}

/** Least, middle and greatest of some times, s. */
function spread(timesMs: readonly (number | null)[], none: string): string {
  const happened = timesMs.filter((ms) => ms !== null);
  if (happened.length === 0) return none;
  const figures = [0, 0.5, 1].map((share) => (quantile(happened, share) / 1000).toFixed(2)).join(' / ');
  return happened.length === timesMs.length
    ? figures
    : `${figures} (${happened.length} of ${timesMs.length})`;
}

const head = [
  'fault',
  'board',
  'link',
  'output off',
  'alarm',
  'done when asked',
  'back by itself',
  'what is said',
];

/** One line of Markdown for each fault of each board. Times: least / middle / greatest, s. */
export function table(all: readonly Observed[]): string {
  const groups = Map.groupBy(
    all.toSorted((a, b) => order(a).localeCompare(order(b))),
    ({ fault, subject }) => `${fault}|${subject.family}|${subject.link}`,
  );
  // Faults stand in the order in which they were measured.
  const faults = [...new Set(all.map(({ fault }) => fault))];
  const sorted = [...groups.values()].toSorted(
    ([a], [b]) => faults.indexOf(a?.fault ?? '') - faults.indexOf(b?.fault ?? ''),
  );
  return [head, head.map(() => '---'), ...sorted.map(row)]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

const order = ({ subject }: Observed): string => `${subject.family} ${subject.link}`;

function row(group: readonly Observed[]): readonly string[] {
  const [first] = group;
  if (first === undefined) return [];
  const { fault, subject } = first;
  const lost = group.some(({ inHand }) => inHand === null);
  const offMs = group.map((each) => each.offMs);
  const words = new Set(group.flatMap(sayings));
  return [
    fault,
    subject.family,
    subject.link,
    subject.isOn() === null ? 'regulates itself' : spread(offMs, lost ? 'stays on' : '–'),
    spread(
      group.map(({ alarmMs }) => alarmMs),
      'none',
    ),
    inHand(group),
    spread(
      group.map(({ backMs }) => backMs),
      '–',
    ),
    [...words].join('; ') || '–',
  ];
}

function inHand(group: readonly Observed[]): string {
  const times = group.map((each) => (typeof each.inHand === 'number' ? each.inHand : null));
  return spread(times, group.some((each) => each.inHand === 'refused') ? 'refused' : '–');
}

/** What was said without the names that a run has given. */
function sayings({ words, subject }: Observed): string[] {
  return words
    .filter((each) => each !== '')
    .map((each) => each.replace(/^.* is lost: /, '').replaceAll(subject.board.path, 'PLACE'));
}
