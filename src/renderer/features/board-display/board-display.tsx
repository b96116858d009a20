import { useIsLive } from '#renderer/stores/connection.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import type { DeviceState } from '#shared/domain/device.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import styles from './board-display.module.css';
import { useBoardDisplay } from './use-board-display.ts';
import { useIsSeen } from './use-is-seen.ts';

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
  const [ref, seen] = useIsSeen();
  const { lines, error, retry } = useBoardDisplay(id, seen);
  return (
    <figure className={styles['figure']} ref={ref}>
      <figcaption>Display of the board</figcaption>
      <pre className={styles['display']}>{lines?.join('\n')}</pre>
      <ErrorNote text={lines === undefined ? error : null} onRetry={retry} />
    </figure>
  );
}
