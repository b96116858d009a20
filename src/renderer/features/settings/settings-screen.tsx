import { useConnection, useIsLive } from '#renderer/stores/connection.ts';
import { AboutSection } from './about-section.tsx';
import { AlarmSection } from './alarm-section.tsx';
import { DataSection } from './data-section.tsx';
import { DesktopSection } from './desktop-section.tsx';
import { ForeignSection } from './foreign-section.tsx';
import { LookSection } from './look-section.tsx';
import { ServerSection } from './server-section.tsx';
import styles from './settings-screen.module.css';
import { UnitsSection } from './units-section.tsx';

/** What the console looks like, how it writes, who reaches it, and where its data is. */
export function SettingsScreen() {
  const live = useIsLive();
  const loaded = useConnection((store) => store.status !== null);
  return (
    // Nothing can be changed before the settings are known, or while the console is not.
    <fieldset className={styles['screen']} disabled={!live || !loaded} aria-label="Settings">
      <header className={styles['head']}>
        <h1>Settings</h1>
        <p>Each change holds at once, in every browser that is open.</p>
      </header>
      <LookSection />
      <UnitsSection />
      <AlarmSection />
      <ServerSection />
      <DesktopSection />
      <DataSection />
      <ForeignSection />
      <AboutSection />
    </fieldset>
  );
}
