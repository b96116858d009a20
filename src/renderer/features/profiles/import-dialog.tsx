import { Button, SegmentedControl } from '@mantine/core';
import { type DragEvent, useId, useState } from 'react';
import { consoleNow } from '#renderer/stores/clock.ts';
import { useIsLive } from '#renderer/stores/connection.ts';
import { useUnit } from '#renderer/stores/settings.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import type { TemperatureUnit } from '#renderer/ui/temperature.ts';
import type { ProfileConfig } from '#shared/domain/profile.ts';
import { parseProfileText, type ReadResult } from '#shared/profile-text/index.ts';
import { AskDialog } from './ask-dialog.tsx';
import styles from './dialogs.module.css';
import { planLengthS } from './draft.ts';
import { localMs } from './local-time.ts';
import { PlanPreview } from './plan-preview.tsx';
import { lengthText } from './span-text.ts';
import { openProfile, useAddProfile } from './use-profile-actions.ts';

/** Files that are larger are no profiles, bytes. */
const MAX_BYTES = 2_000_000;

interface ImportDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** What is to be imported, and where it comes from. */
interface Source {
  readonly text: string;
  readonly fileName: string;
}

const nothing: Source = { text: '', fileName: '' };

/** Takes a profile from a file or a text, and shows it before it is added. */
export function ImportDialog({ opened, onClose }: ImportDialogProps) {
  const live = useIsLive();
  const [source, setSource] = useState<Source>(nothing);
  const [fileError, setFileError] = useState<string | null>(null);
  const shown = useUnit();
  const [chosen, setChosen] = useState<TemperatureUnit | null>(null);
  const { add, busy, error, reset } = useAddProfile();
  const unit = chosen ?? shown;
  const read = source.text.trim() === '' ? null : readSource(source, unit);

  const close = (): void => {
    setSource(nothing);
    setFileError(null);
    setChosen(null);
    reset();
    onClose();
  };
  const take = (next: Source): void => {
    setFileError(null);
    reset();
    setSource(next);
  };
  return (
    <AskDialog
      wide
      opened={opened}
      title="Import a profile"
      error={fileError ?? error}
      onClose={close}
      answers={
        <>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button
            disabled={!live || read?.ok !== true}
            loading={busy}
            onClick={() => {
              if (read?.ok !== true) return;
              add(read.profile, ({ id }) => {
                close();
                openProfile(id);
              });
            }}
          >
            Add the profile
          </Button>
        </>
      }
    >
      <FilePicker onText={take} onError={setFileError} />
      <label className={styles['label']}>
        Or paste it here
        <textarea
          className={styles['paste']}
          spellCheck={false}
          placeholder={'date,temperature,days\n2026-12-01T18:00:00,18.5,0'}
          value={source.text}
          onChange={(event) => take({ text: event.currentTarget.value, fileName: '' })}
        />
      </label>
      {read !== null && <Result read={read} unit={unit} onUnit={setChosen} />}
    </AskDialog>
  );
}

/** Reads the text; a start that has passed is left out, since nobody plans it. */
function readSource({ text, fileName }: Source, unit: TemperatureUnit): ReadResult {
  const read = parseProfileText(text, { unit, fileName, localMs });
  if (!read.ok) return read;
  const { plannedStartMs } = read.profile;
  if (plannedStartMs === null || plannedStartMs > consoleNow()) return read;
  return {
    ...read,
    profile: { ...read.profile, plannedStartMs: null },
    notes: [...read.notes, 'The dates have passed, so that no start is planned.'],
  };
}

interface FilePickerProps {
  readonly onText: (source: Source) => void;
  readonly onError: (error: string | null) => void;
}

function FilePicker({ onText, onError }: FilePickerProps) {
  const id = useId();
  const [over, setOver] = useState(false);
  const take = (file: File | undefined): void => {
    if (file === undefined) return;
    if (file.size > MAX_BYTES) return onError(`${file.name} is too large to be a profile.`);
    file.text().then(
      // As a text field has them, so that the field and the file agree.
      (text) => onText({ text: text.replaceAll(/\r\n?/g, '\n'), fileName: file.name }),
      () => onError(`${file.name} could not be read.`),
    );
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  return (
    <div
      className={styles['drop']}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <p>BrewPi’s CSV, a text table or JSON. Drop a file here, or</p>
      <Button variant="default" onClick={() => document.getElementById(id)?.click()}>
        Pick a file
      </Button>
      <input
        id={id}
        hidden
        type="file"
        aria-label="File of a profile"
        accept=".csv,.txt,.json,.tsv,text/*,application/json"
        onChange={(event) => {
          take(event.currentTarget.files?.[0]);
          // So that the same file can be picked again after it was repaired.
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}

interface ResultProps {
  readonly read: ReadResult;
  readonly unit: TemperatureUnit;
  readonly onUnit: (unit: TemperatureUnit) => void;
}

function Result({ read, unit, onUnit }: ResultProps) {
  if (!read.ok) {
    return <ErrorNote text={read.line === null ? read.message : `Line ${read.line}: ${read.message}`} />;
  }
  return (
    <>
      {!read.unitKnown && (
        <div className={styles['label']}>
          The temperatures are in
          <SegmentedControl
            aria-label="Unit of the temperatures"
            data={[
              { value: 'C', label: '°C' },
              { value: 'F', label: '°F' },
            ]}
            value={unit}
            onChange={(value) => onUnit(value === 'F' ? 'F' : 'C')}
          />
        </div>
      )}
      <Preview profile={read.profile} notes={read.notes} />
    </>
  );
}

function Preview({ profile, notes }: { readonly profile: ProfileConfig; readonly notes: readonly string[] }) {
  return (
    <section className={styles['preview']} aria-label="Preview">
      <p>
        <strong>{profile.name}</strong>
        {`, ${describePlan(profile)}`}
      </p>
      <PlanPreview plan={profile} />
      {notes.length > 0 && (
        <ul className={styles['notes']}>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** What a profile is, in a few words: "fermentation, 4 points, 14 days". */
function describePlan(profile: ProfileConfig): string {
  const count = profile.kind === 'mash' ? profile.steps.length : profile.points.length;
  const thing = profile.kind === 'mash' ? 'step' : 'point';
  return `${profile.kind}, ${count} ${thing}${count === 1 ? '' : 's'}, ${lengthText(planLengthS(profile))}`;
}
