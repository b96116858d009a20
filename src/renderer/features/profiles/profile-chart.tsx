import { useId, useState } from 'react';
import type { InstantFormat } from '#renderer/ui/instant.ts';
import { formatTemperature, type TemperatureUnit } from '#renderer/ui/temperature.ts';
import { ChartAxes } from './chart-axes.tsx';
import { ChartHandles } from './chart-handles.tsx';
import { type ChartModel, dayWord, type PlanCurve } from './chart-model.ts';
import { domainOf, type PlotBox, type Scale, scaleOf, snapStepS, snapTime } from './chart-scale.ts';
import type { Corner } from './plan-geometry.ts';
import styles from './profile-chart.module.css';
import { type HandleMove, handleY, useChartDrag } from './use-chart-drag.ts';
import { useSize } from './use-size.ts';

const DAY_S = 86_400;
/** Shortest length that a chart shows, s. */
const LEAST_S = { fermentation: DAY_S, mash: 600 };

/** With less room for each point than this the points are drawn small, px. */
const CROWDED_PX = 14;

/** A plan that is not edited here, drawn dashed: what a run follows now. */
export interface GhostPlan {
  readonly label: string;
  readonly corners: readonly Corner[];
  readonly curve: (endS: number) => PlanCurve;
  readonly lengthS: number;
  /** True when what is edited does the same: then its line says nothing new. */
  readonly same: boolean;
  /** Where the run is, s; null when its place cannot be shown on this axis. */
  readonly nowS: number | null;
}

interface ProfileChartProps {
  readonly label: string;
  readonly model: ChartModel;
  readonly ghosts: readonly GhostPlan[];
  readonly unit: TemperatureUnit;
  readonly startMs: number | null;
  readonly clock: InstantFormat;
  readonly onMove: (key: number, move: HandleMove, tag: string) => void;
  readonly onSettle: () => void;
  readonly onRemove: (key: number) => void;
  /** Null where the line takes no points. */
  readonly onInsert: ((atS: number) => void) | null;
}

/** The chart of what is edited: its points can be dragged, moved with the keys, removed, and added on the line. */
export function ProfileChart(props: ProfileChartProps) {
  const { model, ghosts, unit, startMs } = props;
  const { ref, width, height } = useSize<SVGSVGElement>();
  const [activeKey, setActiveKey] = useState<number | null>(null);
  const id = useId();
  const own = scaleOf(fullDomain(model, ghosts), boxOf(width, height, startMs !== null));
  const { dragging, hover, on } = useChartDrag({
    svg: ref,
    scale: own,
    handles: model.handles,
    curve: model.curve(own.domain.toS),
    unit,
    onMove: props.onMove,
    onSettle: props.onSettle,
    onInsert: props.onInsert,
  });
  const scale = dragging?.scale ?? own;
  const shownKey = dragging?.key ?? activeKey;
  const shown = model.handles.find(({ key }) => key === shownKey);
  return (
    <div className={styles['chart']}>
      <svg
        ref={ref}
        className={styles['svg']}
        data-hover={hover !== null}
        data-crowded={model.handles.length * CROWDED_PX > scale.box.width}
        role="group"
        aria-label={props.label}
        {...on}
      >
        {width > 0 && (
          <>
            <Definitions id={id} box={scale.box} />
            <ChartAxes kind={model.kind} scale={scale} unit={unit} startMs={startMs} clock={props.clock} />
            <g clipPath={`url(#${id}-plot)`}>
              {ghosts.map((ghost) => (
                <Ghost key={ghost.label} ghost={ghost} scale={scale} />
              ))}
              <Lines
                curve={model.curve(scale.domain.toS)}
                scale={scale}
                hatchId={`${id}-off`}
                lengthS={model.lengthS}
              />
            </g>
            <Notes model={model} scale={scale} />
            {hover !== null && <InsertHint at={hover} scale={scale} unit={unit} />}
            <ChartHandles
              handles={model.handles}
              scale={scale}
              unit={unit}
              draggedKey={dragging?.key ?? null}
              activeKey={activeKey}
              hintId={`${id}-hint`}
              onActive={setActiveKey}
              onMove={props.onMove}
              onSettle={props.onSettle}
              onRemove={props.onRemove}
            />
            {shown !== undefined && (
              <Bubble x={scale.x(shown.atS)} y={handleY(shown, scale)} text={shown.valueText} scale={scale} />
            )}
          </>
        )}
      </svg>
      <p id={`${id}-hint`} className="visually-hidden">
        Arrow keys move it, with Shift further. Page Up and Page Down lead to the next one. Delete removes it.
      </p>
    </div>
  );
}

function boxOf(width: number, height: number, dates: boolean): PlotBox {
  const left = 44;
  const top = 32;
  return {
    left,
    top,
    width: Math.max(80, width - left - 14),
    height: Math.max(80, height - top - (dates ? 42 : 26)),
  };
}

function fullDomain(model: ChartModel, ghosts: readonly GhostPlan[]) {
  const corners = [...model.corners, ...ghosts.flatMap((ghost) => ghost.corners)];
  const longestS = Math.max(
    model.lengthS,
    ...ghosts.map(({ lengthS, nowS }) => Math.max(lengthS, nowS ?? 0)),
  );
  return domainOf(corners, longestS, LEAST_S[model.kind]);
}

