import panel from '#renderer/features/vessel/panels.module.css';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import type { DeviceId } from '#shared/domain/ids.ts';
import styles from './constants-panel.module.css';
import { useVariables } from './use-variables.ts';
import { variableMeaning, variableText } from './variable-words.ts';

/** What the board computes with, as it says now. */
export function VariablesList({ id, looking }: { readonly id: DeviceId; readonly looking: boolean }) {
  const { variables, error, retry } = useVariables(id, looking);
  return (
    <>
      <h3 className={styles['title']}>Control variables, at this moment</h3>
      <p className={panel['words']}>What the board computes with. They move by themselves.</p>
      <ErrorNote text={looking && variables === undefined ? error : null} onRetry={retry} />
      {variables !== undefined && (
        <ul className={styles['constants']} aria-label="Control variables">
          {Object.entries(variables.values).map(([name, value]) => (
            <li key={name}>
              <div className={styles['row']}>
                <p>
                  <code>{name}</code>
                  <small>{variableMeaning(name)}</small>
                </p>
                <p className={styles['value']}>
                  <strong>{looking ? variableText(name, value, variables.unit) : '–'}</strong>
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
