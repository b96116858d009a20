import { usePointsOf } from '#renderer/stores/devices.ts';
import { useUnit } from '#renderer/stores/settings.ts';
import { useVessels } from '#renderer/stores/vessels.ts';
import { hrefOf } from '#renderer/ui/router.ts';
import type { Device, DriverDescription } from '#shared/domain/device.ts';
import type { Point } from '#shared/domain/point.ts';
import { AssignPoint } from './assign-point.tsx';
import { ChangePoint } from './change-point.tsx';
import { usesOfPoint, wordsOfUse } from './links.ts';
import styles from './point-list.module.css';
import { isGood, usePointKnown, valueWords } from './point-value.ts';
import { hardwareWord, offsetWords, smoothedWords, unitWord } from './point-words.ts';
import { TestOutput } from './test-output.tsx';

interface PointListProps {
  readonly device: Device;
  readonly driver: DriverDescription | undefined;
}

/** The sensors, outputs and contacts of a device with their values, and what each does in which vessel. */
export function PointList({ device, driver }: PointListProps) {
  const points = usePointsOf(device.id);
  if (points.length === 0) {
    return (
      <p className={styles['none']}>
        {driver?.kind === 'feed'
          ? 'No points yet. Add one for each value that it sends.'
          : 'No points yet. Add each sensor and each output that is wired to it; then make a vessel of them.'}
      </p>
    );
  }
  return (
    <div className={styles['room']}>
      <div className={styles['heads']} aria-hidden="true">
        <span>Point</span>
        <span>Hardware</span>
        <span>What it does</span>
        <span>Calibration</span>
        <span>Now</span>
        <span />
      </div>
      <ul className={styles['list']} aria-label={`Points of ${device.name}`}>
        {points.map((point) => (
          <PointRow key={point.id} point={point} driver={driver} />
        ))}
      </ul>
    </div>
  );
}

function PointRow({
  point,
  driver,
}: {
  readonly point: Point;
  readonly driver: DriverDescription | undefined;
}) {
  const unit = useUnit();
  const known = usePointKnown(point.id);
  const drivable = driver?.kind === 'points';
  const smoothed = smoothedWords(point);
  const offset = point.kind === 'temperature' ? offsetWords(point.offsetC, unit) : '–';
  return (
    <li>
      <h3 className={styles['name']}>{point.name}</h3>
      <dl className={styles['facts']}>
        <div className={styles['hardware']}>
          <dt>Hardware</dt>
          <dd>
            <span>{`${hardwareWord(point)}, ${unitWord(point, unit)}`}</span> <code>{point.address}</code>
          </dd>
        </div>
        <div className={styles['role']}>
          <dt>What it does</dt>
          <dd>
            <PointRole point={point} />
          </dd>
        </div>
        <div className={styles['calibration']} data-none={offset === 'none' || offset === '–'}>
          <dt>Calibration</dt>
          <dd>{offset}</dd>
        </div>
        <div className={styles['value']} data-good={point.kind === 'output' || isGood(known)}>
          <dt>Now</dt>
          <dd>{valueWords(point, known, unit)}</dd>
          {smoothed !== null && <dd className={styles['late']}>{smoothed}</dd>}
        </div>
      </dl>
      <div className={styles['buttons']}>
        {point.kind === 'output' && drivable && <TestOutput point={point} />}
        <ChangePoint point={point} driver={driver} />
      </div>
    </li>
  );
}

function PointRole({ point }: { readonly point: Point }) {
  const configs = useVessels((store) => store.configs);
  const uses = usesOfPoint(point.id, Object.values(configs));
  if (uses.length > 0) {
    return uses.map((use) => (
      <span key={`${use.vessel.id} ${use.role}`} className={styles['use']}>
        {`${wordsOfUse(use)} of `}
        <a href={hrefOf({ screen: 'vessel', id: use.vessel.id })}>{use.vessel.name}</a>
      </span>
    ));
  }
  return point.kind === 'input' || point.kind === 'measure' ? (
    <span>Recorded</span>
  ) : (
    <AssignPoint point={point} />
  );
}
