import { useIsLive } from '#renderer/stores/connection.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import type { DeviceState } from '#shared/domain/device.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import styles from './board-display.module.css';
import { useBoardDisplay } from './use-board-display.ts';

interface BoardDisplayProps {
  readonly id: DeviceId;
  readonly state: DeviceState | undefined;
}

/** What the display of a board shows while it is connected; what it showed before says nothing. */
export function BoardDisplay({ id, state }: BoardDisplayProps) {
  const live = useIsLive();
  return live && state?.link === 'connected' ? <Display id={id} /> : null;
}

function Display({ id }: Pick<BoardDisplayProps, 'id'>) {
  const { lines, error, retry } = useBoardDisplay(id);
  if (lines === undefined && error !== null) return <ErrorNote text={error} onRetry={retry} />;
  return (
    <figure className={styles['figure']}>
      <figcaption>Display of the board</figcaption>
      <pre className={styles['display']}>{lines?.join('\n')}</pre>
    </figure>
  );
}
