import { useState } from 'react';
import { errorText } from '#renderer/ui/error-note.tsx';
import type { BoardPart, BoardWiring } from '#shared/domain/board-part.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import { type PinPart, relayRoles } from './part-words.ts';
import { useInstall, useUninstall } from './use-board-parts.ts';

/**
 * Turns a relay round that went off instead of on. The board has it on ever since it was tried, so it is told at once:
 * one without a role gets a free one for a moment, which puts its pin to rest.
 */
export function useTurnRound(
  id: DeviceId,
  parts: readonly BoardPart[],
  onTurned: (inverted: boolean) => void,
) {
  const { installAsync, busy: installing } = useInstall(id);
  const { uninstallAsync, busy: removing } = useUninstall(id);
  const [error, setError] = useState<string | null>(null);
  const [turned, setTurned] = useState(false);

  const turn = async ({ role, wiring }: PinPart): Promise<void> => {
    const round: BoardWiring = { ...wiring, inverted: !wiring.inverted };
    const lent = role ?? spareRole(parts);
    if (lent === null) {
      setError('Every role is given: take one away, then try again.');
      return;
    }
    setError(null);
    try {
      const after = await installAsync(round, lent);
      const slot = after.find((part) => part.wiring.kind === 'pin' && part.wiring.pin === wiring.pin)?.slot;
      if (role === null && slot !== undefined && slot !== null) await uninstallAsync(slot);
      onTurned(round.inverted);
      setTurned(true);
    } catch (refusal) {
      setError(errorText(refusal));
    }
  };
  return { turn: (pin: PinPart) => void turn(pin), busy: installing || removing, error, turned };
}

/** A role of a relay that nothing has; the harmless ones first. */
function spareRole(parts: readonly BoardPart[]): (typeof relayRoles)[number] | null {
  const taken = new Set(parts.map(({ role }) => role));
  return relayRoles.toReversed().find((role) => !taken.has(role)) ?? null;
}
