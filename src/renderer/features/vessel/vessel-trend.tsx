import { ActionIcon, SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { type RangeName, type TrendView, windowOf } from '#renderer/features/trend/trend-view.ts';
import { strideEnd, strideStart, useHistory } from '#renderer/features/trend/use-history.ts';
import { useLiveLines } from '#renderer/features/trend/use-live-lines.ts';
import { useClock } from '#renderer/stores/clock.ts';
import { seriesOf } from '#renderer/stores/live-samples.ts';
import { useRunOf } from '#renderer/stores/runs.ts';
import { useInstantFormat, useUnit } from '#renderer/stores/settings.ts';
import { useVessels } from '#renderer/stores/vessels.ts';
import { type ChartWindow, panWindow, zoomWindow } from '#renderer/ui/chart-model.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import type { Line } from '#renderer/ui/series.ts';
import { TrendChart } from '#renderer/ui/trend-chart.tsx';
import type { Vessel } from '#shared/domain/vessel.ts';
import type { VesselState } from '#shared/domain/vessel-state.ts';
import { bandsOf, linesOf, notesOf, seriesOfVessel, spareSeries } from './trend-lines.ts';
import { useAlarmMarks } from './use-alarm-marks.ts';
import styles from './vessel-trend.module.css';

/** Finer than a wide screen can show is not asked for. */
const POINTS = 700;

interface VesselTrendProps {
  readonly config: Vessel;
  readonly state: VesselState | undefined;
}

/** The trend of a vessel with its ranges, zoom and pan. */
export function VesselTrend({ config, state }: VesselTrendProps) {
  const [view, setView] = useState<TrendView>({ kind: 'live', range: '6h' });
  const [home, setHome] = useState<TrendView>(view);
  const run = useRunOf(config.id);
  const unit = useUnit();
  const clock = useInstantFormat();
  // The trend moves when values arrive, and stands while they do not.
  const nowMs = useVessels((store) => store.statesAtMs);
  const window = useMemo(() => windowOf(view, run, nowMs), [view, run, nowMs]);
  const { lines, bands, history } = useTrendData({ config, state, window, nowMs });
  const alarmMarks = useAlarmMarks(config);
  const marks = useMemo(() => [...alarmMarks, ...notesOf(run, nowMs)], [alarmMarks, run, nowMs]);
  const setWindow = (next: ChartWindow): void => setView({ kind: 'fixed', window: next });
  const choose = (next: TrendView): void => {
    setHome(next);
    setView(next);
  };
  const reset = (): void => setView(home);
  return (
    <section className={styles['trend']} aria-label="Trend">
      <div className={styles['tools']}>
        <Ranges view={view} hasRun={run !== undefined} onChoose={choose} />
        <WindowTools window={window} moved={view.kind === 'fixed'} onWindow={setWindow} onReset={reset} />
      </div>
      <TrendChart
        label={`Temperatures of ${config.name}`}
        lines={lines}
        bands={bands}
        marks={marks}
        window={window}
        nowMs={nowMs}
        maxStepMs={history.maxStepMs}
        unit={unit}
        clock={clock}
        onWindow={setWindow}
        onReset={reset}
      />
      <ErrorNote
        text={history.error === null ? null : `No history: ${history.error}`}
        onRetry={history.retry}
      />
    </section>
  );
}

interface DataRequest extends VesselTrendProps {
  readonly window: ChartWindow;
  readonly nowMs: number;
}

function useTrendData({ config, state, window, nowMs }: DataRequest) {
  const run = useRunOf(config.id);
  const speed = useClock((clock) => clock.speed);
  const series = useMemo(() => seriesOfVessel(config), [config]);
  const spares = useMemo(() => spareSeries(config), [config]);
  const asked = useMemo(() => [...series, ...Object.values(spares).flat()], [series, spares]);
  const backMs = nowMs - window.fromMs;
  const live = window.toMs >= nowMs && backMs > 0;
  const fromMs = live ? strideStart(nowMs, backMs, speed) : window.fromMs;
  const toMs = live ? strideEnd(nowMs, backMs, speed) : window.toMs;
  const history = useHistory({
    series: asked,
    fromMs: quantize(fromMs),
    toMs: quantize(toMs),
    maxPoints: POINTS,
  });
  const newest = useMemo(() => newestOf(state, nowMs), [state, nowMs]);
  const recorded = useLiveLines(history, series, spares, newest);
  const lines = useMemo(
    () => linesOf({ config, run, window, nowMs, recorded }),
    [config, run, window, nowMs, recorded],
  );
  const bands = useMemo(() => bandsOf(config, recorded), [config, recorded]);
  return { lines, bands, history };
}

/** Whole seconds: a stretch that differs by less is the same question. */
function quantize(atMs: number): number {
  return Math.round(atMs / 1000) * 1000;
}

function newestOf(state: VesselState | undefined, nowMs: number): Record<string, Line> {
  if (state === undefined) return {};
  return Object.fromEntries(
    seriesOf(state).map(([series, value]) => [series, { atMs: [nowMs], values: [value] }]),
  );
}

interface RangesProps {
  readonly view: TrendView;
  readonly hasRun: boolean;
  readonly onChoose: (view: TrendView) => void;
}

const ranges: readonly { readonly value: RangeName; readonly label: string }[] = [
  { value: '1h', label: '1 h' },
  { value: '6h', label: '6 h' },
  { value: '1d', label: 'Day' },
  { value: '1w', label: 'Week' },
];

function Ranges({ view, hasRun, onChoose }: RangesProps) {
  const value = view.kind === 'live' ? view.range : view.kind;
  return (
    <SegmentedControl
      aria-label="Range"
      value={value}
      data={[...ranges, ...(hasRun ? [{ value: 'run', label: 'Run' }] : [])]}
      onChange={(next) => {
        const range = ranges.find((each) => each.value === next)?.value;
        onChoose(range === undefined ? { kind: 'run' } : { kind: 'live', range });
      }}
    />
  );
}

interface WindowToolsProps {
  readonly window: ChartWindow;
  readonly moved: boolean;
  readonly onWindow: (window: ChartWindow) => void;
  readonly onReset: () => void;
}

function WindowTools({ window, moved, onWindow, onReset }: WindowToolsProps) {
  return (
    <div className={styles['buttons']}>
      <ActionIcon aria-label="Earlier" onClick={() => onWindow(panWindow(window, -0.5))}>
        <Icon name="left" />
      </ActionIcon>
      <ActionIcon aria-label="Later" onClick={() => onWindow(panWindow(window, 0.5))}>
        <Icon name="right" />
      </ActionIcon>
      <ActionIcon aria-label="Zoom in" onClick={() => onWindow(zoomWindow(window, 0.5))}>
        <Icon name="zoomIn" />
      </ActionIcon>
      <ActionIcon aria-label="Zoom out" onClick={() => onWindow(zoomWindow(window, 2))}>
        <Icon name="zoomOut" />
      </ActionIcon>
      <ActionIcon aria-label="Back to now" disabled={!moved} onClick={onReset}>
        <Icon name="reset" />
      </ActionIcon>
    </div>
  );
}
