import type { MashStep } from '#shared/domain/mash.ts';
import type { FermentationProfile, MashProfile, Profile } from '#shared/domain/profile.ts';
import { printDate, showTemperature, toDays, type Unit } from './quantities.ts';

/** A profile as the original's client knows it. */
export interface ClassicProfile {
  readonly id: number;
  readonly name: string;
  readonly type: 'Fermentation' | 'Mash';
  readonly temperatures: readonly ClassicTemperature[];
  readonly events: readonly ClassicEvent[];
}

export interface ClassicTemperature {
  readonly profileId: number;
  /** Days from the start of the profile. */
  readonly days: number;
  /** Local time without zone, or empty. */
  readonly date: string;
  /** In the display unit; null where control pauses, which the original does not know. */
  readonly temperature: number | null;
}

export interface ClassicEvent {
  readonly profileId: number;
  readonly days: number;
  readonly date: string;
  readonly eventText: string;
}

/** One of our profiles in the original's shape, under its classic number. */
export function toClassicProfile(profile: Profile, n: number, unit: Unit): ClassicProfile {
  const at = (atS: number): Pick<ClassicEvent, 'profileId' | 'days' | 'date'> => ({
    profileId: n,
    days: toDays(atS),
    date: profile.plannedStartMs === null ? '' : printDate(profile.plannedStartMs + atS * 1000),
  });
  return {
    id: n,
    name: profile.name,
    type: profile.kind === 'mash' ? 'Mash' : 'Fermentation',
    temperatures: temperaturesOf(profile).map(({ atS, spC }) => ({
      ...at(atS),
      temperature: spC === null ? null : showTemperature(spC, unit),
    })),
    events: eventsOf(profile).map(({ atS, text }) => ({ ...at(atS), eventText: text })),
  };
}

function temperaturesOf(profile: Profile): { readonly atS: number; readonly spC: number | null }[] {
  if (profile.kind === 'fermentation') return profile.points;
  const starts = startsOf(profile.steps);
  return profile.steps.map(({ spC }, i) => ({ atS: starts[i] ?? 0, spC }));
}

/** When the steps of a mash begin if no time is lost on heating, s. */
export function startsOf(steps: readonly MashStep[]): number[] {
  let start = 0;
  return steps.map(({ durationS }) => {
    const own = start;
    start += durationS;
    return own;
  });
}

/** An event in the original's sense: the note of a point, an event of ours, or an addition to a mash. */
export interface TimedText {
  readonly atS: number;
  readonly text: string;
}

function eventsOf(profile: Profile): TimedText[] {
  const events = profile.kind === 'fermentation' ? fermentationEvents(profile) : mashEvents(profile);
  return events.toSorted((a, b) => a.atS - b.atS);
}

function fermentationEvents({ points, events }: FermentationProfile): TimedText[] {
  const notes = points.flatMap(({ atS, note }) => (note.trim() === '' ? [] : [{ atS, text: note }]));
  return [...notes, ...events];
}

function mashEvents({ steps }: MashProfile): TimedText[] {
  const starts = startsOf(steps);
  return steps.flatMap(({ durationS, additions }, i) =>
    additions.map(({ beforeEndS, text }) => ({ atS: (starts[i] ?? 0) + durationS - beforeEndS, text })),
  );
}
