import { useIsLive } from '#renderer/stores/connection.ts';
import { useUnit } from '#renderer/stores/settings.ts';
import { formatDegrees, unitSign } from '#renderer/ui/temperature.ts';
import { TemperatureField } from '#renderer/ui/temperature-field.tsx';
import type { Vessel } from '#shared/domain/vessel.ts';
import type { VesselState } from '#shared/domain/vessel-state.ts';
import styles from './setpoint-control.module.css';
import { useBoard } from './use-board.ts';
import { useSetSetpoint } from './use-vessel-actions.ts';
import { followsProfile, setpointRange } from './vessel-points.ts';

interface SetpointControlProps {
  readonly config: Vessel;
  readonly state: VesselState | undefined;
  readonly size: 'compact' | 'large';
}

/** The setpoint: to change, or to read while a profile sets it. */
export function SetpointControl({ config, state, size }: SetpointControlProps) {
  const unit = useUnit();
  const live = useIsLive();
  const { set, error } = useSetSetpoint(config.id);
  const board = useBoard(config);
  const away = board?.away ?? null;
  if (followsProfile(config, state)) {
    // The profile switches control off in this part.
    const isOff = state?.mode === 'auto' && state.spC === null;
    return (
      <div className={styles['followed']} data-size={size}>
        <span className={styles['label']}>Setpoint, by the profile</span>
        <span className={styles['number']}>
          {isOff ? 'Off' : formatDegrees(state?.spC ?? null, unit)}
          {!isOff && <span className={styles['unit']}>{unitSign(unit)}</span>}
        </span>
      </div>
    );
  }
  return (
    <TemperatureField
      label={config.control.mode === 'auto' ? 'Setpoint' : 'Setpoint for auto'}
      valueC={config.control.spC}
      range={setpointRange(config)}
      unit={unit}
      disabled={!live || away !== null}
      size={size}
      note={size === 'compact' ? away : null}
      pendingNote={board !== null && config.control.mode === 'auto' ? 'Waiting for the board' : null}
      error={error}
      onCommit={set}
    />
  );
}
