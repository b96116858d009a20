import { Button } from '@mantine/core';
import { useState } from 'react';
import panel from '#renderer/features/vessel/panels.module.css';
import { consoleNow, useConsoleNow } from '#renderer/stores/clock.ts';
import { formatDuration } from '#renderer/ui/duration.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import type { BoardPart } from '#shared/domain/board-part.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import styles from './board-setup.module.css';
import { doorRoles, isDoor, type PinPart, pinsOf, placeOf, relayRoles, roleWords } from './part-words.ts';
import { RoleButtons } from './role-buttons.tsx';
import { StepFrame, type StepProps } from './step-frame.tsx';
import { TryDialog } from './try-dialog.tsx';
import { TurnRound } from './turn-round.tsx';
import { useInstall } from './use-board-parts.ts';

/** Which relay is which: each is tried for five seconds, and somebody says what it was. */
export function RelayStep({ device, parts, ready, off, onStep }: StepProps) {
  const [opened, setOpened] = useState<number | null>(null);
  // The board does not keep how a relay switches that has no role.
  const [turned, setTurned] = useState<Readonly<Record<number, boolean>>>({});
  const [nothing, setNothing] = useState<readonly number[]>([]);
  const [rests, setRests] = useState<Readonly<Record<number, number>>>({});
  const pins = pinsOf(parts).map((pin) => withTurned(pin, turned));
  const tried = pins.find(({ wiring }) => wiring.pin === opened);
  return (
    <StepFrame step="relays" title="Which relay is which?" parts={parts} onStep={onStep}>
      <p className={panel['words']}>
        Try a pin: whatever hangs on it is switched on for five seconds, and you say what it was. If you know
        your wiring, say it without trying. Most relay boards switch on while the pin is low; that is assumed
        until you turn it round, which you do when something is on although it should be off.
      </p>
      <ul className={styles['list']}>
        {pins.map((pin) => (
          <PinRow
            key={pin.wiring.pin}
            id={device.id}
            pin={pin}
            parts={parts}
            free={ready && off}
            nothing={nothing.includes(pin.wiring.pin)}
            restUntilMs={rests[pin.wiring.pin] ?? null}
            onTry={() => setOpened(pin.wiring.pin)}
            onTurned={(inverted) => setTurned({ ...turned, [pin.wiring.pin]: inverted })}
          />
        ))}
      </ul>
      {pins.length === 0 && <p className={panel['words']}>The board names no pin for a relay.</p>}
      {tried !== undefined && (
        <TryDialog
          key={tried.wiring.pin}
          id={device.id}
          pin={tried}
          parts={parts}
          ready={ready && off}
          restUntilMs={rests[tried.wiring.pin] ?? null}
          onRest={(restS) => setRests({ ...rests, [tried.wiring.pin]: consoleNow() + restS * 1000 })}
          onTurned={(inverted) => setTurned({ ...turned, [tried.wiring.pin]: inverted })}
          onNothing={() => setNothing([...nothing, tried.wiring.pin])}
          onClose={() => setOpened(null)}
        />
      )}
    </StepFrame>
  );
}

/** A pin as it is switched: with a role as the board says, without one as it was told here. */
function withTurned(pin: PinPart, turned: Readonly<Record<number, boolean>>): PinPart {
  const inverted = turned[pin.wiring.pin];
  return pin.role !== null || inverted === undefined ? pin : { ...pin, wiring: { ...pin.wiring, inverted } };
}

interface PinRowProps {
  readonly id: DeviceId;
  readonly pin: PinPart;
  readonly parts: readonly BoardPart[];
  readonly free: boolean;
  /** Somebody has tried it and seen nothing. */
  readonly nothing: boolean;
  readonly restUntilMs: number | null;
  readonly onTry: () => void;
  readonly onTurned: (inverted: boolean) => void;
}

function PinRow({ id, pin, parts, free, nothing, restUntilMs, onTry, onTurned }: PinRowProps) {
  const { install, busy, error } = useInstall(id);
  const place = placeOf(pin.wiring);
  return (
    <li className={styles['part']} aria-label={place}>
      <div className={styles['what']}>
        <p>
          <strong>{pin.role === null ? place : roleWords[pin.role]}</strong>
          <small>
            {pin.role === null ? '' : `${place}, `}
            {switchWords(pin)}
            {nothing && pin.role === null && ', nothing was seen'}
          </small>
          <Rest untilMs={restUntilMs} />
        </p>
        {!isDoor(pin) && (
          <div className={styles['tries']}>
            <TurnRound id={id} pin={pin} parts={parts} free={free} onTurned={onTurned} />
            <Button variant="default" disabled={!free} aria-label={`Try for 5 s: ${place}`} onClick={onTry}>
              Try for 5 s…
            </Button>
          </div>
        )}
      </div>
      <RoleButtons
        of={place}
        roles={isDoor(pin) ? doorRoles : relayRoles}
        role={pin.role}
        disabled={!free || busy}
        onRole={(role) => install(pin.wiring, role)}
      />
      <ErrorNote text={error} />
    </li>
  );
}

function switchWords(pin: PinPart): string {
  if (isDoor(pin)) return 'the pin of the door switch, which is read';
  return pin.wiring.inverted ? 'on while low' : 'on while high';
}

function Rest({ untilMs }: { readonly untilMs: number | null }) {
  const now = useConsoleNow(1000, untilMs !== null);
  if (untilMs === null || now >= untilMs) return null;
  return <small>{`It rests for another ${formatDuration((untilMs - now) / 1000)}`}</small>;
}