function Definitions({ id, box }: { readonly id: string; readonly box: PlotBox }) {
  return (
    <defs>
      <clipPath id={`${id}-plot`}>
        <rect x={box.left} y={box.top} width={box.width} height={box.height} />
      </clipPath>
      <pattern
        id={`${id}-off`}
        width="8"
        height="8"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <line className={styles['hatch']} x1="0" x2="0" y1="0" y2="8" />
      </pattern>
    </defs>
  );
}

interface LinesProps {
  readonly curve: PlanCurve;
  readonly scale: Scale;
  readonly hatchId: string;
  readonly lengthS: number;
}

/** The edited plan; after its last point, where the setpoint only holds, the line is thin. */
function Lines({ curve, scale, hatchId, lengthS }: LinesProps) {
  const { box } = scale;
  const endX = scale.x(lengthS);
  return (
    <>
      {curve.offSpans.map(([fromS, toS]) => (
        <g key={fromS}>
          <rect
            x={scale.x(fromS)}
            width={Math.max(0, scale.x(toS) - scale.x(fromS))}
            y={box.top}
            height={box.height}
            fill={`url(#${hatchId})`}
          />
          <text className={styles['offWord']} x={scale.x(fromS) + 6} y={box.top + box.height - 8}>
            off
          </text>
        </g>
      ))}
      {curve.lines.map((line) => (
        <path key={line[0]?.[0]} className={styles['line']} d={pathOf(line, scale)} />
      ))}
      <rect
        className={styles['after']}
        x={endX}
        y={box.top}
        width={Math.max(0, box.left + box.width - endX)}
        height={box.height}
      />
    </>
  );
}

function Ghost({ ghost, scale }: { readonly ghost: GhostPlan; readonly scale: Scale }) {
  const { box } = scale;
  return (
    <>
      {!ghost.same &&
        ghost
          .curve(scale.domain.toS)
          .lines.map((line) => (
            <path key={line[0]?.[0]} className={styles['ghost']} d={pathOf(line, scale)} />
          ))}
      {ghost.nowS !== null && ghost.nowS >= 0 && (
        <g>
          <line
            className={styles['now']}
            x1={scale.x(ghost.nowS)}
            x2={scale.x(ghost.nowS)}
            y1={box.top}
            y2={box.top + box.height}
          />
          <text className={styles['nowWord']} x={scale.x(ghost.nowS) + 6} y={box.top + box.height - 8}>
            now
          </text>
        </g>
      )}
    </>
  );
}

/** Small marks where a point or a step has something to say; the words show with the point, and in the table. */
function Notes({ model, scale }: { readonly model: ChartModel; readonly scale: Scale }) {
  const marked = new Set(model.handles.filter(({ kind }) => kind === 'note').map(({ key }) => String(key)));
  const { box } = scale;
  return model.notes
    .filter(({ key }) => !marked.has(key))
    .map(({ key, atS, text }) => (
      <g key={key} className={styles['note']}>
        <title>{text}</title>
        <line x1={scale.x(atS)} x2={scale.x(atS)} y1={box.top} y2={box.top + box.height} />
        <path d={`M${scale.x(atS) - 5} ${box.top}h10l-5 7z`} />
      </g>
    ));
}

interface InsertHintProps {
  readonly at: Corner;
  readonly scale: Scale;
  readonly unit: TemperatureUnit;
}

function InsertHint({ at: [atS, valueC], scale, unit }: InsertHintProps) {
  const x = scale.x(atS);
  const y = scale.y(valueC);
  return (
    <g aria-hidden="true" className={styles['insert']}>
      <circle cx={x} cy={y} r={7} />
      <path d={`M${x - 3.5} ${y}h7M${x} ${y - 3.5}v7`} />
      <Bubble
        x={x}
        y={y}
        text={`Add at ${dayWord(snapTime(atS, snapStepS(scale), [0, scale.domain.toS]))}, ${formatTemperature(valueC, unit)}`}
        scale={scale}
      />
    </g>
  );
}

/** Words beside a place, kept inside of the chart. */
function Bubble({
  x,
  y,
  text,
  scale,
}: {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly scale: Scale;
}) {
  const { box } = scale;
  const short = text.length > 46 ? `${text.slice(0, 45)}…` : text;
  const width = short.length * 6.9 + 18;
  const left = Math.max(4, Math.min(box.left + box.width - width, x - width / 2));
  const top = y - 44 < box.top - 20 ? y + 18 : y - 44;
  return (
    <g className={styles['bubble']} aria-hidden="true">
      <rect x={left} y={top} width={width} height={26} rx={6} />
      <text x={left + width / 2} y={top + 17.5}>
        {short}
      </text>
    </g>
  );
}

function pathOf(line: readonly Corner[], scale: Scale): string {
  return line
    .map(
      ([atS, valueC], i) => `${i === 0 ? 'M' : 'L'}${scale.x(atS).toFixed(2)} ${scale.y(valueC).toFixed(2)}`,
    )
    .join('');
}
