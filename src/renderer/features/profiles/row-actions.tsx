import styles from './row-table.module.css';
import type { RowAct } from './row-view.tsx';

const DAY_S = 86_400;

interface RowActionsProps {
  readonly name: string;
  /** A row before the start pushes all others on. */
  readonly pushes: boolean;
  readonly canUp: boolean;
  readonly canDown: boolean;
  readonly onAct: (what: RowAct) => void;
}

/** What can be done with a row, opened under it. */
export function RowActions({ name, pushes, canUp, canDown, onAct }: RowActionsProps) {
  return (
    <div className={styles['actions']} role="group" aria-label={`${name}: actions`}>
      <button type="button" onClick={() => onAct({ type: 'insert', side: 'before' })}>
        {pushes ? 'Insert before (all others 1 day later)' : 'Insert before'}
      </button>
      <button type="button" onClick={() => onAct({ type: 'insert', side: 'after' })}>
        Insert after
      </button>
      <button type="button" disabled={!canUp} onClick={() => onAct({ type: 'move', by: -1 })}>
        Move up
      </button>
      <button type="button" disabled={!canDown} onClick={() => onAct({ type: 'move', by: 1 })}>
        Move down
      </button>
      <button type="button" disabled={!canUp} onClick={() => onAct({ type: 'shift', byS: -DAY_S })}>
        From here on 1 day earlier
      </button>
      <button type="button" onClick={() => onAct({ type: 'shift', byS: DAY_S })}>
        From here on 1 day later
      </button>
    </div>
  );
}
