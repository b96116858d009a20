import { kindWords } from '#renderer/ui/words.ts';
import { type VesselKind, vesselKindSchema } from '#shared/domain/vessel.ts';
import styles from './kind-choice.module.css';
import { kindHints } from './vessel-words.ts';

interface KindChoiceProps {
  readonly kind: VesselKind;
  readonly onKind: (kind: VesselKind) => void;
}

/** What a vessel is: a fermenter in a chamber, or a kettle. */
export function KindChoice({ kind, onKind }: KindChoiceProps) {
  return (
    <fieldset className={styles['kinds']}>
      <legend className="visually-hidden">Kind of vessel</legend>
      {vesselKindSchema.options.map((each) => (
        <label key={each}>
          <input type="radio" name="kind" checked={kind === each} onChange={() => onKind(each)} />
          <span>
            <strong>{kindWords[each]}</strong>
            <span>{kindHints[each]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
