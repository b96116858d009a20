import { NativeSelect, TextInput } from '@mantine/core';
import { formatInstant, type InstantFormat } from '#renderer/ui/instant.ts';
import type { StartDraft } from './draft.ts';
import { clockChanges, timeZoneName, toLocalField } from './local-time.ts';
import styles from './profile-editor.module.css';
import type { RunOnVessel } from './run-place.ts';
import { typeStart } from './typing.ts';

interface StartFieldProps {
  readonly start: StartDraft;
  readonly error: string | undefined;
  /** True for a start that is kept and has passed. */
  readonly passed: boolean;
  readonly runs: readonly RunOnVessel[];
  /** The run that dates are shown for; null for the planned start. */
  readonly datesFrom: string | null;
  /** The start that dates are shown for, and the length of the profile, s. */
  readonly startMs: number | null;
  readonly lengthS: number;
  readonly clock: InstantFormat;
  readonly onType: (start: StartDraft) => void;
  readonly onSettle: () => void;
  readonly onDatesFrom: (runId: string | null) => void;
}

/** The start that dates are shown for: a planned one, or that of a run. */
export function StartField(props: StartFieldProps) {
  const { start, error, passed, runs, datesFrom, startMs, lengthS, clock } = props;
  const fermentations = runs.filter(({ run }) => run.kind === 'fermentation');
  return (
    <div className={styles['start']}>
      {fermentations.length > 0 && (
        <NativeSelect
          label="Dates of"
          data={[
            ...fermentations.map(({ run, vesselName }) => ({
              value: run.id,
              label: `the run on ${vesselName}`,
            })),
            { value: '', label: 'the planned start' },
          ]}
          value={datesFrom ?? ''}
          onChange={(event) => props.onDatesFrom(event.currentTarget.value || null)}
        />
      )}
      {datesFrom === null && (
        <TextInput
          type="datetime-local"
          label="Planned start"
          value={start.text ?? (start.ms === null ? '' : toLocalField(start.ms))}
          error={error}
          errorProps={{ role: 'alert' }}
          onChange={({ currentTarget }) =>
            props.onType(typeStart(currentTarget.value, currentTarget.validity.badInput))
          }
          onBlur={props.onSettle}
        />
      )}
      <p className={styles['hint']}>
        {startMs === null
          ? 'Choose a start to see dates. It starts nothing by itself.'
          : datesWords(startMs, lengthS, passed && error === undefined, clock)}
      </p>
    </div>
  );
}

function datesWords(startMs: number, lengthS: number, passed: boolean, clock: InstantFormat): string {
  const endMs = startMs + lengthS * 1000;
  const words = [`Ends ${dated(endMs, startMs, 'dateTime', clock)}. Dates are in ${timeZoneName()}.`];
  if (passed) words.push('This start has passed.');
  for (const { atMs, shiftMin } of clockChanges(startMs, endMs).slice(0, 4)) {
    const by = Math.abs(shiftMin) === 60 ? 'one hour' : `${Math.abs(shiftMin)} minutes`;
    const [way, shown] = shiftMin > 0 ? ['forward', 'later'] : ['back', 'earlier'];
    words.push(
      `On ${dated(atMs, startMs, 'date', clock)} the clocks go ${way}: a day of the profile stays 24 hours, so from then on its times show ${by} ${shown}.`,
    );
  }
  return words.join(' ');
}

/** A date, with its year where that is not the year of the start. */
function dated(atMs: number, startMs: number, style: 'date' | 'dateTime', clock: InstantFormat): string {
  const year = new Date(atMs).getFullYear();
  const text = formatInstant(atMs, style, clock);
  return year === new Date(startMs).getFullYear() ? text : `${text} (${year})`;
}
