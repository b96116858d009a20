import { useMemo } from 'react';
import { AlarmStrip } from '#renderer/features/alarms/alarm-strip.tsx';
import { useAlarmActions } from '#renderer/features/alarms/use-alarm-actions.ts';
import { BoardDisplay } from '#renderer/features/board-display/board-display.tsx';
import { useAlarmsOf } from '#renderer/stores/alarms.ts';
import { useConsoleNow } from '#renderer/stores/clock.ts';
import { useDevices } from '#renderer/stores/devices.ts';
import { useInstantFormat } from '#renderer/stores/settings.ts';
import { useVessels } from '#renderer/stores/vessels.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { formatInstant } from '#renderer/ui/instant.ts';
import { hrefOf } from '#renderer/ui/router.ts';
import type { Device, DeviceState } from '#shared/domain/device.ts';
import { AddPoint } from './add-point.tsx';
import { ChangeDevice } from './change-device.tsx';
import styles from './device-card.module.css';
import { describeLink, detailOf, vesselOfBoard } from './links.ts';
import { PointList } from './point-list.tsx';
import { driverNote } from './point-words.ts';
import { RemoveDevice } from './remove-device.tsx';
import { useDrivers } from './use-device-actions.ts';

/** A device with the state of its link, its points, and what can be done with it. */
export function DeviceCard({ device }: { readonly device: Device }) {
  const state = useDevices((store) => store.states[device.id]);
  const vessel = useVessels((store) => vesselOfBoard(device, Object.values(store.configs)));
  const sources = useMemo(() => [device.id], [device.id]);
  const alarms = useAlarmsOf(sources);
  const { acknowledge, error } = useAlarmActions();
  const { drivers } = useDrivers();
  const driver = drivers.find(({ name }) => name === device.driver);
  const note = driverNote(driver);
  return (
    <article className={styles['card']} aria-label={device.name} data-alarm={alarms[0]?.priority}>
      <header className={styles['head']}>
        <div>
          <h2>{device.name}</h2>
          <p className={styles['kind']}>
            {driver?.title ?? device.driver}
            {device.connection !== '' && <span>{device.connection}</span>}
          </p>
        </div>
        <div className={styles['buttons']}>
          <ChangeDevice device={device} hint={driver?.connectionHint} />
          <RemoveDevice device={device} />
        </div>
      </header>
      {state !== undefined && <LinkState state={state} />}
      {alarms.map((alarm) => (
        <AlarmStrip key={alarm.id} alarm={alarm} onAcknowledge={acknowledge} />
      ))}
      <ErrorNote text={error} />
      {vessel !== undefined && (
        <p className={styles['board']}>
          It regulates by itself, as the vessel{' '}
          <a href={hrefOf({ screen: 'vessel', id: vessel.id })}>{vessel.name}</a>.
        </p>
      )}
      {driver?.kind === 'board' && <BoardDisplay id={device.id} state={state} />}
      {note !== null && <p className={styles['board']}>{note}</p>}
      <PointList device={device} driver={driver} />
      <div className={styles['foot']}>
        <AddPoint device={device} driver={driver} />
        {driver?.kind === 'board' && (
          <a className={styles['setup']} href={hrefOf({ screen: 'board-setup', id: device.id })}>
            Set up the board
          </a>
        )}
      </div>
    </article>
  );
}

function LinkState({ state }: { readonly state: DeviceState }) {
  const clock = useInstantFormat();
  const now = useConsoleNow(1000);
  const detail = detailOf(state);
  return (
    <div className={styles['link']} data-link={state.link}>
      <span className={styles['dot']} aria-hidden="true" />
      <p>
        <strong>{describeLink(state, now)}</strong>
        <span>{`, since ${formatInstant(state.sinceMs, 'dateTime', clock)}`}</span>
        {detail !== null && <span className={styles['detail']}>{detail}</span>}
      </p>
    </div>
  );
}
