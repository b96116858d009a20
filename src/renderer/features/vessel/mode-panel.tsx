import { Button, SegmentedControl } from '@mantine/core';
import { useIsLive } from '#renderer/stores/connection.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import { modeWords, targetWord } from '#renderer/ui/words.ts';
import type { Vessel, VesselMode, VesselTarget } from '#shared/domain/vessel.ts';
import type { VesselState } from '#shared/domain/vessel-state.ts';
import { ManualOutputs } from './manual-outputs.tsx';
import styles from './panels.module.css';
import { SetpointControl } from './setpoint-control.tsx';
import { useBoard } from './use-board.ts';
import { useSetMode } from './use-vessel-actions.ts';

const modes: readonly VesselMode[] = ['off', 'manual', 'auto'];
/** A board that regulates by itself has no outputs by hand. */
const boardModes: readonly VesselMode[] = ['off', 'auto'];
const targets: readonly VesselTarget[] = ['beer', 'chamber'];

interface ModePanelProps {
  readonly config: Vessel;
  readonly state: VesselState | undefined;
}

/** What the vessel is told to do: mode, target, setpoint, outputs by hand. */
export function ModePanel({ config, state }: ModePanelProps) {
  const live = useIsLive();
  const { set, stop, busy, asked, error } = useSetMode(config.id);
  const board = useBoard(config);
  const away = board?.away ?? null;
  const disabled = !live || busy || away !== null;
  const { mode, target } = config.control;
  const possible = targets.filter((each) => config.sensors[each] !== null);
  return (
    <section className={styles['panel']} aria-label="Control">
      <div className={styles['head']}>
        <h2>Control</h2>
        <Button
          variant="default"
          disabled={!live || away !== null || mode === 'off'}
          leftSection={<Icon name="stop" size={18} />}
          onClick={stop}
        >
          Stop this vessel
        </Button>
      </div>
      <SegmentedControl<VesselMode>
        fullWidth
        aria-label="Mode"
        disabled={disabled}
        data={(board === null ? modes : boardModes).map((value) => ({ value, label: modeWords[value] }))}
        value={mode}
        onChange={(next) => set({ mode: next })}
      />
      {board !== null && (
        <p className={styles['words']} role="status">
          {asked === null
            ? (away ?? 'The board confirms what is set here')
            : `Waiting for the board to confirm: ${modeWords[asked]}`}
        </p>
      )}
      {mode === 'auto' && possible.length > 1 && (
        <div className={styles['row']}>
          <span className={styles['label']}>Regulates</span>
          <SegmentedControl<VesselTarget>
            aria-label="What auto regulates"
            disabled={disabled}
            data={possible.map((value) => ({ value, label: targetWord(value, config.kind) }))}
            value={target}
            onChange={(next) => set({ mode: 'auto', target: next })}
          />
        </div>
      )}
      <ErrorNote text={error} />
      {mode === 'manual' && board === null ? (
        <ManualOutputs config={config} />
      ) : (
        <SetpointControl config={config} state={state} size="large" />
      )}
    </section>
  );
}
