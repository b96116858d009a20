import { useConnection } from '#renderer/stores/connection.ts';
import { useInstantFormat } from '#renderer/stores/settings.ts';
import { formatInstant } from '#renderer/ui/instant.ts';
import { Section } from './section.tsx';
import styles from './settings-screen.module.css';

/** Which console this is, and where programs learn to talk to it. */
export function AboutSection() {
  const status = useConnection((store) => store.status);
  const format = useInstantFormat();
  return (
    <Section title="About">
      <dl className={styles['facts']}>
        <dt>Version</dt>
        <dd>
          {status === null ? '–' : `Maelstrom ${status.version}`}
          {status !== null && (
            <small>{`running since ${formatInstant(status.startedAtMs, 'full', format)}`}</small>
          )}
        </dd>
        <dt>For programs</dt>
        <dd>
          <ApiLinks />
        </dd>
        <dt>Licence</dt>
        <dd>MIT: use it, change it, pass it on. It comes without warranty.</dd>
      </dl>
    </Section>
  );
}

/** The pages of the interface are served to browsers; the window of the desktop app opens none. */
function ApiLinks() {
  const url = useConnection((store) => store.status?.remoteAccess.url ?? null);
  if (window.maelstrom?.desktop === true) {
    return url === null ? 'The interface is served once remote access is on.' : `${url}api/v1/docs`;
  }
  return (
    <div className={styles['buttons']}>
      <a href="api/v1/docs" target="_blank" rel="noreferrer">
        Every procedure, to try out
      </a>
      <a href="api/v1/openapi.json" target="_blank" rel="noreferrer">
        openapi.json
      </a>
    </div>
  );
}
