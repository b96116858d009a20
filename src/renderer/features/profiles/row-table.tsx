import { useCallback, useRef, useState } from 'react';
import { Icon } from '#renderer/ui/icons.tsx';
import { type TemperatureUnit, unitSign } from '#renderer/ui/temperature.ts';
import type { FermentationDraft } from './draft.ts';
import { type FermentationRow, insertBeside, moveRow, removeRow, shiftFrom } from './fermentation-draft.ts';
import type { Problems } from './problems.ts';
import styles from './row-table.module.css';
import { type RowAct, type RowLead, RowView } from './row-view.tsx';

/** Changes the rows; changes with one tag are one step of undo. */
export type EditRows = (
  change: (rows: readonly FermentationRow[]) => FermentationRow[],
  tag?: string,
) => void;

interface RowTableProps {
  readonly draft: FermentationDraft;
  readonly problems: Pick<Problems, 'rows'>;
  readonly unit: TemperatureUnit;
  /** The start that dates are shown for; null without dates. */
  readonly startMs: number | null;
  readonly round: (valueC: number) => number;
  readonly onEdit: EditRows;
  readonly onSettle: () => void;
}

const noProblems = {};

/** With more rows than this the browser leaves out the work for those that are not in sight. */
const LONG = 40;

/** The rows of a fermentation: time, date, temperature, how it gets there, note. */
export function RowTable({ draft, problems, unit, startMs, round, onEdit, onSettle }: RowTableProps) {
  const host = useRef<HTMLDivElement>(null);
  const [openKey, setOpenKey] = useState<number | null>(null);
  const focusRow = useCallback((key: number | undefined) => {
    // The row is there once React has drawn it.
    requestAnimationFrame(() => {
      host.current?.querySelector<HTMLElement>(`[data-row="${key}"] input`)?.focus();
    });
  }, []);

  const act = useCallback(
    (key: number, what: RowAct) => {
      if (what.type === 'open') return setOpenKey((open) => (open === key ? null : key));
      setOpenKey(null);
      onEdit((rows) => {
        const index = rows.findIndex((row) => row.key === key);
        switch (what.type) {
          case 'remove':
            focusRow((rows[index + 1] ?? rows[index - 1])?.key);
            return removeRow(rows, key);
          case 'insert': {
            const inserted = insertBeside(rows, key, what.side, round);
            focusRow(inserted.key);
            return inserted.rows;
          }
          case 'move':
            focusRow(key);
            return moveRow(rows, key, what.by);
          case 'shift':
            focusRow(key);
            return shiftFrom(rows, key, what.byS);
          default:
            return what satisfies never;
        }
      });
    },
    [onEdit, focusRow, round],
  );

  const { rows } = draft;
  return (
    <div className={styles['frame']}>
      <div
        ref={host}
        className={styles['table']}
        role="table"
        aria-label="Rows of the profile"
        data-dates={startMs !== null}
        data-long={rows.length > LONG}
      >
        <div className={styles['head']} role="row">
          <span role="columnheader">#</span>
          <span role="columnheader">Day</span>
          {startMs !== null && <span role="columnheader">Date</span>}
          <span role="columnheader">{unitSign(unit)}</span>
          <span role="columnheader">How it gets there</span>
          <span role="columnheader">Note</span>
          <span role="columnheader">
            <span className="visually-hidden">Actions</span>
          </span>
        </div>
        {rows.map((row, i) => (
          <RowView
            key={row.key}
            row={row}
            index={i}
            last={i === rows.length - 1}
            lead={leadOf(rows, i)}
            open={openKey === row.key}
            problems={problems.rows[row.key] ?? noProblems}
            unit={unit}
            startMs={startMs}
            onEdit={onEdit}
            onSettle={onSettle}
            onAct={act}
          />
        ))}
      </div>
      <button
        type="button"
        className={styles['add']}
        onClick={() => {
          const last = rows.at(-1);
          act(last?.key ?? -1, { type: 'insert', side: 'after' });
        }}
      >
        <Icon name="plus" size={18} />
        Add a row
      </button>
    </div>
  );
}

/** What stands before a row, notes left out. */
function leadOf(rows: readonly FermentationRow[], index: number): RowLead {
  for (let i = index - 1; i >= 0; i -= 1) {
    const temperature = rows[i]?.temperature;
    if (temperature === 'off') return 'off';
    if (typeof temperature === 'number') return 'setpoint';
  }
  return 'nothing';
}
