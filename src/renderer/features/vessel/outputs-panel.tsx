import { linkWords } from '#renderer/features/devices/links.ts';
import { useUnit } from '#renderer/stores/settings.ts';
import { hrefOf } from '#renderer/ui/router.ts';
import { textInUnit } from '#renderer/ui/text-in-unit.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import type { VesselState } from '#shared/domain/vessel-state.ts';
import { OutputList } from './output-list.tsx';
import panel from './panels.module.css';
import { type Board, useBoard } from './use-board.ts';

interface OutputsPanelProps {
  readonly config: Vessel;
  readonly state: VesselState | undefined;
}

/** Why each output is on or off; of a board that regulates by itself, what it says. */
export function OutputsPanel({ config, state }: OutputsPanelProps) {
  const unit = useUnit();
  const board = useBoard(config);
  return (
    <section className={panel['panel']} aria-label="Outputs">
      <h2>{board === null ? 'Why is it on, why is it off?' : 'What the board does'}</h2>
      {board === null ? (
        <OutputList outputs={state?.outputs} unit={unit} />
      ) : (
        <BoardWords board={board} text={state === undefined ? null : textInUnit(state.text, unit)} />
      )}
    </section>
  );
}

function BoardWords({ board, text }: { readonly board: Board; readonly text: string | null }) {
  const { device, state } = board;
  return (
    <>
      <p className={panel['words']}>
        <strong>{text ?? 'Waiting for its first words'}</strong>
      </p>
      <p className={panel['words']}>It drives its heater and cooler by itself.</p>
      <p className={panel['words']}>
        <a href={hrefOf({ screen: 'devices' })}>{device?.name ?? 'Its board'}</a>
        {state !== undefined && `: ${linkWords[state.link].toLowerCase()}`}
      </p>
    </>
  );
}
