import { useState } from 'react';
import { describeLink, vesselOfBoard } from '#renderer/features/devices/links.ts';
import { useDrivers } from '#renderer/features/devices/use-device-actions.ts';
import { awayWords } from '#renderer/features/vessel/use-board.ts';
import { useConsoleNow } from '#renderer/stores/clock.ts';
import { useIsLive } from '#renderer/stores/connection.ts';
import { useDevices } from '#renderer/stores/devices.ts';
import { useVessels } from '#renderer/stores/vessels.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import { hrefOf } from '#renderer/ui/router.ts';
import type { Device, DeviceState } from '#shared/domain/device.ts';
import styles from './board-setup.module.css';
import { CalibrationStep } from './calibration-step.tsx';
import { ConstantsPanel } from './constants-panel.tsx';
import { DoneStep } from './done-step.tsx';
import { PartsTable } from './parts-table.tsx';
import { ProbeStep } from './probe-step.tsx';
import { RelayStep } from './relay-step.tsx';
import type { StepProps } from './step-frame.tsx';
import { StepList } from './step-list.tsx';
import type { Step } from './steps.ts';
import { useBoardParts } from './use-board-parts.ts';

/** From a board with nothing installed to a working fermenter. */
export function BoardSetupScreen({ id }: { readonly id: string }) {
  const loaded = useDevices((store) => store.loaded);
  const device = useDevices((store) => store.devices[id]);
  const state = useDevices((store) => store.states[id]);
  const { drivers, error, retry } = useDrivers();
  const driver = drivers.find(({ name }) => name === device?.driver);
  if (device !== undefined && driver?.kind === 'board') return <Screen device={device} state={state} />;
  if (error !== null) return <ErrorNote text={error} onRetry={retry} />;
  if (!loaded || drivers.length === 0) return null;
  return (
    <p>
      {device === undefined
        ? 'There is no such device any more. '
        : `${device.name} is no board that is set up here. `}
      <a href={hrefOf({ screen: 'devices' })}>To the devices</a>
    </p>
  );
}

interface ScreenProps {
  readonly device: Device;
  readonly state: DeviceState | undefined;
}

function Screen({ device, state }: ScreenProps) {
  const live = useIsLive();
  const vessel = useVessels((store) => vesselOfBoard(device, Object.values(store.configs)));
  const [step, setStep] = useState<Step>('probes');
  const away = state === undefined ? null : awayWords(state);
  const ready = live && state !== undefined && away === null;
  const { parts, error, retry } = useBoardParts(device.id, ready);
  const running = vessel !== undefined && vessel.control.mode !== 'off';
  // What was read before the board went away is not so any more.
  const shown = ready ? parts : parts?.map((part) => ({ ...part, value: null }));
  return (
    <div className={styles['screen']}>
      <Head device={device} state={state} />
      {away !== null && (
        <p className={styles['note']} role="status">
          {`${away}. What stands here is what it said last.`}
        </p>
      )}
      {running && (
        <p className={styles['note']} role="status">
          <a href={hrefOf({ screen: 'vessel', id: vessel.id })}>{vessel.name}</a>
          {' is running: stop it there before you give roles or try relays. Calibration can be changed.'}
        </p>
      )}
      <ErrorNote text={ready ? error : null} onRetry={retry} />
      {shown === undefined ? (
        <p className={styles['quiet']}>
          {ready ? 'Asking the board what is connected…' : 'The board has not said yet what is connected.'}
        </p>
      ) : (
        <>
          <StepList step={step} parts={shown} onStep={setStep} />
          <div className={styles['columns']} data-away={!ready}>
            <StepBody
              key={step}
              step={step}
              onStep={setStep}
              device={device}
              parts={shown}
              ready={ready}
              off={!running}
            />
            <div className={styles['narrow']}>
              <PartsTable id={device.id} parts={shown} free={ready && !running} />
              <ConstantsPanel id={device.id} ready={ready} />
            </div>
          </div>
        </>
      )}
    </div>
  );
}

function Head({ device, state }: ScreenProps) {
  const now = useConsoleNow(1000);
  return (
    <header className={styles['head']}>
      <a className={styles['back']} href={hrefOf({ screen: 'devices' })} aria-label="To the devices">
        <Icon name="left" />
      </a>
      <div>
        <h1>{`Set up ${device.name}`}</h1>
        {state !== undefined && <p>{describeLink(state, now)}</p>}
      </div>
    </header>
  );
}

function StepBody({ step, ...props }: StepProps & { readonly step: Step }) {
  switch (step) {
    case 'probes':
      return <ProbeStep {...props} />;
    case 'relays':
      return <RelayStep {...props} />;
    case 'calibration':
      return <CalibrationStep {...props} />;
    case 'done':
      return <DoneStep {...props} />;
    default:
      return step satisfies never;
  }
}
