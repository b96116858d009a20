import { NativeSelect, TextInput } from '@mantine/core';
import type { FieldErrors } from '#renderer/ui/field-errors.ts';
import { measureWords } from '#renderer/ui/measure.ts';
import { NumberDraft } from '#renderer/ui/number-draft.tsx';
import type { TemperatureUnit } from '#renderer/ui/temperature.ts';
import {
  measuredQuantitySchema,
  type OutputKind,
  outputKindSchema,
  type Point,
} from '#shared/domain/point.ts';
import { type PointDraft, type PointField, problemsOf } from './point-draft.ts';
import { PointReadingFields } from './point-reading-fields.tsx';
import { explainOutputKind, OFFSET_QUANTITY, outputKindWords } from './point-words.ts';

interface PointFieldsProps {
  readonly draft: PointDraft;
  readonly unit: TemperatureUnit;
  /** What the addresses of the device look like for this kind. */
  readonly addressHint: string | undefined;
  readonly errors: FieldErrors<PointField>;
  /** Points of the same device beside this one: two cannot have one address. */
  readonly siblings: readonly Point[];
  /** True once somebody tried to send it: then what is empty is wrong, too. */
  readonly tried: boolean;
  /** True for a new point: what a point measures stays as it is. */
  readonly choosesQuantity?: boolean;
  readonly onChange: (change: Partial<PointDraft>) => void;
}

/** What is said about a point: its name, where it is, and what its kind asks for. */
export function PointFields(props: PointFieldsProps) {
  const { draft, unit, addressHint, errors, siblings, tried, choosesQuantity = false, onChange } = props;
  const problems = problemsOf(draft, siblings, unit);
  const shown = (field: PointField, text: string): string | undefined =>
    (text.trim() === '' && !tried ? undefined : problems[field]) ?? errors.byField[field];
  return (
    <>
      <TextInput
        label="Name"
        autoComplete="off"
        maxLength={80}
        value={draft.name}
        error={shown('name', draft.name)}
        errorProps={{ role: 'alert' }}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <TextInput
        label="Address"
        description={addressHint ?? 'Where it is on the device: a pin, a slot, a 1-Wire address'}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={80}
        value={draft.address}
        error={shown('address', draft.address)}
        errorProps={{ role: 'alert' }}
        onChange={(event) => onChange({ address: event.currentTarget.value })}
      />
      {draft.kind === 'temperature' && (
        <>
          <NumberDraft
            label="Calibration"
            description={`Added to what the probe says. In melting ice it should show ${unit === 'F' ? '32 °F' : '0 °C'}.`}
            text={draft.offset}
            quantity={OFFSET_QUANTITY}
            unit={unit}
            error={shown('offsetC', draft.offset) ?? null}
            onText={(offset) => onChange({ offset })}
          />
          <PointReadingFields
            typed={draft.rules}
            unit={unit}
            problemOf={(name) => problems[`readings.${name}`] ?? errors.byField[`readings.${name}`] ?? null}
            onTyped={(rules) => onChange({ rules })}
          />
        </>
      )}
      {draft.kind === 'output' && <OutputKindField draft={draft} errors={errors} onChange={onChange} />}
      {draft.kind === 'measure' && choosesQuantity && (
        <NativeSelect
          label="What it measures"
          data={measuredQuantitySchema.options.map((value) => ({ value, label: measureWords[value] }))}
          value={draft.quantity}
          error={errors.byField.quantity}
          errorProps={{ role: 'alert' }}
          onChange={(event) =>
            onChange({ quantity: measuredQuantitySchema.parse(event.currentTarget.value) })
          }
        />
      )}
      {draft.kind === 'input' && (
        <NativeSelect
          label="It is on while its pin is"
          description="A contact to ground (pullup) is low while it is closed"
          data={[
            { value: 'high', label: 'High' },
            { value: 'low', label: 'Low' },
          ]}
          value={draft.inverted ? 'low' : 'high'}
          error={errors.byField.inverted}
          errorProps={{ role: 'alert' }}
          onChange={(event) => onChange({ inverted: event.currentTarget.value === 'low' })}
        />
      )}
    </>
  );
}

function OutputKindField({
  draft,
  errors,
  onChange,
}: Pick<PointFieldsProps, 'draft' | 'errors' | 'onChange'>) {
  return (
    <NativeSelect
      label="What it switches"
      description={explainOutputKind(draft.outputKind)}
      data={outputKindSchema.options.map((kind: OutputKind) => ({
        value: kind,
        label: outputKindWords[kind],
      }))}
      value={draft.outputKind}
      error={errors.byField.outputKind}
      errorProps={{ role: 'alert' }}
      onChange={(event) => onChange({ outputKind: outputKindSchema.parse(event.currentTarget.value) })}
    />
  );
}
