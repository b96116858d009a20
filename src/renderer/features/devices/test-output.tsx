import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { consoleNow, useConsoleNow } from '#renderer/stores/clock.ts';
import { useIsLive } from '#renderer/stores/connection.ts';
import { useDevices } from '#renderer/stores/devices.ts';
import { useUnit } from '#renderer/stores/settings.ts';
import { useVessels } from '#renderer/stores/vessels.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import type { OutputPoint } from '#shared/domain/point.ts';
import styles from './device-dialog.module.css';
import { usesOfPoint } from './links.ts';
import { usePointKnown, valueWords } from './point-value.ts';
import { outputKindWords } from './point-words.ts';
import { useTestPoint } from './use-point-actions.ts';

/** How long the console switches a tested output on, ms of its time. */
const TEST_MS = 5000;
/** Often enough for seconds that count down. */
const LOOK_EACH_MS = 200;

/** Switches an output on for five seconds after a question. It is there only while no vessel drives the output. */
export function TestOutput({ point }: { readonly point: OutputPoint }) {
  const [opened, setOpened] = useState(false);
  const close = (): void => setOpened(false);
  const connected = useDevices((store) => store.states[point.deviceId]?.link === 'connected');
  const configs = useVessels((store) => store.configs);
  const uses = usesOfPoint(point.id, Object.values(configs));
  const free = connected && uses.every(({ vessel }) => vessel.control.mode === 'off');
  if (!free && !opened) return null;
  return (
    <>
      <Button variant="default" aria-label={`Test ${point.name}`} onClick={() => setOpened(true)}>
        Test…
      </Button>
      <Modal opened={opened} onClose={close} title={`Test ${point.name}`}>
        {opened && <TestQuestion point={point} onClose={close} />}
      </Modal>
    </>
  );
}

function TestQuestion({ point, onClose }: { readonly point: OutputPoint; readonly onClose: () => void }) {
  const live = useIsLive();
  const unit = useUnit();
  const { test, busy, error } = useTestPoint(point.id);
  const [endsMs, setEndsMs] = useState<number | null>(null);
  const now = useConsoleNow(LOOK_EACH_MS, endsMs !== null);
  const known = usePointKnown(point.id);
  const device = useDevices((store) => store.devices[point.deviceId]);
  const leftS = endsMs === null ? 0 : Math.max(0, Math.ceil((endsMs - now) / 1000));
  const on = leftS > 0;
  return (
    <div className={styles['form']}>
      <p className={styles['lead']}>
        {`This switches ${point.name} on for five seconds. Is everybody clear of it?`}
      </p>
      <dl className={styles['facts']}>
        <dt>What it is</dt>
        <dd>{outputKindWords[point.outputKind]}</dd>
        <dt>Where</dt>
        <dd>{`${point.address} of ${device?.name ?? 'its device'}`}</dd>
        <dt>Now</dt>
        <dd>{valueWords(point, known, unit)}</dd>
      </dl>
      <div className={styles['count']} role="status">
        {on && (
          <>
            <strong aria-hidden="true">{`${leftS} s`}</strong>
            <span>It is on</span>
          </>
        )}
        {!on && endsMs !== null && !busy && <span>The five seconds are over: it is off again.</span>}
      </div>
      <ErrorNote text={error} />
      <div className={styles['choices']}>
        <Button variant="default" data-autofocus onClick={onClose}>
          {endsMs === null ? 'Cancel' : 'Close'}
        </Button>
        <Button
          disabled={!live || on}
          loading={busy}
          onClick={() => {
            setEndsMs(null);
            test(() => setEndsMs(consoleNow() + TEST_MS));
          }}
        >
          {endsMs === null ? 'Switch on for 5 s' : 'Test again'}
        </Button>
      </div>
    </div>
  );
}
