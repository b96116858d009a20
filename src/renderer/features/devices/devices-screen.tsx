import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { NewVesselButton } from '#renderer/features/vessel-setup/new-vessel-button.tsx';
import { useDevices } from '#renderer/stores/devices.ts';
import { Icon } from '#renderer/ui/icons.tsx';
import { AddDevice } from './add-device.tsx';
import { DeviceCard } from './device-card.tsx';
import styles from './devices-screen.module.css';
import { HeardList } from './heard-list.tsx';
import { PortList } from './port-list.tsx';

/** The devices of the console, what is plugged in, and how a device is added. */
export function DevicesScreen() {
  const devices = useDevices((store) => store.devices);
  const loaded = useDevices((store) => store.loaded);
  const [connection, setConnection] = useState('');
  const form = useRef<HTMLDivElement>(null);
  const all = Object.values(devices);
  // The form stands below the devices, which can be many.
  const goToForm = (): void => {
    form.current?.scrollIntoView({ behavior: 'smooth', block: 'start' });
    form.current?.querySelector('select')?.focus({ preventScroll: true });
  };
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <h1>Devices</h1>
        {all.length > 0 && (
          <div className={styles['ways']}>
            <Button variant="default" leftSection={<Icon name="plus" size={18} />} onClick={goToForm}>
              Add a device
            </Button>
            <NewVesselButton />
          </div>
        )}
      </header>
      <div className={styles['columns']}>
        <div className={styles['wide']}>
          {loaded && all.length === 0 && <NoDevices />}
          {all.map((device) => (
            <DeviceCard key={device.id} device={device} />
          ))}
        </div>
        <div className={styles['narrow']} ref={form}>
          <HeardList />
          <PortList picked={connection} onPick={setConnection} />
          <AddDevice connection={connection} onConnection={setConnection} />
        </div>
      </div>
    </div>
  );
}

function NoDevices() {
  return (
    <section className={styles['empty']}>
      <h2>No devices yet</h2>
      <p>
        A device is a board with sensors and relays. Plug it into the computer that runs this console, pick
        its port, and add it. Then add its sensors and outputs, and make a vessel of them. A BrewPi brings its
        vessel with it.
      </p>
    </section>
  );
}
