import { useState } from 'react';
import panel from '#renderer/features/vessel/panels.module.css';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import type { DeviceId } from '#shared/domain/ids.ts';
import { ConstantRow } from './constant-row.tsx';
import styles from './constants-panel.module.css';
import { useConstants } from './use-board-parts.ts';
import { VariablesList } from './variables-list.tsx';

interface ConstantsPanelProps {
  readonly id: DeviceId;
  readonly ready: boolean;
}

/** What the board regulates by, one constant after the other, with the way back; and what it computes with. */
export function ConstantsPanel({ id, ready }: ConstantsPanelProps) {
  const [opened, setOpened] = useState(false);
  const [editing, setEditing] = useState<string | null>(null);
  /** What each constant was before it was changed here. */
  const [before, setBefore] = useState<Readonly<Record<string, number>>>({});
  const { constants, error, retry, set, asked, busy, refused, forget } = useConstants(id, opened && ready);
  const change = (name: string, was: number, value: number): void =>
    set(name, value, () => {
      setEditing(null);
      setBefore(({ [name]: first = was, ...others }) =>
        first === value ? others : { ...others, [name]: first },
      );
    });
  return (
    <details
      className={`${panel['panel']} ${styles['panel']}`}
      onToggle={(event) => setOpened(event.currentTarget.open)}
    >
      <summary>For experts: constants and variables of the board</summary>
      <div className={styles['inside']}>
        <h3 className={styles['title']}>Constants</h3>
        <p className={panel['words']}>
          What the board regulates by, in its own unit. The board checks nothing: change one, and see what it
          does.
        </p>
        <ErrorNote text={ready ? error : null} onRetry={retry} />
        {constants !== undefined && (
          <ul className={styles['constants']} aria-label="Constants">
            {Object.entries(constants.values).map(([name, value]) => (
              <ConstantRow
                key={name}
                name={name}
                value={value}
                was={before[name]}
                unit={constants.unit}
                editing={editing === name}
                disabled={!ready || busy}
                busy={busy && asked === name}
                error={asked === name ? refused : null}
                onEdit={(on) => {
                  forget();
                  setEditing(on ? name : null);
                }}
                onSet={(next) => change(name, value, next)}
              />
            ))}
          </ul>
        )}
        <VariablesList id={id} looking={opened && ready} />
      </div>
    </details>
  );
}
