import { fractionOf } from '#renderer/ui/profile-plan.ts';
import type { RunProgress } from '#shared/domain/run.ts';
import styles from './profile-panel.module.css';

/** How far a run is, as a bar; the words beside it say the same. */
export function ProgressTrack({ progress }: { readonly progress: RunProgress }) {
  return (
    <div className={styles['track']} aria-hidden="true">
      <span style={{ width: `${fractionOf(progress) * 100}%` }} />
    </div>
  );
}
