import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDeferredValue, useMemo, useState } from 'react';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import { ChannelTable } from './channel-table.tsx';
import styles from './debugger-screen.module.css';
import { isWanted } from './monitor-buffer.ts';
import { MonitorRow } from './monitor-row.tsx';
import type { ChannelEntry } from './use-channel-list.ts';
import { useMonitor } from './use-monitor.ts';

/** Rows on the page at once; the rest is found by channel and text. */
const SHOWN = 150;
/** Stands for every channel; no channel has an empty name. */
const EVERY = '';

interface MonitorPanelProps {
  readonly channels: readonly ChannelEntry[];
  readonly error: string | null;
}

/** Everything that is said on any channel, as it is said. */
export function MonitorPanel({ channels, error }: MonitorPanelProps) {
  const [paused, setPaused] = useState(false);
  const [channel, setChannel] = useState<string | null>(null);
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  const { view, refused, waiting, clear } = useMonitor(channels, paused);
  const matching = useMemo(
    () => view.events.filter((event) => isWanted(event, channel, wanted)),
    [view, channel, wanted],
  );
  return (
    <section className={styles['panel']} aria-labelledby="debugger-monitor">
      <div className={styles['head']}>
        <h2 id="debugger-monitor">Monitor</h2>
        <div className={styles['buttons']}>
          <Button
            variant="default"
            aria-pressed={paused}
            leftSection={<Icon name={paused ? 'play' : 'pause'} size={18} />}
            onClick={() => setPaused(!paused)}
          >
            {paused ? 'Go on' : 'Pause'}
          </Button>
          <Button variant="default" onClick={clear}>
            Clear
          </Button>
        </div>
      </div>
      <ErrorNote text={error ?? refused} />
      <div className={styles['monitor']}>
        <ChannelTable channels={channels} rates={view.rates} picked={channel} onPick={setChannel} />
        <div className={styles['events']}>
          <div className={styles['filter']}>
            <ChannelSelect channels={channels} value={channel} onChange={setChannel} />
            <TextInput
              aria-label="Search in events"
              placeholder="Search in events"
              type="search"
              maxLength={100}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          </div>
          <p className={styles['quiet']}>{stateWords(matching.length, paused ? waiting : null)}</p>
          <ol aria-label="Events, newest first">
            {matching.slice(0, SHOWN).map((event) => (
              <MonitorRow key={event.n} event={event} />
            ))}
          </ol>
        </div>
      </div>
    </section>
  );
}

interface ChannelSelectProps {
  readonly channels: readonly ChannelEntry[];
  readonly value: string | null;
  readonly onChange: (channel: string | null) => void;
}

function ChannelSelect({ channels, value, onChange }: ChannelSelectProps) {
  return (
    <NativeSelect
      aria-label="Channel of the events"
      data={[{ value: EVERY, label: 'All channels' }, ...channels.map(({ name }) => name)]}
      value={value ?? EVERY}
      onChange={(event) => {
        const picked = event.currentTarget.value;
        onChange(picked === EVERY ? null : picked);
      }}
    />
  );
}

/** @param waiting events that came since the pause; null while it goes on. */
function stateWords(matching: number, waiting: number | null): string {
  const pause = waiting === null ? '' : `Paused: ${waiting} newer. `;
  if (matching === 0) return `${pause}Nothing yet that fits: what is said from now on appears here.`;
  const count = matching === 1 ? '1 event' : `${matching} events`;
  return matching > SHOWN ? `${pause}The newest ${SHOWN} of ${count}.` : `${pause}${count}.`;
}
