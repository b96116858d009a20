import { useConsoleNow } from '#renderer/stores/clock.ts';
import { useConnection } from '#renderer/stores/connection.ts';
import { useInstantFormat, useSettings } from '#renderer/stores/settings.ts';
import { formatInstant } from '#renderer/ui/instant.ts';
import { BreweryLogo } from '#renderer/ui/logo.tsx';
import { hrefOf } from '#renderer/ui/router.ts';
import { AlarmSummary } from './alarm-summary.tsx';
import { ConnectionLight } from './connection-light.tsx';
import { DisplayMenu } from './display-menu.tsx';
import { EmergencyStopButton } from './emergency-stop.tsx';
import styles from './top-bar.module.css';

/** On every screen: whose brewery, whether it is live, what needs attention, and the emergency stop. */
export function TopBar() {
  const name = useSettings((settings) => settings['brewery.name']);
  return (
    <header className={styles['bar']}>
      <a className={styles['brand']} href={hrefOf({ screen: 'dashboard' })}>
        <BreweryLogo size={34} />
        <span>{name}</span>
      </a>
      <div className={styles['state']}>
        <ConnectionLight />
        <SimulatedTime />
      </div>
      <div className={styles['alarms']}>
        <AlarmSummary />
      </div>
      <div className={styles['tools']}>
        <DisplayMenu />
        <EmergencyStopButton />
      </div>
    </header>
  );
}

/** Time that does not run like the clock on the wall is said so, with what time it is there. */
function SimulatedTime() {
  const speed = useConnection((store) => store.status?.speed ?? 1);
  const format = useInstantFormat();
  const live = useConnection((store) => store.link === 'open');
  const now = useConsoleNow(1000, speed !== 1 && live);
  if (speed === 1) return null;
  return (
    <span className={styles['simulated']}>
      <span className={styles['long']}>Simulated time </span>
      <span>{`${speed}×`}</span> <time>{formatInstant(now, 'dateTime', format)}</time>
    </span>
  );
}
