import { Button } from '@mantine/core';
import { useConnection } from '#renderer/stores/connection.ts';
import { useDevices } from '#renderer/stores/devices.ts';
import { useVessels } from '#renderer/stores/vessels.ts';
import { hrefOf } from '#renderer/ui/router.ts';
import styles from './dashboard.module.css';
import { FirstStart } from './first-start.tsx';
import { VesselCard } from './vessel-card.tsx';

/** Every vessel at a glance. */
export function Dashboard() {
  const order = useVessels((store) => store.order);
  const loaded = useVessels((store) => store.loaded);
  const firstStart = useConnection((store) => store.status?.firstStart ?? false);
  return (
    <>
      <h1 className="visually-hidden">Dashboard</h1>
      {firstStart && <FirstStart />}
      {loaded && order.length === 0 && !firstStart && <NoVessels />}
      <div className={styles['grid']}>
        {order.map((id) => (
          <VesselCard key={id} id={id} />
        ))}
      </div>
    </>
  );
}

function NoVessels() {
  const wired = useDevices((store) => Object.keys(store.points).length > 0);
  return (
    <section className={styles['empty']}>
      <h2>No vessels yet</h2>
      <p>
        A vessel is a fermenter or a kettle with its sensors, heater and cooler. It begins with the board that
        these are wired to; a BrewPi brings its vessel with it.
      </p>
      <div className={styles['choices']}>
        {wired && (
          <Button component="a" href={hrefOf({ screen: 'new-vessel' })}>
            New vessel
          </Button>
        )}
        <Button component="a" variant={wired ? 'default' : 'filled'} href={hrefOf({ screen: 'devices' })}>
          Connect my hardware
        </Button>
      </div>
    </section>
  );
}
