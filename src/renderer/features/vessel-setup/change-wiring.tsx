import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useIsLive } from '#renderer/stores/connection.ts';
import { useDevices } from '#renderer/stores/devices.ts';
import { saveVessel, useVessels } from '#renderer/stores/vessels.ts';
import { useApi } from '#renderer/transport/api.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import type { Permissives, Vessel } from '#shared/domain/vessel.ts';
import styles from './vessel-settings.module.css';
import { offeredPoints, partsOf, permissivesFor, stillOffered, type Wiring, wiringOf } from './wiring.ts';
import { noteOf, wiringErrorsOf } from './wiring-errors.ts';
import { WiringFields } from './wiring-fields.tsx';

/** What somebody has chosen and not yet saved. */
interface Chosen {
  readonly wiring: Wiring;
  readonly permissives: Permissives;
}

/** Other sensors and outputs for a vessel, while it is off. */
export function ChangeWiring({ vessel }: { readonly vessel: Vessel }) {
  const api = useApi();
  const live = useIsLive();
  const points = useDevices((store) => store.points);
  const configs = useVessels((store) => store.configs);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const update = useMutation(api.vessel.update.mutationOptions({ onSuccess: saveVessel }));
  const errors = wiringErrorsOf(update.error);
  const choose = (next: Chosen | null): void => {
    // What the console had against it was about what stood there before.
    update.reset();
    setChosen(next);
  };
  const others = Object.values(configs).filter(({ id }) => id !== vessel.id);
  const offered = offeredPoints(Object.values(points), vessel.kind, others);
  const wiring = chosen === null ? wiringOf(vessel) : stillOffered(chosen.wiring, offered);
  const permissives = permissivesFor(wiring, chosen?.permissives ?? vessel.permissives);
  const off = vessel.control.mode === 'off';
  const submit = (event: { readonly preventDefault: () => void }): void => {
    event.preventDefault();
    update.mutate({ id: vessel.id, ...partsOf(wiring), permissives }, { onSuccess: () => setChosen(null) });
  };
  return (
    <form className={styles['section']} noValidate onSubmit={submit}>
      <h3>Sensors and outputs</h3>
      {!off && (
        <p className={styles['words']}>
          {`${vessel.name} is running: stop it first. What drives it stays as it is until then.`}
        </p>
      )}
      <WiringFields
        kind={vessel.kind}
        offered={offered}
        wiring={wiring}
        errors={errors.byField}
        disabled={!off}
        permissives={permissives}
        onWiring={(next) => choose({ wiring: next, permissives })}
        onPermissives={(next) => choose({ wiring, permissives: next })}
      />
      <ErrorNote text={noteOf(errors)} />
      {chosen !== null && off && (
        <div className={styles['choices']}>
          <Button variant="default" onClick={() => choose(null)}>
            Forget it
          </Button>
          <Button type="submit" disabled={!live} loading={update.isPending}>
            Save sensors and outputs
          </Button>
        </div>
      )}
    </form>
  );
}
