import { Button, Textarea, TextInput } from '@mantine/core';
import { useId, useRef, useState } from 'react';
import { useIsLive } from '#renderer/stores/connection.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import styles from './debugger-screen.module.css';
import { channelProblem, checkPayload, KEY_MAX, type PayloadCheck, takers } from './publish-check.ts';
import { usePublish } from './use-publish.ts';

const pretty = (value: unknown): string => JSON.stringify(value, null, 2);

/** Any JSON on any channel, as an outside program would publish it. */
export function PublishPanel({ channels }: { readonly channels: readonly string[] }) {
  const [channel, setChannel] = useState('my.channel');
  const [key, setKey] = useState('');
  const [text, setText] = useState('{\n  "hello": "brewery"\n}');
  const { publish, forget, words, busy, error } = usePublish();
  const live = useIsLive();
  const wrongChannel = channelProblem(channel);
  const payload = checkPayload(text);
  const submit = (event: { readonly preventDefault: () => void }): void => {
    event.preventDefault();
    if (wrongChannel === null && payload.ok) publish({ channel, key, payload: payload.value });
  };
  const example = Object.hasOwn(takers, channel) ? takers[channel] : undefined;
  return (
    <section className={styles['panel']} aria-labelledby="debugger-publish">
      <h2 id="debugger-publish">Publish</h2>
      <form className={styles['form']} noValidate onSubmit={submit} onChange={forget}>
        <ChannelField value={channel} channels={channels} problem={wrongChannel} onChange={setChannel} />
        {example !== undefined && (
          <Button variant="default" onClick={() => setText(pretty(example))}>
            {`What ${channel} takes`}
          </Button>
        )}
        <TextInput
          label="Key"
          description="Optional: the newest event of each key is kept."
          autoComplete="off"
          maxLength={KEY_MAX}
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <PayloadField text={text} check={payload} onChange={setText} />
        <div className={styles['buttons']}>
          <Button type="submit" loading={busy} disabled={!live || wrongChannel !== null || !payload.ok}>
            Publish
          </Button>
          <Button
            variant="default"
            disabled={!payload.ok}
            onClick={() => payload.ok && setText(pretty(payload.value))}
          >
            Tidy up
          </Button>
          <span className={styles['quiet']} role="status">
            {words}
          </span>
        </div>
        <ErrorNote text={error} />
      </form>
    </section>
  );
}

interface ChannelFieldProps {
  readonly value: string;
  readonly channels: readonly string[];
  readonly problem: string | null;
  readonly onChange: (value: string) => void;
}

function ChannelField({ value, channels, problem, onChange }: ChannelFieldProps) {
  const list = useId();
  return (
    <>
      <TextInput
        label="Channel"
        list={list}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={64}
        value={value}
        error={problem}
        onChange={(event) => onChange(event.currentTarget.value.trim())}
      />
      <datalist id={list}>
        {channels
          .filter((name) => channelProblem(name) === null)
          .map((name) => (
            <option key={name} value={name} />
          ))}
      </datalist>
    </>
  );
}

interface PayloadFieldProps {
  readonly text: string;
  readonly check: PayloadCheck;
  readonly onChange: (text: string) => void;
}

function PayloadField({ text, check, onChange }: PayloadFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const at = check.ok ? null : check.at;
  const show = (): void => {
    field.current?.focus();
    field.current?.setSelectionRange(at, at === null ? null : at + 1);
  };
  return (
    <>
      <Textarea
        ref={field}
        classNames={{ input: styles['code'] ?? '' }}
        label="JSON"
        rows={7}
        resize="vertical"
        autoCapitalize="off"
        spellCheck={false}
        value={text}
        error={check.ok ? null : check.problem}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {at !== null && (
        <Button variant="default" onClick={show}>
          Show the place
        </Button>
      )}
    </>
  );
}
