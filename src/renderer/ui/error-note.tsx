import { useUnit } from '#renderer/stores/settings.ts';
import styles from './error-note.module.css';
import { type FieldErrors, fieldErrors, withoutField } from './field-errors.ts';
import { textInUnit } from './text-in-unit.ts';

/** What went wrong, in words, where it happened. */
export function ErrorNote({
  text,
  onRetry,
}: {
  readonly text: string | null;
  readonly onRetry?: () => void;
}) {
  const unit = useUnit();
  if (text === null) return null;
  return (
    <div className={styles['note']} role="alert">
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <path d="M8 1 15.5 14.5H.5z" fill="currentColor" />
        <path d="M8 6v4M8 11.8v.6" stroke="var(--surface)" strokeWidth="1.6" strokeLinecap="round" />
      </svg>
      <span>{textInUnit(text, unit)}</span>
      {onRetry !== undefined && (
        <button type="button" className={styles['retry']} onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}

/** The words of an error that a procedure answered with. */
export function errorText(error: unknown): string {
  if (error instanceof TypeError) return 'The console did not answer. Nothing was changed; try again.';
  if (error instanceof Error && error.message !== '') return withoutField(error.message);
  return 'This did not work, and the console did not say why.';
}

/** An error that a procedure answered with, sorted by the fields of a form. */
export function fieldErrorsOf<F extends string>(error: Error | null, fields: readonly F[]): FieldErrors<F> {
  const nothing = fieldErrors('', fields);
  if (error === null) return { ...nothing, rest: null };
  if (error instanceof TypeError) return { ...nothing, rest: errorText(error) };
  const { byField, rest } = fieldErrors(error.message, fields);
  return { byField, rest: rest === null ? null : withoutField(rest) };
}
