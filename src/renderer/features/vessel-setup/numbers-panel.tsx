import { NativeSelect } from '@mantine/core';
import panel from '#renderer/features/vessel/panels.module.css';
import { NumberDraft } from '#renderer/ui/number-draft.tsx';
import type { TemperatureUnit } from '#renderer/ui/temperature.ts';
import { algorithmsFor } from '#shared/domain/vessel-defaults.ts';
import styles from './new-vessel-screen.module.css';
import {
  algorithmOf,
  isAsked,
  type NumberName,
  textOf,
  type VesselDraft,
  type VesselField,
  vesselNumbers,
} from './vessel-draft.ts';
import { algorithmHints, algorithmWords } from './vessel-words.ts';

interface NumbersPanelProps {
  readonly draft: VesselDraft;
  readonly unit: TemperatureUnit;
  readonly problems: Readonly<Partial<Record<VesselField, string>>>;
  readonly onChange: (change: Partial<VesselDraft>) => void;
}

/** Size, power, limits and algorithm of a new vessel, each with a default that suits its kind. */
export function NumbersPanel({ draft, unit, problems, onChange }: NumbersPanelProps) {
  const number = (name: NumberName, label: string) => (
    <NumberDraft
      label={label}
      text={textOf(draft, name, unit)}
      quantity={vesselNumbers[name].quantity}
      unit={unit}
      error={problems[name] ?? null}
      onText={(text) => onChange({ typed: { ...draft.typed, [name]: text } })}
    />
  );
  return (
    <>
      <section className={panel['panel']} aria-label="Size and power">
        <h2>Size and power</h2>
        <p className={panel['words']}>
          They tell the console how long it may take to reach a setpoint before it raises an alarm.
        </p>
        <div className={styles['fields']}>
          {number('volumeL', 'Volume')}
          {isAsked(draft, 'heaterW') && number('heaterW', 'Power of the heater')}
          {isAsked(draft, 'coolerW') && number('coolerW', 'Heat that the cooler removes')}
        </div>
      </section>
      <section className={panel['panel']} aria-label="Limits">
        <h2>Limits</h2>
        <p className={panel['words']}>They bind every mode, profile and person.</p>
        <div className={styles['fields']}>
          {number('minSpC', 'Lowest setpoint')}
          {number('maxSpC', 'Highest setpoint')}
          {number('maxTempC', 'Heater off from')}
        </div>
      </section>
      <section className={panel['panel']} aria-label="Regulation">
        <h2>Regulation</h2>
        <NativeSelect
          label="How it regulates"
          description={algorithmHints[algorithmOf(draft).kind]}
          data={algorithmsFor(draft.kind).map(({ kind }) => ({ value: kind, label: algorithmWords[kind] }))}
          value={algorithmOf(draft).kind}
          onChange={(event) => {
            const { value } = event.currentTarget;
            const chosen = algorithmsFor(draft.kind).find(({ kind }) => kind === value);
            onChange({ algorithm: chosen?.kind ?? null });
          }}
        />
      </section>
    </>
  );
}
