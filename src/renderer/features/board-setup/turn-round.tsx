import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import dialog from '#renderer/features/devices/device-dialog.module.css';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import type { BoardPart } from '#shared/domain/board-part.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { type PinPart, placeOf } from './part-words.ts';
import { useTurnRound } from './use-turn-round.ts';

interface TurnRoundProps {
  readonly id: DeviceId;
  readonly pin: PinPart;
  readonly parts: readonly BoardPart[];
  readonly free: boolean;
  readonly onTurned: (inverted: boolean) => void;
}

/** Turns a relay round that is on while it should be off, after a question: a right one would be switched on. */
export function TurnRound({ id, pin, parts, free, onTurned }: TurnRoundProps) {
  const [opened, setOpened] = useState(false);
  const close = (): void => setOpened(false);
  const { turn, busy, error } = useTurnRound(id, parts, (inverted) => {
    onTurned(inverted);
    close();
  });
  const place = placeOf(pin.wiring);
  return (
    <>
      <Button
        variant="default"
        disabled={!free}
        aria-label={`Turn round: ${place}`}
        onClick={() => setOpened(true)}
      >
        Turn round…
      </Button>
      <Modal opened={opened} onClose={close} title={`Turn ${place.toLowerCase()} round?`}>
        <div className={dialog['form']}>
          <p className={dialog['lead']}>Is what hangs on it on, although it should be off?</p>
          <p>
            {`Then its relay is the other kind: from now on it is on while the pin is ${pin.wiring.inverted ? 'high' : 'low'}. It is told at once: what is on goes off. If it is off now, leave it as it is, or it goes on.`}
          </p>
          <ErrorNote text={error} />
          <div className={dialog['choices']}>
            <Button variant="default" data-autofocus onClick={close}>
              Leave it
            </Button>
            <Button disabled={!free} loading={busy} onClick={() => turn(pin)}>
              Turn round
            </Button>
          </div>
        </div>
      </Modal>
    </>
  );
}
