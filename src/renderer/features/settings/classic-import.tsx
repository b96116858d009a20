import { Button, FileButton } from '@mantine/core';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import type { ImportItem } from '#shared/domain/classic-import.ts';
import styles from './classic-import.module.css';
import page from './settings-screen.module.css';
import { useClassicImport } from './use-classic-import.ts';

const kindWords: Readonly<Record<ImportItem['kind'], string>> = {
  setting: 'Setting',
  profile: 'Profile',
  device: 'Device',
  vessel: 'Vessel',
  point: 'Point',
};

const comingWords: Readonly<Record<ImportItem['action'], string>> = {
  add: 'New',
  update: 'Changed there',
  same: 'Here already',
  skip: 'Left out',
};

const doneWords: Readonly<Record<ImportItem['action'], string>> = {
  add: 'Added',
  update: 'Updated',
  same: 'Was here already',
  skip: 'Left out',
};

/** Brings what the original maelstrom kept: shown first, then done, all of it or nothing. */
export function ClassicImport() {
  const { choose, forget, apply, ...state } = useClassicImport();
  const coming = (state.preview ?? []).filter(({ action }) => action === 'add' || action === 'update');
  return (
    <div className={page['sub']}>
      <h3>Import from the original maelstrom</h3>
      <p>
        Choose its database file (maelstrom.db). You see what would come before anything is changed. What was
        imported before is brought up to date, and nothing is there twice.
      </p>
      <div className={page['buttons']}>
        <FileButton
          inputProps={{ 'aria-label': 'Database of the original maelstrom' }}
          onChange={(file) => file !== null && choose(file)}
        >
          {(props) => (
            <Button {...props} variant="default" loading={state.looking}>
              Choose a file…
            </Button>
          )}
        </FileButton>
        {state.fileName !== null && <span>{state.fileName}</span>}
      </div>
      <div className={styles['outcome']}>
        <ErrorNote text={state.error} />
        {state.result !== null ? (
          <Items title="The import is done" items={state.result} words={doneWords} />
        ) : (
          state.preview !== null && (
            <>
              <Items title={comingTitle(coming.length)} items={state.preview} words={comingWords} />
              <div className={page['buttons']}>
                <Button disabled={coming.length === 0} loading={state.applying} onClick={apply}>
                  Import
                </Button>
                <Button variant="default" onClick={forget}>
                  Cancel
                </Button>
              </div>
            </>
          )
        )}
      </div>
    </div>
  );
}

function comingTitle(count: number): string {
  if (count === 0) return 'There is nothing to import';
  return count === 1 ? 'One thing will come' : `${count} things will come`;
}

interface ItemsProps {
  readonly title: string;
  readonly items: readonly ImportItem[];
  readonly words: Readonly<Record<ImportItem['action'], string>>;
}

function Items({ title, items, words }: ItemsProps) {
  return (
    <>
      <p role="status">
        <strong>{title}</strong>
      </p>
      <ul className={styles['items']} aria-label={title}>
        {items.map((item) => (
          <li key={`${item.kind} ${item.name}`} data-action={item.action}>
            <span className={styles['action']}>{words[item.action]}</span>
            <span className={styles['kind']}>{kindWords[item.kind]}</span>
            <span className={styles['name']}>{item.name}</span>
            <span className={styles['note']}>{item.note}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
