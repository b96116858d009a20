import { useDevices, usePointsOf } from '#renderer/stores/devices.ts';
import { useUnit } from '#renderer/stores/settings.ts';
import { useVessels } from '#renderer/stores/vessels.ts';
import { hrefOf } from '#renderer/ui/router.ts';
import { formatTemperature, type TemperatureUnit } from '#renderer/ui/temperature.ts';
import { outputWord } from '#renderer/ui/words.ts';
import type { OutputState } from '#shared/domain/output.ts';
import type { Point } from '#shared/domain/point.ts';
import { describeBadReason } from '#shared/domain/reading.ts';
import type { PointState, SensorState, VesselState } from '#shared/domain/vessel-state.ts';
import { vesselsOfPoint } from './links.ts';
import styles from './point-list.module.css';

/** The sensors and outputs of a device with their values, and the vessels that have them. */
export function PointList({ deviceId }: { readonly deviceId: string }) {
  const points = usePointsOf(deviceId);
  if (points.length === 0) {
    return (
      <p className={styles['none']}>
        No points yet. Its sensors and outputs, and the vessel that uses them, are added through the API.
      </p>
    );
  }
  return (
    <ul className={styles['list']} aria-label="Points">
      {points.map((point) => (
        <PointRow key={point.id} point={point} />
      ))}
    </ul>
  );
}

function PointRow({ point }: { readonly point: Point }) {
  const unit = useUnit();
  const sensor = useVessels((store) => sensorIn(Object.values(store.states), point.id));
  const output = useVessels((store) => outputIn(Object.values(store.states), point.id));
  const alone = useDevices((store) => store.values[point.id]);
  return (
    <li>
      <span className={styles['name']}>{point.name}</span>
      <span className={styles['value']}>{valueWords({ point, sensor, output, alone }, unit)}</span>
      <span className={styles['meta']}>{`${kindWord(point)} at ${point.address}`}</span>
      <Owners pointId={point.id} />
    </li>
  );
}

function Owners({ pointId }: { readonly pointId: string }) {
  const configs = useVessels((store) => store.configs);
  const owners = vesselsOfPoint(pointId, Object.values(configs));
  if (owners.length === 0) return <span className={styles['owners']}>in no vessel</span>;
  return (
    <span className={styles['owners']}>
      {owners.map(({ id, name }) => (
        <a key={id} href={hrefOf({ screen: 'vessel', id })}>
          {name}
        </a>
      ))}
    </span>
  );
}

function sensorIn(states: readonly VesselState[], pointId: string): SensorState | undefined {
  for (const { sensors } of states) {
    const found = Object.values(sensors).find((each) => each?.pointId === pointId);
    if (found != null) return found;
  }
  return undefined;
}

function outputIn(states: readonly VesselState[], pointId: string): OutputState | undefined {
  for (const { outputs } of states) {
    const found = outputs.find((each) => each.pointId === pointId);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Known {
  readonly point: Point;
  readonly sensor: SensorState | undefined;
  readonly output: OutputState | undefined;
  /** What is said of a point that no vessel has. */
  readonly alone: PointState | undefined;
}

function valueWords({ point, sensor, output, alone }: Known, unit: TemperatureUnit): string {
  if (point.kind === 'output') {
    if (output !== undefined) return outputWord(output);
    return alone?.value == null ? '–' : `${Math.round(alone.value)} %`;
  }
  const bad = sensor === undefined ? alone?.bad : sensor.bad;
  if (bad != null) return describeBadReason(bad);
  return formatTemperature(sensor === undefined ? (alone?.value ?? null) : sensor.valueC, unit);
}

function kindWord(point: Point): string {
  return point.kind === 'temperature' ? 'Temperature' : outputKindWords[point.outputKind];
}

const outputKindWords: Readonly<Record<Extract<Point, { kind: 'output' }>['outputKind'], string>> = {
  ssr: 'Solid-state relay',
  contactor: 'Contactor',
  valve: 'Valve',
  compressor: 'Compressor',
  pwm: 'PWM output',
};
