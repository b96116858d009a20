import { useDevices } from '#renderer/stores/devices.ts';
import type { VesselKind } from '#shared/domain/vessel.ts';
import type { VesselState } from '#shared/domain/vessel-state.ts';
import { spareSentences } from './sensor-words.ts';
import styles from './spare-notes.module.css';

interface SpareNotesProps {
  readonly kind: VesselKind;
  readonly state: VesselState | undefined;
}

/** Says which sensors are read by a spare probe just now, and why. */
export function SpareNotes({ kind, state }: SpareNotesProps) {
  const points = useDevices((store) => store.points);
  if (state === undefined) return null;
  const sentences = spareSentences(state.sensors, kind, (id) => points[id]?.name ?? id);
  if (sentences.length === 0) return null;
  return (
    <ul className={styles['notes']} aria-label="Spare probes that are read">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
