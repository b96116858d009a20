import { usePageNow } from '#renderer/stores/clock.ts';
import { useConnection } from '#renderer/stores/connection.ts';
import { useConsoleAccess } from '#renderer/transport/api.ts';
import { formatAgo } from '#renderer/ui/duration.ts';
import { Icon } from '#renderer/ui/icons.tsx';
import styles from './connection-light.module.css';

type Light = 'live' | 'connecting' | 'silent' | 'lost';

const words: Readonly<Record<Light, string>> = {
  live: 'Live',
  connecting: 'Connecting',
  silent: 'No values',
  lost: 'Connection lost',
};

function useLight(): Light {
  return useConnection(({ link, silent }) => {
    if (link === 'open') return silent ? 'silent' : 'live';
    return link;
  });
}

/** In the top bar: whether the page is live, always also in words. */
export function ConnectionLight() {
  const light = useLight();
  return (
    <span className={styles['light']} data-light={light} role="status">
      <span className={styles['dot']} aria-hidden="true" />
      {words[light]}
    </span>
  );
}

/** Across the page while nothing is heard: how old everything is, and what to do. */
export function ConnectionBanner() {
  const light = useLight();
  const dataAtMs = useConnection((store) => store.dataAtMs);
  const { reconnect } = useConsoleAccess();
  const now = usePageNow(light !== 'live');
  if (light === 'live' || light === 'connecting') return null;
  const age =
    dataAtMs === null
      ? 'It has not answered yet.'
      : `Last heard ${formatAgo((now - dataAtMs) / 1000)}: the values on this page are old.`;
  return (
    <div className={styles['banner']} role="alert">
      <p>
        <strong>{light === 'lost' ? 'No connection to the console.' : 'The console sends no values.'}</strong>{' '}
        {age}
      </p>
      <button type="button" onClick={reconnect}>
        <Icon name="reset" />
        Reconnect
      </button>
    </div>
  );
}
