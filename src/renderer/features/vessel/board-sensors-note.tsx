import { hrefOf } from '#renderer/ui/router.ts';
import { sensorWord } from '#renderer/ui/words.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import type { VesselState } from '#shared/domain/vessel-state.ts';
import { useBoard } from './use-board.ts';
import styles from './vessel-screen.module.css';

interface BoardSensorsNoteProps {
  readonly config: Vessel;
  readonly state: VesselState | undefined;
}

/** The way to the setup of a board that is there, but whose beer or chamber sensor reads nothing. */
export function BoardSensorsNote({ config, state }: BoardSensorsNoteProps) {
  const board = useBoard(config);
  if (board?.device === undefined || board.away !== null || state === undefined) return null;
  const silent = (['beer', 'chamber'] as const).filter(
    (role) => (state.sensors[role]?.valueC ?? null) === null,
  );
  if (silent.length === 0) return null;
  const words = silent.map((role) => sensorWord(role, config.kind).toLowerCase()).join(' and the ');
  return (
    <p className={styles['setup']} role="status">
      {`The ${words} read${silent.length === 1 ? 's' : ''} nothing. `}
      <a href={hrefOf({ screen: 'board-setup', id: board.device.id })}>Set up the board</a>
    </p>
  );
}
