import { Button, NativeSelect, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { SETTING_MAX_LENGTH, type Setting } from '#shared/domain/setting.ts';
import styles from './foreign-section.module.css';
import { Section } from './section.tsx';
import { kindOf, nameProblem, parseValue, type ValueKind } from './setting-text.ts';
import page from './settings-screen.module.css';
import { TextSetting } from './text-setting.tsx';
import { takenBy, useForeignList, useForeignSetting } from './use-foreign-settings.ts';

/** What other programs keep at the console. */
export function ForeignSection() {
  const all = useForeignList();
  return (
    <Section title="Other settings">
      <p className={page['words']}>
        Programs that talk to the console can keep values of their own here. The console itself does nothing
        with them.
      </p>
      {all.length > 0 && (
        <ul className={styles['list']} aria-label="Other settings">
          {all.map((setting) => (
            <ForeignRow key={setting.name} setting={setting} />
          ))}
        </ul>
      )}
      <AddSetting />
    </Section>
  );
}

function ForeignRow({ setting: { name, value } }: { readonly setting: Setting }) {
  const { set, remove, saved, busy, error } = useForeignSetting();
  const [typo, setTypo] = useState<string | null>(null);
  const kind = kindOf(value);
  const commit = (text: string): void => {
    const parsed = parseValue(text, kind);
    setTypo(parsed.ok ? null : parsed.error);
    if (parsed.ok) set(name, parsed.value);
  };
  return (
    <li>
      <div className={styles['name']}>
        {name}
        <span className={styles['saved']} role="status">
          {saved ? 'Saved' : ''}
        </span>
      </div>
      <div className={styles['value']}>
        {kind === 'switch' ? (
          <Switch
            aria-label={name}
            label={value === true ? 'On' : 'Off'}
            checked={value === true}
            onChange={(event) => set(name, event.currentTarget.checked)}
          />
        ) : (
          <TextSetting
            label={name}
            inputMode={kind === 'number' ? 'decimal' : 'text'}
            maxLength={SETTING_MAX_LENGTH}
            value={String(value)}
            error={typo ?? error}
            onCommit={commit}
          />
        )}
        {kind === 'switch' && <ErrorNote text={error} />}
      </div>
      <Button variant="default" disabled={busy} aria-label={`Delete ${name}`} onClick={() => remove(name)}>
        Delete
      </Button>
    </li>
  );
}

const kinds = [
  { value: 'text', label: 'Text' },
  { value: 'number', label: 'Number' },
  { value: 'switch', label: 'On or off' },
];

function AddSetting() {
  const { set, busy, error } = useForeignSetting();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<ValueKind>('text');
  const [text, setText] = useState('');
  const [problems, setProblems] = useState<{ readonly name?: string; readonly value?: string }>({});
  const submit = (event: { readonly preventDefault: () => void }): void => {
    event.preventDefault();
    const wrongName = nameProblem(name, takenBy);
    const parsed = parseValue(text, kind);
    setProblems({
      ...(wrongName === null ? {} : { name: wrongName }),
      ...(parsed.ok ? {} : { value: parsed.error }),
    });
    if (wrongName !== null || !parsed.ok) return;
    set(name.trim(), parsed.value, () => {
      setName('');
      setText('');
    });
  };
  return (
    <form className={styles['add']} aria-label="Add a setting" noValidate onSubmit={submit}>
      <TextInput
        label="Name"
        placeholder="myprogram.option"
        autoComplete="off"
        maxLength={80}
        value={name}
        error={problems.name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        label="Kind"
        data={kinds}
        value={kind}
        onChange={(event) => {
          const next = event.currentTarget.value;
          setKind(next === 'number' || next === 'switch' ? next : 'text');
          setText(next === 'switch' ? 'true' : '');
        }}
      />
      {kind === 'switch' ? (
        <NativeSelect
          label="Value"
          data={[
            { value: 'true', label: 'On' },
            { value: 'false', label: 'Off' },
          ]}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      ) : (
        <TextInput
          label="Value"
          autoComplete="off"
          inputMode={kind === 'number' ? 'decimal' : 'text'}
          maxLength={SETTING_MAX_LENGTH}
          value={text}
          error={problems.value}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <Button type="submit" variant="default" loading={busy}>
        Add
      </Button>
      <ErrorNote text={error} />
    </form>
  );
}
