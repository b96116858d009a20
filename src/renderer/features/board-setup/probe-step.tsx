import { Button } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import panel from '#renderer/features/vessel/panels.module.css';
import { useUnit } from '#renderer/stores/settings.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { formatDifference, formatTemperature } from '#renderer/ui/temperature.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import styles from './board-setup.module.css';
import { type ProbePart, placeOf, probeRoles, probesOf, roleWords } from './part-words.ts';
import { RoleButtons } from './role-buttons.tsx';
import { StepFrame, type StepProps } from './step-frame.tsx';
import { useInstall } from './use-board-parts.ts';
import { riseOf, type Warming, warmestOf, watch } from './warming.ts';

/** Which probe is which: the one in the hand shows itself by rising. */
export function ProbeStep({ device, parts, ready, off, onStep }: StepProps) {
  const probes = useMemo(() => probesOf(parts), [parts]);
  const [warming, setWarming] = useState<Warming>({});
  useEffect(() => setWarming((before) => watch(before, probes)), [probes]);
  const again = (): void => setWarming(watch({}, probes));
  const warmest = warmestOf(warming, probes);
  const held = probes.find(({ wiring }) => wiring.address === warmest);
  return (
    <StepFrame step="probes" title="Which probe is which?" parts={parts} onStep={onStep}>
      {probes.length === 0 ? (
        <p className={panel['words']}>
          The board finds no probe. Look at the wires: ground, 5 V and data, and 4.7 kΩ from data to 5 V.
        </p>
      ) : (
        <p className={panel['words']}>
          Hold one in your hand: the one that rises most is marked. Then say what it is.
        </p>
      )}
      <p className="visually-hidden" role="status">
        {held === undefined ? '' : `${placeOf(held.wiring)} rises`}
      </p>
      <ul className={styles['list']}>
        {probes.map((probe) => (
          <ProbeRow
            key={probe.wiring.address}
            id={device.id}
            probe={probe}
            rise={riseOf(warming, probe)}
            warmest={probe.wiring.address === warmest}
            free={ready && off}
            onGiven={again}
          />
        ))}
      </ul>
      {probes.length > 0 && (
        <Button className={styles['alone']} variant="default" disabled={!ready} onClick={again}>
          Watch from now on
        </Button>
      )}
    </StepFrame>
  );
}

interface ProbeRowProps {
  readonly id: DeviceId;
  readonly probe: ProbePart;
  /** °C since the watch began; null while it reads nothing. */
  readonly rise: number | null;
  readonly warmest: boolean;
  readonly free: boolean;
  readonly onGiven: () => void;
}

function ProbeRow({ id, probe, rise, warmest, free, onGiven }: ProbeRowProps) {
  const unit = useUnit();
  const { install, busy, error } = useInstall(id);
  const place = placeOf(probe.wiring);
  return (
    <li className={styles['part']} data-marked={warmest} aria-label={place}>
      <div className={styles['what']}>
        <p>
          <strong>{probe.role === null ? place : roleWords[probe.role]}</strong>
          <small>{probe.wiring.address}</small>
        </p>
        <p className={styles['reads']}>
          <strong>{formatTemperature(probe.value, unit)}</strong>
          <small>{riseWords(probe.value, rise, unit)}</small>
        </p>
      </div>
      {warmest && <p className={styles['mark']}>This one is in your hand: it rises most</p>}
      <RoleButtons
        of={place}
        roles={probeRoles}
        role={probe.role}
        disabled={!free || busy}
        onRole={(role) => install(probe.wiring, role, onGiven)}
      />
      <ErrorNote text={error} />
    </li>
  );
}

function riseWords(value: number | null, rise: number | null, unit: 'C' | 'F'): string {
  if (value === null) return 'has not measured yet';
  return rise === null || rise < 0.05 ? 'steady' : `+${formatDifference(rise, unit)}`;
}
