import { useConnection } from '#renderer/stores/connection.ts';
import { useVessels } from '#renderer/stores/vessels.ts';
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
  return (
    <section className={styles['empty']}>
      <h2>No vessels yet</h2>
      <p>
        A vessel is a fermenter or a kettle with its sensors, heater and cooler. Add your board, its points
        and the vessel through the <a href="api/v1/docs">API of this console</a>; it appears here at once.
      </p>
    </section>
  );
}
