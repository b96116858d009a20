import { memo } from 'react';
import { Icon } from '#renderer/ui/icons.tsx';
import { type TemperatureUnit, unitSign } from '#renderer/ui/temperature.ts';
import { CellInput, CellSelect } from './cell-input.tsx';
import { durationText, temperatureText } from './field-text.ts';
import {
  type AdditionRow,
  addAddition,
  changeAddition,
  changeStep,
  removeAddition,
  type StepRow,
} from './mash-draft.ts';
import styles from './mash-table.module.css';
import type { EditSteps } from './mash-table.tsx';
import type { AdditionProblems, StepProblems } from './problems.ts';
import { typeAdditionMinutes, typeStepMinutes, typeStepTemperature } from './typing.ts';

/** What can be done with a step beside typing into it. */
export type StepAct =
  | { readonly type: 'remove' | 'insert' | 'duplicate' }
  | { readonly type: 'move'; readonly by: -1 | 1 };

interface MashStepProps {
  readonly step: StepRow;
  readonly index: number;
  readonly last: boolean;
  readonly problems: StepProblems;
  readonly unit: TemperatureUnit;
  readonly onEdit: EditSteps;
  readonly onSettle: () => void;
  readonly onAct: (key: number, what: StepAct) => void;
}

const ends = [
  { value: 'next', label: 'Go on' },
  { value: 'wait', label: 'Wait for me' },
] as const;

/** One step of a mash. */
export const MashStepView = memo(function MashStepView(props: MashStepProps) {
  const { step, index, problems, unit, onEdit, onSettle, onAct } = props;
  const { key, texts } = step;
  const name = `Step ${index + 1}`;
  const change = (field: string, to: (step: StepRow) => StepRow): void =>
    onEdit((steps) => changeStep(steps, key, to), `${field} ${key}`);
  return (
    <div className={styles['step']} role="listitem" aria-label={`${name}, ${step.name}`} data-step={key}>
      <span className={styles['number']}>{index + 1}</span>
      <div className={styles['fields']}>
        <Labelled word="Step" wide>
          <CellInput
            label={`${name}, name`}
            value={step.name}
            error={problems.name}
            onType={(text) => change('name', (each) => ({ ...each, name: text }))}
            onSettle={onSettle}
          />
        </Labelled>
        <Labelled word="Temperature">
          <CellInput
            numeric
            label={`${name}, temperature in ${unitSign(unit)}`}
            sign={unitSign(unit)}
            value={texts.temperature ?? temperatureText(step.spC, unit)}
            error={problems.temperature}
            onType={(text) => change('temperature', (each) => typeStepTemperature(each, text, unit))}
            onSettle={onSettle}
          />
        </Labelled>
        <Labelled word="Keep for">
          <CellInput
            numeric
            label={`${name}, minutes`}
            sign="min"
            value={texts.minutes ?? durationText(step.durationS)}
            error={problems.minutes}
            onType={(text) => change('minutes', (each) => typeStepMinutes(each, text))}
            onSettle={onSettle}
          />
        </Labelled>
        <Labelled word="Then">
          <CellSelect
            label={`${name}, then`}
            value={step.atEnd}
            options={ends}
            onPick={(atEnd) => onEdit((steps) => changeStep(steps, key, (each) => ({ ...each, atEnd })))}
          />
        </Labelled>
      </div>
      <Tools name={name} first={index === 0} last={props.last} onAct={(what) => onAct(key, what)} />
      <div className={styles['additions']}>
        {step.additions.map((addition, i) => (
          <Addition
            key={addition.key}
            name={`${name}, addition ${i + 1}`}
            addition={addition}
            problems={problems.additions?.[addition.key] ?? {}}
            onChange={(field, to) =>
              change(`addition ${addition.key} ${field}`, (each) => changeAddition(each, addition.key, to))
            }
            onRemove={() =>
              onEdit((steps) => changeStep(steps, key, (each) => removeAddition(each, addition.key)))
            }
            onSettle={onSettle}
          />
        ))}
        <button
          type="button"
          className={styles['addition-add']}
          aria-label={`${name}: add an addition`}
          onClick={() => onEdit((steps) => changeStep(steps, key, addAddition))}
        >
          <Icon name="plus" size={16} />
          Addition
        </button>
      </div>
    </div>
  );
});

interface LabelledProps {
  readonly word: string;
  readonly wide?: boolean;
  readonly children: React.ReactNode;
}

function Labelled({ word, wide = false, children }: LabelledProps) {
  return (
    <span className={styles['labelled']} data-wide={wide}>
      <span aria-hidden="true">{word}</span>
      {children}
    </span>
  );
}

interface ToolsProps {
  readonly name: string;
  readonly first: boolean;
  readonly last: boolean;
  readonly onAct: (what: StepAct) => void;
}

function Tools({ name, first, last, onAct }: ToolsProps) {
  return (
    <div className={styles['tools']}>
      <button
        type="button"
        disabled={first}
        aria-label={`${name}: move up`}
        onClick={() => onAct({ type: 'move', by: -1 })}
      >
        <Icon name="up" />
      </button>
      <button
        type="button"
        disabled={last}
        aria-label={`${name}: move down`}
        onClick={() => onAct({ type: 'move', by: 1 })}
      >
        <Icon name="down" />
      </button>
      <button type="button" aria-label={`${name}: insert after`} onClick={() => onAct({ type: 'insert' })}>
        <Icon name="plus" />
      </button>
      <button type="button" aria-label={`${name}: duplicate`} onClick={() => onAct({ type: 'duplicate' })}>
        <Icon name="copy" />
      </button>
      <button type="button" aria-label={`${name}: delete`} onClick={() => onAct({ type: 'remove' })}>
        <Icon name="trash" />
      </button>
    </div>
  );
}

interface AdditionProps {
  readonly name: string;
  readonly addition: AdditionRow;
  readonly problems: AdditionProblems;
  readonly onChange: (field: string, to: (addition: AdditionRow) => AdditionRow) => void;
  readonly onRemove: () => void;
  readonly onSettle: () => void;
}

/** What goes in: so many minutes before the end of the step. */
function Addition({ name, addition, problems, onChange, onRemove, onSettle }: AdditionProps) {
  return (
    <div className={styles['addition']}>
      <CellInput
        numeric
        label={`${name}, minutes before the end`}
        sign="min before the end"
        value={addition.minutesText ?? durationText(addition.beforeEndS)}
        error={problems.minutes}
        onType={(text) => onChange('minutes', (each) => typeAdditionMinutes(each, text))}
        onSettle={onSettle}
      />
      <CellInput
        label={`${name}, what goes in`}
        placeholder="What goes in"
        value={addition.text}
        error={problems.text}
        onType={(text) => onChange('text', (each) => ({ ...each, text }))}
        onSettle={onSettle}
      />
      <div className={styles['tools']}>
        <button type="button" aria-label={`${name}: delete`} onClick={onRemove}>
          <Icon name="trash" />
        </button>
      </div>
    </div>
  );
}
