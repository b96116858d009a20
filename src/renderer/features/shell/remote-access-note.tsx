import { useConnection } from '#renderer/stores/connection.ts';
import styles from './remote-access-note.module.css';

/** In the desktop window, while browsers cannot reach the console: that, and why. Control does not mind. */
export function RemoteAccessNote() {
  const problem = useConnection((store) => store.status?.remoteAccess.problem ?? null);
  if (problem === null) return null;
  return (
    <p className={styles['note']} role="status">
      <strong>Remote access is off.</strong> {problem}
    </p>
  );
}
