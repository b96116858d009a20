import { Button, Slider } from '@mantine/core';
import { useState } from 'react';
import { useIsLive } from '#renderer/stores/connection.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { actuatorWords } from '#renderer/ui/words.ts';
import type { ActuatorRole, Vessel } from '#shared/domain/vessel.ts';
import styles from './panels.module.css';
import { useSetOutput } from './use-vessel-actions.ts';

/** Outputs by hand. Heat and cool are never on together: setting one clears the other. */
export function ManualOutputs({ config }: { readonly config: Vessel }) {
  const { set, busy, error } = useSetOutput(config.id);
  const { manualHeatPct, manualCoolPct } = config.control;
  return (
    <div className={styles['manual']}>
      {config.actuators.heater !== null && (
        <OutputSlider
          role="heater"
          pct={manualHeatPct}
          busy={busy}
          onSet={(pct) => set(pct, pct > 0 ? 0 : manualCoolPct)}
        />
      )}
      {config.actuators.cooler !== null && (
        <OutputSlider
          role="cooler"
          pct={manualCoolPct}
          busy={busy}
          onSet={(pct) => set(pct > 0 ? 0 : manualHeatPct, pct)}
        />
      )}
      <ErrorNote text={error} />
    </div>
  );
}

interface OutputSliderProps {
  readonly role: ActuatorRole;
  readonly pct: number;
  readonly busy: boolean;
  readonly onSet: (pct: number) => void;
}

function OutputSlider({ role, pct, busy, onSet }: OutputSliderProps) {
  const live = useIsLive();
  const [dragged, setDragged] = useState<number | null>(null);
  const shown = dragged ?? pct;
  const commit = (value: number): void => {
    setDragged(null);
    if (value !== pct) onSet(value);
  };
  return (
    <div className={styles['output']}>
      <div className={styles['row']}>
        <span>{actuatorWords[role]}</span>
        <strong>{`${Math.round(shown)} %`}</strong>
      </div>
      <Slider
        thumbLabel={`${actuatorWords[role]}, percent of full power`}
        thumbSize={28}
        size={8}
        min={0}
        max={100}
        step={5}
        label={null}
        disabled={!live}
        value={shown}
        onChange={setDragged}
        onChangeEnd={commit}
      />
      <div className={styles['buttons']}>
        <Button variant="default" disabled={!live || busy} onClick={() => commit(0)}>
          Off
        </Button>
        <Button variant="default" disabled={!live || busy} onClick={() => commit(100)}>
          Full
        </Button>
      </div>
    </div>
  );
}
