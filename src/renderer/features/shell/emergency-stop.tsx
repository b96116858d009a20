import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { useInstantFormat } from '#renderer/stores/settings.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import { formatInstant } from '#renderer/ui/instant.ts';
import styles from './emergency-stop.module.css';
import { useEmergencyStop } from './use-emergency-stop.ts';

/** Stops everything at once, without a question. */
export function EmergencyStopButton() {
  const stop = useEmergencyStop();
  return (
    <button
      type="button"
      className={styles['button']}
      data-latched={stop.active}
      aria-label="Emergency stop: every output off at once"
      onClick={stop.press}
    >
      <Icon name="octagon" size={22} />
      <span>
        <span className={styles['long']}>Emergency </span>stop
      </span>
    </button>
  );
}

/** Says on every screen that the brewery is stopped, and releases it after a question. */
export function EmergencyStopBanner() {
  const stop = useEmergencyStop();
  const format = useInstantFormat();
  const [asking, setAsking] = useState(false);
  if (!stop.active) return <StopFailed />;
  return (
    <div className={styles['banner']} role="alert">
      <Icon name="octagon" size={28} />
      <p>
        <strong>Emergency stop.</strong> Every vessel is off
        {stop.sinceMs === null ? '' : ` since ${formatInstant(stop.sinceMs, 'time', format)}`} and stays off
        until the stop is released.
      </p>
      <button type="button" className={styles['release']} onClick={() => setAsking(true)}>
        Release…
      </button>
      <Modal opened={asking} onClose={() => setAsking(false)} title="Release the emergency stop?">
        <p>Make sure that nobody is in danger. Every vessel stays off until somebody starts it again.</p>
        <ErrorNote text={stop.releaseError} />
        <div className={styles['choices']}>
          <Button variant="default" onClick={() => setAsking(false)}>
            Keep stopped
          </Button>
          <Button loading={stop.releasing} onClick={() => stop.release(() => setAsking(false))}>
            Release
          </Button>
        </div>
      </Modal>
    </div>
  );
}

/** A stop that did not reach the console: somebody has to switch off by hand. */
function StopFailed() {
  const { failed, press, forget } = useEmergencyStop();
  if (failed === null) return null;
  return (
    <div className={styles['banner']} role="alert">
      <Icon name="octagon" size={28} />
      <p>
        <strong>The stop did not reach the console: switch off at the device!</strong> {failed}
      </p>
      <button type="button" className={styles['release']} onClick={press}>
        Stop again
      </button>
      <button type="button" className={styles['release']} onClick={forget}>
        Dismiss
      </button>
    </div>
  );
}
