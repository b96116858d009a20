import type { Fillers } from '#renderer/features/trend/use-live-lines.ts';
import type { ChartBand, ChartLine, ChartMark, ChartWindow } from '#renderer/ui/chart-model.ts';
import { futureOf, notesAhead } from '#renderer/ui/profile-plan.ts';
import { emptyLine, type Line } from '#renderer/ui/series.ts';
import { sensorWord } from '#renderer/ui/words.ts';
import type { PointId } from '#shared/domain/ids.ts';
import type { Run } from '#shared/domain/run.ts';
import { probesOf, type SensorRole, sensorRoles, type Vessel } from '#shared/domain/vessel.ts';

const pointSeries = (id: PointId): string => `point.${id}`;

/** Every recorded series of a vessel, without those of its spare probes. */
export function seriesOfVessel(config: Vessel): string[] {
  const points = [...Object.values(config.sensors), ...Object.values(config.actuators)];
  const ofPoints = points.filter((id) => id !== null).map(pointSeries);
  const cascade = config.algorithm.kind === 'cascade' ? [`chamber-sp.${config.id}`] : [];
  return [...ofPoints, `sp.${config.id}`, ...cascade];
}

/** The series of a role's probes, the first one before its spares; none where the role has no sensor. */
export function seriesOfRole(config: Vessel, role: SensorRole): string[] {
  return probesOf(config, role).map(pointSeries);
}

/** The series of the spare probes of a vessel, by that of the first probe: one of them is recorded at a time. */
export function spareSeries(config: Vessel): Fillers {
  const series = sensorRoles.map((role) => seriesOfRole(config, role));
  return Object.fromEntries(
    series.flatMap(([first, ...spares]) =>
      first === undefined || spares.length === 0 ? [] : [[first, spares]],
    ),
  );
}

interface LinesRequest {
  readonly config: Vessel;
  readonly run: Run | undefined;
  readonly window: ChartWindow;
  readonly nowMs: number;
  readonly recorded: Readonly<Record<string, Line>>;
}

/** The curves of a vessel: what is measured, what is wanted, and what the profile will want. */
export function linesOf({ config, run, window, nowMs, recorded }: LinesRequest): ChartLine[] {
  const lineOf = (series: string): Line => recorded[series] ?? emptyLine;
  const { sensors, kind, id } = config;
  const lines: ChartLine[] = [];
  const measured = (point: string | null, label: string, color: string, width: number): void => {
    if (point !== null)
      lines.push({ key: `point.${point}`, label, color, width, line: lineOf(`point.${point}`) });
  };
  measured(sensors.room, sensorWord('room', kind), '--chart-room', 1.25);
  measured(sensors.chamber, sensorWord('chamber', kind), '--chart-chamber', 1.5);
  if (config.algorithm.kind === 'cascade') {
    const key = `chamber-sp.${id}`;
    const label = 'Chamber setpoint';
    lines.push({ key, label, color: '--chart-chamber', width: 1, dash: [2, 4], line: lineOf(key) });
  }
  lines.push({
    key: `sp.${id}`,
    label: 'Setpoint',
    color: '--chart-sp',
    width: 1.5,
    dash: [6, 4],
    line: lineOf(`sp.${id}`),
  });
  if (run !== undefined) {
    const line = futureOf(run, nowMs, window.toMs);
    lines.push({
      key: 'future',
      label: run.kind === 'mash' ? 'Mash ahead, timers only' : 'Profile ahead',
      color: '--chart-sp',
      width: 1.5,
      dash: [2, 3],
      line,
    });
  }
  measured(sensors.beer, sensorWord('beer', kind), '--chart-pv', 2.25);
  return lines;
}

/** What the run will tell people, as marks. What it has told is an alarm with a mark of its own. */
export function notesOf(run: Run | undefined, nowMs: number): ChartMark[] {
  if (run === undefined) return [];
  return notesAhead(run, nowMs).map(({ atMs, text }) => ({ atMs, label: text, color: '--ink-3' }));
}

/** Heat and cool as bands. */
export function bandsOf(config: Vessel, recorded: Readonly<Record<string, Line>>): ChartBand[] {
  const lineOf = (point: string): Line => recorded[`point.${point}`] ?? emptyLine;
  const { heater, cooler } = config.actuators;
  const bands: ChartBand[] = [];
  if (heater !== null)
    bands.push({ key: 'heat', label: 'Heat', color: '--chart-heat', line: lineOf(heater) });
  if (cooler !== null)
    bands.push({ key: 'cool', label: 'Cool', color: '--chart-cool', line: lineOf(cooler) });
  return bands;
}
