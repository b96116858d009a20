import type { ReactNode } from 'react';
import { AlarmVoice } from '#renderer/features/alarms/alarm-voice.tsx';
import { useConnection } from '#renderer/stores/connection.ts';
import { ConnectionBanner } from './connection-light.tsx';
import { EmergencyStopBanner } from './emergency-stop.tsx';
import { Navigation } from './navigation.tsx';
import { RemoteAccessNote } from './remote-access-note.tsx';
import styles from './shell.module.css';
import { TopBar } from './top-bar.tsx';
import { useDocumentTitle } from './use-document-title.ts';

/** The frame around every screen. While the connection is lost its values grey out. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const stale = useConnection((store) => store.link === 'lost' || store.silent);
  useDocumentTitle();
  return (
    <div className={styles['shell']}>
      <a className={styles['skip']} href="#content" onClick={focusContent}>
        To the content
      </a>
      <div className={styles['top']}>
        <TopBar />
        <EmergencyStopBanner />
        <ConnectionBanner />
        <RemoteAccessNote />
      </div>
      <Navigation />
      <AlarmVoice />
      <div className={styles['body']}>
        <main id="content" tabIndex={-1} className={styles['main']} data-stale={stale}>
          {children}
        </main>
      </div>
    </div>
  );
}

/** The part of the address after `#` names the screen, so the link may not change it. */
function focusContent(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}
