import { memo } from 'react';
import { Icon } from '#renderer/ui/icons.tsx';
import { type TemperatureUnit, unitSign } from '#renderer/ui/temperature.ts';
import { CellInput, CellSelect, CellText } from './cell-input.tsx';
import { changeRow, type FermentationRow } from './fermentation-draft.ts';
import { dateText, rowTemperatureText, timeText } from './field-text.ts';
import type { RowProblems } from './problems.ts';
import { RowActions } from './row-actions.tsx';
import styles from './row-table.module.css';
import type { EditRows } from './row-table.tsx';
import { typeDate, typeRowTemperature, typeTime } from './typing.ts';

/** What can be done with a row beside typing into it. */
export type RowAct =
  | { readonly type: 'open' }
  | { readonly type: 'remove' }
  | { readonly type: 'insert'; readonly side: 'before' | 'after' }
  | { readonly type: 'move'; readonly by: -1 | 1 }
  | { readonly type: 'shift'; readonly byS: number };

/** What stands before a row: nothing, a point with a temperature, or one that switches control off. */
export type RowLead = 'nothing' | 'setpoint' | 'off';

interface RowViewProps {
  readonly row: FermentationRow;
  readonly index: number;
  readonly lead: RowLead;
  readonly last: boolean;
  readonly open: boolean;
  readonly problems: RowProblems;
  readonly unit: TemperatureUnit;
  readonly startMs: number | null;
  readonly onEdit: EditRows;
  readonly onSettle: () => void;
  readonly onAct: (key: number, what: RowAct) => void;
}

const ways = [
  { value: 'linear', label: 'Ramp' },
  { value: 'step', label: 'Step' },
] as const;

/** One row of the table. */
export const RowView = memo(function RowView(props: RowViewProps) {
  const { row, index, problems, unit, startMs, onEdit, onSettle, onAct } = props;
  const { key, texts } = row;
  const name = `Row ${index + 1}`;
  const change = (field: string, to: (row: FermentationRow) => FermentationRow): void =>
    onEdit((rows) => changeRow(rows, key, to), `${field} ${key}`);
  return (
    <div className={styles['row']} role="row" data-row={key} data-event={row.temperature === 'none'}>
      <span className={styles['number']} role="cell">
        {index + 1}
      </span>
      <span role="cell" data-label="Day">
        <CellInput
          numeric
          label={`${name}, day`}
          field={`time ${key}`}
          value={texts.time ?? timeText(row.atS)}
          error={problems.time}
          onType={(text) => change('time', (each) => typeTime(each, text))}
          onSettle={onSettle}
        />
      </span>
      {startMs !== null && (
        <span role="cell" data-label="Date" className={styles['date']}>
          <CellInput
            type="datetime-local"
            label={`${name}, date`}
            value={texts.date ?? dateText(row.atS, startMs)}
            error={problems.date}
            onType={(text) => change('date', (each) => typeDate(each, text, startMs))}
            onSettle={onSettle}
          />
        </span>
      )}
      <span role="cell" data-label={unitSign(unit)}>
        <CellInput
          numeric
          label={`${name}, temperature in ${unitSign(unit)}`}
          placeholder="none"
          value={texts.temperature ?? rowTemperatureText(row.temperature, unit)}
          error={problems.temperature}
          onType={(text) => change('temperature', (each) => typeRowTemperature(each, text, unit))}
          onSettle={onSettle}
        />
      </span>
      <span role="cell" data-label="How" className={styles['way']}>
        <Way row={row} name={name} lead={props.lead} onEdit={onEdit} />
      </span>
      <span role="cell" data-label="Note" className={styles['note']}>
        <CellText
          label={`${name}, note`}
          placeholder={row.temperature === 'none' ? 'What to do' : 'Note'}
          value={row.note}
          error={problems.note}
          onType={(note) => change('note', (each) => ({ ...each, note }))}
          onSettle={onSettle}
        />
      </span>
      <span className={styles['tools']} role="cell">
        <button
          type="button"
          aria-label={`${name}: more`}
          aria-expanded={props.open}
          onClick={() => onAct(key, { type: 'open' })}
        >
          <Icon name="more" />
        </button>
        <button type="button" aria-label={`${name}: delete`} onClick={() => onAct(key, { type: 'remove' })}>
          <Icon name="trash" />
        </button>
      </span>
      {props.open && (
        <RowActions
          name={name}
          pushes={index === 0 && row.atS === 0}
          canUp={index > 0}
          canDown={!props.last}
          onAct={(what) => onAct(key, what)}
        />
      )}
    </div>
  );
});

interface WayProps {
  readonly row: FermentationRow;
  readonly name: string;
  readonly lead: RowLead;
  readonly onEdit: EditRows;
}

/** How the setpoint gets to a row. There is a choice only between two temperatures. */
function Way({ row, name, lead, onEdit }: WayProps) {
  const fixed = fixedWay(row, lead);
  if (fixed !== null) return <span className={styles['fixed']}>{fixed}</span>;
  return (
    <CellSelect
      label={`${name}, how it gets there`}
      value={row.approach}
      options={ways}
      onPick={(approach) => onEdit((rows) => changeRow(rows, row.key, (each) => ({ ...each, approach })))}
    />
  );
}

function fixedWay({ temperature, atS }: FermentationRow, lead: RowLead): string | null {
  if (temperature === 'none') return 'Note only';
  if (temperature === 'off') return 'Switches off';
  if (lead === 'nothing') return atS === 0 ? 'Start' : 'From the start';
  return lead === 'off' ? 'Switches on' : null;
}
