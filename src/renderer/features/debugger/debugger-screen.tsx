import { CleanUpRow } from './clean-up-row.tsx';
import styles from './debugger-screen.module.css';
import { MonitorPanel } from './monitor-panel.tsx';
import { PublishPanel } from './publish-panel.tsx';
import { SimulationRow } from './simulation-row.tsx';
import { simulations } from './simulations.ts';
import { StreamRow } from './stream-row.tsx';
import { useChannelList } from './use-channel-list.ts';

/** For those who write programs for the console, or look for what one does: try it, say it, watch it. */
export function DebuggerScreen() {
  const { channels, error } = useChannelList();
  return (
    <div className={styles['screen']}>
      <header>
        <h1>Debugger</h1>
        <p className={styles['quiet']}>
          What is done here is real: it goes through the same interface that every program uses.
        </p>
      </header>
      <div className={styles['columns']}>
        <section className={styles['panel']} aria-labelledby="debugger-simulations">
          <h2 id="debugger-simulations">Test simulations</h2>
          <div>
            {simulations.map((simulation) => (
              <SimulationRow key={simulation.title} simulation={simulation} />
            ))}
            <StreamRow />
          </div>
          <CleanUpRow />
        </section>
        <PublishPanel channels={channels.map(({ name }) => name)} />
      </div>
      <MonitorPanel channels={channels} error={error} />
    </div>
  );
}
