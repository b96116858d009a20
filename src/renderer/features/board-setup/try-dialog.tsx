import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import dialog from '#renderer/features/devices/device-dialog.module.css';
import { consoleNow, useConsoleNow } from '#renderer/stores/clock.ts';
import { formatDuration } from '#renderer/ui/duration.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import type { BoardPart } from '#shared/domain/board-part.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import styles from './board-setup.module.css';
import { type PinPart, placeOf, relayRoles, roleWords } from './part-words.ts';
import { RoleButtons } from './role-buttons.tsx';
import { useInstall, useTryOutput } from './use-board-parts.ts';
import { useTurnRound } from './use-turn-round.ts';

/** How long the console switches a pin on, ms. */
const TRY_MS = 5000;
/** Often enough for seconds that count down. */
const LOOK_EACH_MS = 200;

interface TryDialogProps {
  readonly id: DeviceId;
  readonly pin: PinPart;
  readonly parts: readonly BoardPart[];
  readonly ready: boolean;
  /** Until when what hangs on the pin rests, console time; null when nothing is known of that. */
  readonly restUntilMs: number | null;
  /** The console refuses: it rests for so long, s. */
  readonly onRest: (restS: number) => void;
  readonly onTurned: (inverted: boolean) => void;
  readonly onNothing: () => void;
  readonly onClose: () => void;
}

/** Switches a pin on for five seconds after a question, and asks what it was. */
export function TryDialog(props: TryDialogProps) {
  const { id, pin, ready, restUntilMs, onClose } = props;
  const trial = useTryOutput(id);
  const [endsMs, setEndsMs] = useState(0);
  const now = useConsoleNow(LOOK_EACH_MS, trial.busy || restUntilMs !== null);
  const rests = restUntilMs !== null && now < restUntilMs;
  const place = placeOf(pin.wiring);
  const start = (): void => {
    setEndsMs(consoleNow() + TRY_MS);
    trial.tryOutput(pin.wiring.pin, pin.wiring.inverted, props.onRest);
  };
  return (
    <Modal
      opened
      // Whoever leaves now would not see what came on.
      closeOnClickOutside={!trial.busy}
      closeOnEscape={!trial.busy}
      withCloseButton={!trial.busy}
      title={`Try ${place.toLowerCase()}`}
      onClose={onClose}
    >
      <div className={dialog['form']}>
        {!trial.over && <p className={dialog['lead']}>Something will switch. Is everybody clear of it?</p>}
        <div className={styles['count']} data-rests={rests} role="status">
          {trial.busy && <Counting leftS={(endsMs - now) / 1000} place={place} />}
          {trial.over && <span>The five seconds are over: it is off again.</span>}
        </div>
        {rests ? (
          <p>
            {`What hangs on ${place.toLowerCase()} may be a compressor: it rests for another `}
            <strong>{formatDuration((restUntilMs - now) / 1000)}</strong>.
          </p>
        ) : (
          <ErrorNote text={trial.error} />
        )}
        {trial.over && <Answers {...props} />}
        <div className={dialog['choices']}>
          <Button variant="default" data-autofocus disabled={trial.busy} onClick={onClose}>
            {trial.over ? 'Close' : 'Cancel'}
          </Button>
          <Button
            variant={trial.over ? 'default' : 'filled'}
            disabled={!ready || rests}
            loading={trial.busy}
            onClick={start}
          >
            {trial.over ? 'Try again' : 'Switch on for 5 s'}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

function Counting({ leftS, place }: { readonly leftS: number; readonly place: string }) {
  const seconds = Math.ceil(leftS);
  return (
    <>
      <strong aria-hidden="true">{seconds > 0 ? `${seconds} s` : '…'}</strong>
      <span>{seconds > 0 ? `${place} is switched on: watch and listen` : 'It is being switched off'}</span>
    </>
  );
}

function Answers({ id, pin, parts, ready, onTurned, onNothing, onClose }: TryDialogProps) {
  const { install, busy, error } = useInstall(id);
  const round = useTurnRound(id, parts, onTurned);
  const place = placeOf(pin.wiring);
  const disabled = !ready || busy || round.busy;
  return (
    <>
      <p className={dialog['lead']}>What was it?</p>
      <p>Is something on that should be off? Then it went off instead of on.</p>
      <RoleButtons
        of={place}
        roles={relayRoles}
        role={pin.role}
        disabled={disabled}
        onRole={(role) => install(pin.wiring, role, onClose)}
      />
      <div className={styles['answers']}>
        <Button
          variant="default"
          disabled={disabled}
          onClick={() => {
            onNothing();
            onClose();
          }}
        >
          Nothing
        </Button>
        <Button variant="default" disabled={disabled} loading={round.busy} onClick={() => round.turn(pin)}>
          It went off instead of on
        </Button>
      </div>
      <ErrorNote text={error ?? round.error} />
      <p role="status">
        {round.turned &&
          `Turned round: ${pin.role === null ? place : `the ${roleWords[pin.role].toLowerCase()}`} is on while its pin is ${pin.wiring.inverted ? 'low' : 'high'} from now on.`}
      </p>
    </>
  );
}
