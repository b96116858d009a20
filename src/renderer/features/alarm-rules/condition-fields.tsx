import { NativeSelect, TextInput } from '@mantine/core';
import { useUnit } from '#renderer/stores/settings.ts';
import { NumberDraft } from '#renderer/ui/number-draft.tsx';
import type { Quantity } from '#renderer/ui/quantity.ts';
import type { RuleField, RuleFieldProps } from './rule-draft.ts';
import styles from './rule-form.module.css';

import {
  type ConditionKind,
  conditionsOf,
  type RuleSubject,
  subjectKey,
  useRuleSubjects,
} from './rule-subjects.ts';

const groupWords: Readonly<Record<RuleSubject['kind'], string>> = {
  vessel: 'Vessels',
  sensor: 'Sensors',
  input: 'Inputs',
  device: 'Devices',
};
const conditionWords: Readonly<Record<ConditionKind, string>> = {
  above: 'is above a temperature',
  below: 'is below a temperature',
  deviation: 'is away from its setpoint',
  rate: 'changes fast',
  'not-reached': 'does not reach a new setpoint in time',
  input: 'is on or off',
  silent: 'says nothing',
};

/** What to watch. A condition that does not fit the new choice gives way to the usual one. */
export function SubjectField({ draft, set, errors }: RuleFieldProps) {
  const subjects = useRuleSubjects();
  const groups = (['vessel', 'sensor', 'input', 'device'] as const)
    .map((kind) => ({
      group: groupWords[kind],
      items: subjects
        .filter((subject) => subject.kind === kind)
        .map((subject) => ({ value: subjectKey(subject), label: subject.name })),
    }))
    .filter(({ items }) => items.length > 0);
  const choose = (key: string): void => {
    const subject = subjects.find((each) => subjectKey(each) === key);
    const fitting = subject === undefined ? [] : conditionsOf[subject.kind];
    const [usual] = fitting;
    set({ subject: key, ...(usual === undefined || fitting.includes(draft.when) ? {} : { when: usual }) });
  };
  return (
    <NativeSelect
      label="What to watch"
      data={[{ value: '', label: 'Choose…' }, ...groups]}
      value={draft.subject}
      error={errors.subject}
      errorProps={{ role: 'alert' }}
      onChange={(event) => choose(event.currentTarget.value)}
    />
  );
}

/** When it is an alarm: the conditions that fit the subject, and the numbers that each needs. */
export function ConditionFields(props: RuleFieldProps) {
  const { draft, set, errors } = props;
  const subject = useRuleSubjects().find((each) => subjectKey(each) === draft.subject);
  const fitting = subject === undefined ? [] : conditionsOf[subject.kind];
  return (
    <>
      <NativeSelect
        label="Alarm when it"
        data={fitting.map((value) => ({ value, label: conditionWords[value] }))}
        value={draft.when}
        error={errors.when}
        onChange={(event) =>
          set({ when: fitting.find((each) => each === event.currentTarget.value) ?? draft.when })
        }
      />
      <Numbers {...props} />
      <div className={styles['pair']}>
        <Time field="onDelay" label="Only after" description="It must last so long." {...props} />
        <Time field="offDelay" label="Over after" description="It must be gone so long." {...props} />
      </div>
    </>
  );
}

function Numbers(props: RuleFieldProps) {
  const { draft } = props;
  switch (draft.when) {
    case 'above':
    case 'below':
      return (
        <div className={styles['pair']}>
          <Degrees
            field="limit"
            label={draft.when === 'above' ? 'Above' : 'Below'}
            description="Then the alarm comes."
            quantity="temperature"
            {...props}
          />
          <Hysteresis {...props} />
        </div>
      );
    case 'deviation':
      return (
        <div className={styles['pair']}>
          <Degrees
            field="band"
            label="Further away than"
            description="On either side."
            quantity="difference"
            {...props}
          />
          <Hysteresis {...props} />
        </div>
      );
    case 'rate':
      return <Rate {...props} />;
    case 'not-reached':
      return (
        <Time
          field="within"
          label="Time to get there"
          description="From each change of the setpoint."
          {...props}
        />
      );
    case 'input':
      return <OnOff {...props} />;
    case 'silent':
      return (
        <Time
          field="silentFor"
          label="Silent for"
          description="No good reading, or no connection."
          {...props}
        />
      );
    default:
      return draft.when satisfies never;
  }
}

function Rate(props: RuleFieldProps) {
  const { draft, set } = props;
  return (
    <>
      <NativeSelect
        label="Direction"
        data={[
          { value: 'either', label: 'Rising or falling' },
          { value: 'rising', label: 'Rising' },
          { value: 'falling', label: 'Falling' },
        ]}
        value={draft.direction}
        onChange={({ currentTarget: { value } }) =>
          set({ direction: value === 'rising' || value === 'falling' ? value : 'either' })
        }
      />
      <div className={styles['pair']}>
        <Degrees field="rate" label="Faster than, an hour" quantity="difference" {...props} />
        <Time field="over" label="Measured over" {...props} />
      </div>
    </>
  );
}

function OnOff({ draft, set }: RuleFieldProps) {
  return (
    <NativeSelect
      label="It is an alarm while it is"
      data={[
        { value: 'on', label: 'On' },
        { value: 'off', label: 'Off' },
      ]}
      value={draft.is}
      onChange={(event) => set({ is: event.currentTarget.value === 'off' ? 'off' : 'on' })}
    />
  );
}

function Hysteresis(props: RuleFieldProps) {
  return (
    <Degrees
      field="hysteresis"
      label="Back by"
      description="Before it is over."
      quantity="difference"
      {...props}
    />
  );
}

interface OneField extends RuleFieldProps {
  readonly field: RuleField;
  readonly label: string;
  readonly description?: string;
}

function Degrees({
  field,
  label,
  description,
  quantity,
  draft,
  set,
  errors,
}: OneField & { readonly quantity: Quantity }) {
  const unit = useUnit();
  return (
    <NumberDraft
      label={label}
      {...(description === undefined ? {} : { description })}
      text={String(draft[field])}
      quantity={quantity}
      unit={unit}
      error={errors[field] ?? null}
      onText={(text) => set({ [field]: text })}
    />
  );
}

function Time({ field, label, description, draft, set, errors }: OneField) {
  return (
    <TextInput
      label={label}
      description={description}
      autoComplete="off"
      value={String(draft[field])}
      error={errors[field]}
      errorProps={{ role: 'alert' }}
      onChange={(event) => set({ [field]: event.currentTarget.value })}
    />
  );
}
