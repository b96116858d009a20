import type { ProfileConfig } from '../domain/profile.ts';

export type TemperatureUnit = 'C' | 'F';
export type ProfileFormat = 'csv' | 'table' | 'json';

/** What reading a text needs to know beside it. */
export interface ReadOptions {
  /** Unit of temperatures that bring none with them. */
  readonly unit: TemperatureUnit;
  /** Name of the file; the profile is named after it when the text gives no name. May be empty. */
  readonly fileName: string;
  /** The instant of a local date and time, ms since 1970; the month counts from 1. */
  readonly localMs: (
    year: number,
    month: number,
    day: number,
    hour: number,
    minute: number,
    second: number,
  ) => number;
}

/** What a text turned out to be, or why it cannot be read, with the line where that was seen, from 1. */
export type ReadResult =
  | {
      readonly ok: true;
      readonly format: ProfileFormat;
      readonly profile: ProfileConfig;
      /** What people should know of how the text was understood. */
      readonly notes: readonly string[];
      /** True where the text says in which unit its temperatures are, so that nobody need be asked. */
      readonly unitKnown: boolean;
    }
  | { readonly ok: false; readonly message: string; readonly line: number | null };

/** Ends the reading of a text; the message is for people. */
export class TextProblem extends Error {
  override readonly name = 'TextProblem';
  readonly line: number | null;

  constructor(message: string, line: number | null) {
    super(message);
    this.line = line;
  }
}

/** A profile as one of the readers found it, before the schema has looked at it. */
export interface Found {
  readonly profile: unknown;
  readonly notes: readonly string[];
  readonly unitKnown: boolean;
  /** The line of each point or step, from 1, so that a complaint about it finds its place. */
  readonly lines: readonly number[];
}
