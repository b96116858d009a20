import { usePageNow } from '#renderer/stores/clock.ts';
import { useConnection } from '#renderer/stores/connection.ts';
import { useConsoleAccess } from '#renderer/transport/api.ts';
import { formatAgo } from '#renderer/ui/duration.ts';
import { Icon } from '#renderer/ui/icons.tsx';
import styles from './connection-light.module.css';

/** In the top bar: whether the page is live, always also in words. */
export function ConnectionLight() {
  const link = useConnection((store) => store.link);
  const words = { open: 'Live', connecting: 'Connecting', lost: 'Connection lost' }[link];
  return (
    <span className={styles['light']} data-link={link} role="status">
      <span className={styles['dot']} aria-hidden="true" />
      {words}
    </span>
  );
}

/** Across the page while the connection is lost: how old everything is, and what to do. */
export function ConnectionBanner() {
  const link = useConnection((store) => store.link);
  const heardAtMs = useConnection((store) => store.heardAtMs);
  const { reconnect } = useConsoleAccess();
  const now = usePageNow(link !== 'open');
  if (link === 'open' || (link === 'connecting' && heardAtMs === null)) return null;
  const age = heardAtMs === null ? null : formatAgo((now - heardAtMs) / 1000);
  return (
    <div className={styles['banner']} role="alert">
      <p>
        <strong>No connection to the console.</strong>{' '}
        {age === null ? 'It has not answered yet.' : `Last heard ${age}. The values on this page are old.`}
      </p>
      <button type="button" onClick={reconnect}>
        <Icon name="reset" />
        Reconnect
      </button>
    </div>
  );
}
