import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import panel from '#renderer/features/vessel/panels.module.css';
import { useConnection, useIsLive } from '#renderer/stores/connection.ts';
import { useDevices } from '#renderer/stores/devices.ts';
import { useVessels } from '#renderer/stores/vessels.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { hrefOf } from '#renderer/ui/router.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import styles from './add-device.module.css';
import { ConnectionField, NameField } from './device-form.tsx';
import { vesselOfBoard } from './links.ts';
import { driverNote } from './point-words.ts';
import { useAddDevice, useDrivers } from './use-device-actions.ts';

/** The one driver whose devices are nowhere plugged in. */
const SIMULATED = 'simulated';

interface AddDeviceProps {
  readonly connection: string;
  readonly onConnection: (connection: string) => void;
}

/** Adds a device: what it is, where it is, what it is called. */
export function AddDevice({ connection, onConnection }: AddDeviceProps) {
  const { drivers, error, retry } = useDrivers();
  const live = useIsLive();
  const { add, busy, errors } = useAddDevice();
  const [chosen, setChosen] = useState<string | null>(null);
  const [name, setName] = useState('');
  const [added, setAdded] = useState<DeviceId | null>(null);
  const driver =
    drivers.find((each) => each.name === chosen) ??
    drivers.find((each) => each.name !== SIMULATED) ??
    drivers[0];
  const note = driverNote(driver);
  const submit = (event: { readonly preventDefault: () => void }): void => {
    event.preventDefault();
    if (driver === undefined) return;
    setAdded(null);
    add({ name, driver: driver.name, connection }, ({ id }) => {
      setAdded(id);
      setName('');
      onConnection('');
    });
  };
  return (
    <section className={panel['panel']} aria-label="Add a device">
      <h2>Add a device</h2>
      <ErrorNote text={error} onRetry={retry} />
      <form className={panel['manual']} noValidate onSubmit={submit}>
        <NativeSelect
          label="What it is"
          data={drivers.map((each) => ({ value: each.name, label: each.title }))}
          value={driver?.name ?? ''}
          error={errors.byField.driver}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
        <ConnectionField
          value={connection}
          errors={errors}
          hint={driver?.connectionHint}
          onChange={onConnection}
        />
        <NameField value={name} errors={errors} onChange={setName} />
        {note !== null && <p className={panel['words']}>{note}</p>}
        {driver !== undefined && driver.name !== SIMULATED && <SimulatedTimeNote />}
        <ErrorNote text={errors.rest} />
        <Button type="submit" disabled={!live || driver === undefined} loading={busy}>
          Add
        </Button>
      </form>
      <div className={styles['added']} role="status">
        {added !== null && <Added id={added} />}
      </div>
    </section>
  );
}

/** A folder that has held a real device starts in real time only, so that is said before. */
function SimulatedTimeNote() {
  const simulated = useConnection((store) => store.status !== null && store.status.speed !== 1);
  if (!simulated) return null;
  return (
    <p className={panel['words']}>
      Time is simulated here: a real device is not driven now, and with one this console starts in real time
      only.
    </p>
  );
}

/** What came of it; a board that regulates by itself has brought its vessel. */
function Added({ id }: { readonly id: DeviceId }) {
  const device = useDevices((store) => store.devices[id]);
  const vessel = useVessels((store) => vesselOfBoard({ id }, Object.values(store.configs)));
  if (device === undefined) return null;
  return (
    <p className={panel['words']}>
      <strong>{device.name}</strong> was added.{' '}
      {vessel !== undefined && (
        <>
          It regulates by itself and came with its vessel:{' '}
          <a href={hrefOf({ screen: 'vessel', id: vessel.id })}>{`to ${vessel.name}`}</a>
        </>
      )}
    </p>
  );
}
