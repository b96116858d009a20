import { Button } from '@mantine/core';
import { useState } from 'react';
import panel from '#renderer/features/vessel/panels.module.css';
import { useUnit } from '#renderer/stores/settings.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { NumberDraft } from '#renderer/ui/number-draft.tsx';
import { parseQuantity, quantityInText, showQuantity } from '#renderer/ui/quantity.ts';
import { formatTemperature, type TemperatureUnit, temperatureInText } from '#renderer/ui/temperature.ts';
import { BOARD_OFFSET_MAX_C } from '#shared/domain/board-part.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import styles from './board-setup.module.css';
import { type ProbePart, placeOf, probesOf, roleWords } from './part-words.ts';
import { StepFrame, type StepProps } from './step-frame.tsx';
import { useCalibrate } from './use-board-parts.ts';

const RANGE = { min: -BOARD_OFFSET_MAX_C, max: BOARD_OFFSET_MAX_C };

/** What is added to the readings of each probe. */
export function CalibrationStep({ device, parts, ready, onStep }: StepProps) {
  const unit = useUnit();
  const named = probesOf(parts).filter(({ role }) => role !== null);
  return (
    <StepFrame step="calibration" title="Do the probes tell the truth?" parts={parts} onStep={onStep}>
      <p className={panel['words']}>
        {`Fill a glass with crushed ice and a little water, stir, and leave the probe in it for five minutes: that is ${temperatureInText(0, unit)}. “In ice water now” then fills in what the probe is off. What you set is added to every reading; a probe that is right needs nothing.`}
      </p>
      {named.length === 0 && (
        <p className={panel['words']}>
          The board calibrates probes that have a role: give them theirs first.
        </p>
      )}
      <ul className={styles['list']}>
        {named.map((probe) => (
          // What is typed is meant in the unit of that moment.
          <CalibrationRow
            key={`${probe.wiring.address} ${unit}`}
            id={device.id}
            probe={probe}
            unit={unit}
            ready={ready}
          />
        ))}
      </ul>
    </StepFrame>
  );
}

interface CalibrationRowProps {
  readonly id: DeviceId;
  readonly probe: ProbePart;
  readonly unit: TemperatureUnit;
  readonly ready: boolean;
}

function CalibrationRow({ id, probe, unit, ready }: CalibrationRowProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const { calibrate, busy, error } = useCalibrate(id);
  const { slot, role, value, offsetC, wiring } = probe;
  const name = role === null ? placeOf(wiring) : roleWords[role];
  const parsed = typed === null ? null : parseQuantity(typed, 'difference', unit, RANGE);
  const inIceC = value === null ? null : offsetC - value;
  const set = (): void => {
    if (slot !== null && parsed?.ok === true) calibrate(slot, parsed.value, () => setTyped(null));
  };
  return (
    <li className={styles['part']} aria-label={name}>
      <div className={styles['what']}>
        <p>
          <strong>{name}</strong>
          <small>{wiring.address}</small>
        </p>
        <p className={styles['reads']}>
          <strong>{formatTemperature(value, unit)}</strong>
          <small>{offsetC === 0 ? 'not calibrated' : `with ${signed(offsetC, unit)}`}</small>
        </p>
      </div>
      <form
        className={styles['set']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          set();
        }}
      >
        <NumberDraft
          label={`Added to the ${name.toLowerCase()}`}
          text={typed ?? showQuantity(offsetC, 'difference', unit)}
          quantity="difference"
          unit={unit}
          error={parsed?.ok === false ? parsed.error : null}
          onText={setTyped}
        />
        <Button
          type="submit"
          disabled={!ready || parsed?.ok !== true}
          loading={busy}
          aria-label={`Set: ${name}`}
        >
          Set
        </Button>
        <Button
          variant="default"
          disabled={!ready || inIceC === null || Math.abs(inIceC) > BOARD_OFFSET_MAX_C}
          aria-label={`In ice water now: ${name}`}
          onClick={() => setTyped(inIceC === null ? null : showQuantity(inIceC, 'difference', unit))}
        >
          In ice water now
        </Button>
      </form>
      <ErrorNote text={error} />
    </li>
  );
}

const signed = (offsetC: number, unit: TemperatureUnit): string =>
  `${offsetC > 0 ? '+' : ''}${quantityInText(offsetC, 'difference', unit)}`;
