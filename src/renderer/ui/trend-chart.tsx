import { useComputedColorScheme } from '@mantine/core';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { attachGestures } from './chart-gestures.ts';
import { ChartLegend } from './chart-legend.tsx';
import {
  type ChartBand,
  type ChartLine,
  type ChartMark,
  type ChartWindow,
  panWindow,
  zoomWindow,
} from './chart-model.ts';
import { ChartNotes } from './chart-notes.tsx';
import { type ChartLive, chartOptions } from './chart-options.ts';
import type { InstantFormat } from './instant.ts';
import { alignLines } from './series.ts';
import { type TemperatureUnit, toDisplay } from './temperature.ts';
import styles from './trend-chart.module.css';

interface TrendChartProps {
  readonly label: string;
  readonly lines: readonly ChartLine[];
  readonly bands: readonly ChartBand[];
  readonly marks: readonly ChartMark[];
  readonly window: ChartWindow;
  readonly nowMs: number;
  /** Neighbours that are further apart have a gap between them. */
  readonly maxStepMs: number;
  readonly unit: TemperatureUnit;
  readonly clock: InstantFormat;
  readonly onWindow: (window: ChartWindow) => void;
  readonly onReset: () => void;
}

/** Temperatures over time with outputs as bands under them; zooms by dragging, moves with Shift, fingers or keys. */
export function TrendChart(props: TrendChartProps) {
  const { lines, window, unit, label } = props;
  const [cursorMs, setCursorMs] = useState<number | null>(null);
  const host = useChart(props, setCursorMs);
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = keyWindow(event.key, window);
    if (next === null && event.key !== '0') return;
    event.preventDefault();
    if (next === null) props.onReset();
    else props.onWindow(next);
  };
  return (
    <div>
      <ChartLegend
        lines={lines}
        bands={props.bands}
        atMs={cursorMs}
        nowMs={props.nowMs}
        reachMs={props.maxStepMs}
        unit={unit}
        clock={props.clock}
      />
      <div className={styles['stage']}>
        <div
          ref={host}
          className={styles['host']}
          role="application"
          aria-roledescription="chart"
          aria-label={`${label}. Arrow keys move, plus and minus zoom, 0 shows now.`}
          tabIndex={0}
          onKeyDown={onKeyDown}
        />
        <ChartNotes marks={props.marks} atMs={cursorMs} window={window} unit={unit} />
      </div>
    </div>
  );
}

function keyWindow(key: string, window: ChartWindow): ChartWindow | null {
  switch (key) {
    case 'ArrowLeft':
      return panWindow(window, -0.2);
    case 'ArrowRight':
      return panWindow(window, 0.2);
    case '+':
    case '=':
      return zoomWindow(window, 0.5);
    case '-':
      return zoomWindow(window, 2);
    default:
      return null;
  }
}

/** Keeps one uPlot in step with the properties; it is built anew only when lines, unit, clock or theme change. */
function useChart(props: TrendChartProps, onCursor: (atMs: number | null) => void) {
  const { lines, unit, clock, window, nowMs, bands, marks, maxStepMs, onWindow, onReset } = props;
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(null);
  const scheme = useComputedColorScheme('light');
  const shape = lines.map(({ key, label, color }) => `${key} ${label} ${color}`).join();
  const live = useRef<ChartLive>({ window, nowMs, bands, marks, maxStepMs, onWindow, onReset, onCursor });
  const data = useMemo(() => toData(lines, unit), [lines, unit]);
  const newest = useRef({ lines, data });
  // First of the effects, so that those below find what is newest.
  useEffect(() => {
    Object.assign(live.current, { window, nowMs, bands, marks, maxStepMs, onWindow, onReset, onCursor });
    newest.current = { lines, data };
  });

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const css = getComputedStyle(document.documentElement);
    const color = (name: string): string => css.getPropertyValue(name).trim();
    const frame = { lines: newest.current.lines, unit, clock, color, live: live.current };
    const built = new uPlot(chartOptions(frame, sizeOf(element)), newest.current.data, element);
    chart.current = built;
    const endGestures = attachGestures(built.over, {
      window: () => live.current.window,
      change: (next) => live.current.onWindow(next),
    });
    const observer = new ResizeObserver(() => built.setSize(sizeOf(element)));
    observer.observe(element);
    return () => {
      observer.disconnect();
      endGestures();
      built.destroy();
      chart.current = null;
    };
  }, [shape, unit, clock, scheme]);

  useEffect(() => {
    const built = chart.current;
    if (built === null) return;
    built.batch(() => {
      built.setData(data, false);
      built.setScale('x', { min: window.fromMs / 1000, max: window.toMs / 1000 });
    });
  }, [data, window, bands, marks, nowMs]);

  return host;
}

function sizeOf(element: HTMLElement): { width: number; height: number } {
  return { width: Math.max(160, element.clientWidth), height: Math.max(160, element.clientHeight) };
}

function toData(lines: readonly ChartLine[], unit: TemperatureUnit): uPlot.AlignedData {
  const { atMs, columns } = alignLines(lines.map(({ line }) => line));
  const shown = columns.map((column) => column.map((v) => (v == null ? v : toDisplay(v, unit))));
  return [atMs.map((at) => at / 1000), ...shown];
}
