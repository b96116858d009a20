import { Button, NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { algorithmHints, algorithmWords } from '#renderer/features/vessel-setup/vessel-words.ts';
import { useIsLive } from '#renderer/stores/connection.ts';
import { useUnit } from '#renderer/stores/settings.ts';
import { saveVessel } from '#renderer/stores/vessels.ts';
import { useApi } from '#renderer/transport/api.ts';
import { ErrorNote, errorText } from '#renderer/ui/error-note.tsx';
import { NumberField } from '#renderer/ui/number-field.tsx';
import type { OwnAlgorithm, Vessel, VesselConfig } from '#shared/domain/vessel.ts';
import { algorithmsFor } from '#shared/domain/vessel-defaults.ts';
import styles from './config-drawer.module.css';
import { type ConfigField, changeOf, fieldsOf } from './config-fields.ts';
import { remember, type UndoStep, undoing, undoWords } from './config-undo.ts';

interface ConfigFormProps {
  readonly config: Vessel;
  readonly steps: readonly UndoStep[];
  readonly onSteps: (change: (steps: readonly UndoStep[]) => readonly UndoStep[]) => void;
}

/** Limits and tuning of a vessel. Each change holds at once, and can be taken back, the last one first. */
export function ConfigForm({ config, steps, onSteps }: ConfigFormProps) {
  const api = useApi();
  const unit = useUnit();
  const live = useIsLive();
  const [field, setField] = useState<string | null>(null);
  const update = useMutation(api.vessel.update.mutationOptions({ onSuccess: saveVessel }));
  const error = update.error === null ? null : errorText(update.error);
  const change = async (name: string, next: Partial<VesselConfig>, step: UndoStep): Promise<unknown> => {
    setField(name);
    const saved = await update.mutateAsync({ id: config.id, ...next });
    onSteps((before) => remember(before, step));
    return saved;
  };
  const changeNumber = (each: ConfigField, value: number): Promise<unknown> =>
    change(each.name, changeOf(config, each.name, value), { what: 'number', field: each });
  const undo = (): void => {
    const last = steps.at(-1);
    if (last === undefined) return;
    const back = undoing(last, config);
    setField(null);
    onSteps((before) => before.slice(0, -1));
    if (back === null) return;
    update.mutate({ id: config.id, ...back }, { onError: () => onSteps((before) => remember(before, last)) });
  };
  return (
    <section className={styles['form']} aria-label="Limits and tuning">
      <h3>{config.algorithm.kind === 'board' ? 'Limits' : 'Limits and tuning'}</h3>
      <p className={styles['hint']}>Each change holds at once. Limits bind every mode, profile and person.</p>
      <Undo steps={steps} busy={update.isPending} onUndo={undo} />
      <div className={styles['fields']}>
        {fieldsOf(config).map((each) => (
          <NumberField
            key={`${each.name} ${unit}`}
            label={each.label}
            value={each.value}
            quantity={each.quantity}
            unit={unit}
            error={field === each.name ? error : null}
            onCommit={(value) => changeNumber(each, value)}
          />
        ))}
      </div>
      {config.algorithm.kind !== 'board' && (
        <AlgorithmField
          config={config}
          before={config.algorithm}
          disabled={!live || update.isPending}
          error={field === 'algorithm' ? error : null}
          onChange={(algorithm, before) => {
            change('algorithm', { algorithm }, { what: 'algorithm', before }).catch(() => undefined);
          }}
        />
      )}
      <ErrorNote text={field === null ? error : null} />
    </section>
  );
}

interface AlgorithmFieldProps {
  readonly config: Vessel;
  readonly before: OwnAlgorithm;
  readonly disabled: boolean;
  readonly error: string | null;
  readonly onChange: (algorithm: OwnAlgorithm, before: OwnAlgorithm) => void;
}

/** Another algorithm begins with the tuning that suits the kind of vessel. */
function AlgorithmField({ config, before, disabled, error, onChange }: AlgorithmFieldProps) {
  const others = algorithmsFor(config.kind).filter(({ kind }) => kind !== before.kind);
  const offered = [before, ...others];
  return (
    <NativeSelect
      label="How it regulates"
      description={`${algorithmHints[before.kind]} Another one begins with a tuning of its own.`}
      disabled={disabled}
      data={offered.map(({ kind }) => ({ value: kind, label: algorithmWords[kind] }))}
      value={before.kind}
      error={error}
      errorProps={{ role: 'alert' }}
      onChange={(event) => {
        const { value } = event.currentTarget;
        const next = others.find(({ kind }) => kind === value);
        if (next !== undefined) onChange(next, before);
      }}
    />
  );
}

interface UndoProps {
  readonly steps: readonly UndoStep[];
  readonly busy: boolean;
  readonly onUndo: () => void;
}

function Undo({ steps, busy, onUndo }: UndoProps) {
  const unit = useUnit();
  const last = steps.at(-1);
  return (
    <div className={styles['undo']}>
      <Button variant="default" disabled={last === undefined || busy} onClick={onUndo}>
        Undo the last change
      </Button>
      <p role="status">
        {last === undefined ? 'Nothing to undo yet' : undoWords(last, unit)}
        {steps.length > 1 && `, then ${steps.length - 1} more`}
      </p>
    </div>
  );
}
