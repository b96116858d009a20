import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import dialog from '#renderer/features/devices/device-dialog.module.css';
import { useAlarmRules } from '#renderer/stores/alarm-rules.ts';
import { useIsLive } from '#renderer/stores/connection.ts';
import { useUnit } from '#renderer/stores/settings.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { priorityWords } from '#renderer/ui/words.ts';
import { alarmPrioritySchema } from '#shared/domain/alarm.ts';
import type { AlarmRule } from '#shared/domain/alarm-rule.ts';
import { ConditionFields, SubjectField } from './condition-fields.tsx';
import { PresetButtons } from './preset-buttons.tsx';
import {
  draftOf,
  emptyDraft,
  type RuleDraft,
  type RuleErrors,
  type RuleField,
  type RuleFieldProps,
  readDraft,
} from './rule-draft.ts';
import styles from './rule-form.module.css';
import { subjectKey, useRuleSubjects } from './rule-subjects.ts';
import { ruleWords, suggestName } from './rule-words.ts';
import { useSaveRule } from './use-rule-actions.ts';

const priorities = alarmPrioritySchema.options.map((value) => ({ value, label: priorityWords[value] }));

interface RuleFormProps {
  /** The rule to change; null for a new one. */
  readonly rule: AlarmRule | null;
  readonly onDone: () => void;
}

/** Sets up an alarm: what to watch, when it is an alarm, and what to say then. */
export function RuleForm({ rule, onDone }: RuleFormProps) {
  const unit = useUnit();
  const live = useIsLive();
  const form = useRuleForm(rule);
  const { draft, set, shown, suggested } = form;
  const { save, busy, errors } = useSaveRule(onDone);
  const submit = (event: { readonly preventDefault: () => void }): void => {
    event.preventDefault();
    const config = form.send();
    if (config !== null) save(config, rule?.id ?? null);
  };
  const field = { draft, set, errors: merged(shown, errors.byField) };
  return (
    <form className={styles['form']} noValidate onSubmit={submit}>
      {rule === null && <PresetButtons onPick={(change) => set({ ...emptyDraft(unit), ...change })} />}
      <SubjectField {...field} />
      {draft.subject !== '' && <ConditionFields {...field} />}
      <NativeSelect
        label="Priority"
        description="Critical: people or equipment. High: the batch. Medium: soon. Low: later."
        data={priorities}
        value={draft.priority}
        onChange={(event) => set({ priority: alarmPrioritySchema.parse(event.currentTarget.value) })}
      />
      <TextInput
        label="Name"
        placeholder={suggested}
        autoComplete="off"
        maxLength={80}
        value={draft.name}
        error={field.errors.name}
        errorProps={{ role: 'alert' }}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Note
        field="response"
        label="What to do"
        description="Said with the alarm. Left empty, the console says something general."
        {...field}
      />
      <Note field="consequence" label="What happens otherwise" {...field} />
      <p className={styles['words']}>
        {form.read.ok ? `${ruleWords(form.read.config, form.subjectName, unit)}.` : ''}
      </p>
      <ErrorNote text={errors.rest} />
      {form.refused && <ErrorNote text="Something is missing above: see the fields that are marked." />}
      <div className={dialog['choices']}>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" disabled={!live} loading={busy}>
          {rule === null ? 'Add' : 'Save'}
        </Button>
      </div>
    </form>
  );
}

interface NoteProps extends RuleFieldProps {
  readonly field: 'response' | 'consequence';
  readonly label: string;
  readonly description?: string;
}

function Note({ field, label, description, draft, set, errors }: NoteProps) {
  return (
    <Textarea
      label={label}
      description={description}
      autoComplete="off"
      rows={2}
      maxLength={500}
      value={draft[field]}
      error={errors[field]}
      errorProps={{ role: 'alert' }}
      onChange={(event) => set({ [field]: event.currentTarget.value })}
    />
  );
}

function useRuleForm(rule: AlarmRule | null) {
  const unit = useUnit();
  const subjects = useRuleSubjects();
  const rules = useAlarmRules((store) => store.rules);
  const [draft, setDraft] = useState(() => (rule === null ? emptyDraft(unit) : draftOf(rule, unit)));
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [sent, setSent] = useState(false);
  const subject = subjects.find((each) => subjectKey(each) === draft.subject);
  const subjectName = subject?.name ?? '';
  const taken = rules.filter(({ id }) => id !== rule?.id).map(({ name }) => name);
  const suggested = subject === undefined ? '' : suggestName(draft, subjectName, taken);
  const read = readDraft(draft, subject, suggested, unit);
  const errors: RuleErrors = read.ok ? {} : read.errors;
  return {
    draft,
    subjectName,
    suggested,
    read,
    set: (change: Partial<RuleDraft>) => {
      setDraft((before) => ({ ...before, ...change }));
      setTouched((before) => new Set([...before, ...Object.keys(change)]));
    },
    /** A field is complained about once somebody has been there, or wants to go on. */
    shown: Object.fromEntries(
      Object.entries(errors).filter(([field]) => sent || touched.has(field)),
    ) satisfies RuleErrors,
    /** Somebody wanted to go on, and could not. */
    refused: sent && !read.ok,
    /** What was filled in; null while something is wrong, which is said then. */
    send: () => {
      setSent(true);
      return read.ok ? read.config : null;
    },
  };
}

/** What the console complained about stands at the fields as well. */
function merged(shown: RuleErrors, byConsole: Readonly<Record<string, string | undefined>>): RuleErrors {
  const named: readonly (readonly [RuleField, string | undefined])[] = [
    ['name', byConsole['name']],
    ['hysteresis', byConsole['condition.hysteresisC']],
    ['subject', byConsole['condition.subject.id']],
  ];
  const said = Object.fromEntries(named.filter(([, text]) => text !== undefined));
  return { ...said, ...shown };
}
