import { memo, useState } from 'react';
import { useInstantFormat } from '#renderer/stores/settings.ts';
import { formatInstant } from '#renderer/ui/instant.ts';
import styles from './debugger-screen.module.css';
import type { MonitorEvent } from './monitor-buffer.ts';

/** Characters of a folded and of an unfolded payload: a page of JSON that nobody reads to its end still costs to draw. */
const FOLDED = 240;
const UNFOLDED = 20_000;

/** One event; a press unfolds its payload. */
export const MonitorRow = memo(function MonitorRow({ event }: { readonly event: MonitorEvent }) {
  const [open, setOpen] = useState(false);
  const format = useInstantFormat();
  return (
    <li className={styles['event']}>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <time>{formatInstant(event.atMs, 'seconds', format)}</time>
        <strong>{event.channel}</strong>
        <span className={styles['seq']}>{`#${event.seq}`}</span>
        {event.key !== null && <span className={styles['key']}>{event.key}</span>}
        <code>{event.text.slice(0, FOLDED)}</code>
      </button>
      {open && <pre tabIndex={0}>{unfolded(event.text)}</pre>}
    </li>
  );
});

function unfolded(text: string): string {
  const pretty = JSON.stringify(JSON.parse(text), null, 2);
  if (pretty.length <= UNFOLDED) return pretty;
  return `${pretty.slice(0, UNFOLDED)}\n… and ${pretty.length - UNFOLDED} characters more`;
}
