import type { KeyboardEvent } from 'react';
import type { TemperatureUnit } from '#renderer/ui/temperature.ts';
import { differenceFromDisplay, toDisplay } from '#renderer/ui/temperature.ts';
import { TEMPERATURE_MAX_C, TEMPERATURE_MIN_C } from '#shared/domain/vessel.ts';
import type { ChartHandle } from './chart-model.ts';
import { type Scale, snapStepS, snapTemperature, snapTime } from './chart-scale.ts';
import styles from './profile-chart.module.css';
import { type HandleMove, handleY } from './use-chart-drag.ts';

/** With more points than these Tab visits one of them, and Page Up and Page Down lead to the others. */
const MAX_TAB_STOPS = 24;
/** So much further an arrow key moves a point with Shift held. */
const FAR = { time: 4, temperature: 10 };

interface HandlesProps {
  readonly handles: readonly ChartHandle[];
  readonly scale: Scale;
  readonly unit: TemperatureUnit;
  readonly draggedKey: number | null;
  readonly activeKey: number | null;
  readonly hintId: string;
  readonly onActive: (key: number | null) => void;
  readonly onMove: (key: number, move: HandleMove, tag: string) => void;
  readonly onSettle: () => void;
  readonly onRemove: (key: number) => void;
}

/** The points of a chart, to drag and to move with the keys. */
export function ChartHandles(props: HandlesProps) {
  const { handles, scale, unit, activeKey } = props;
  const few = handles.length <= MAX_TAB_STOPS;
  return handles.map((handle, i) => {
    const x = scale.x(handle.atS);
    const y = handleY(handle, scale);
    return (
      <g
        key={handle.key}
        className={styles['handle']}
        data-handle={handle.key}
        data-kind={handle.kind}
        data-dragged={handle.key === props.draggedKey}
        transform={`translate(${x.toFixed(2)} ${y.toFixed(2)})`}
        role="slider"
        tabIndex={few || handle.key === activeKey || (activeKey === null && i === 0) ? 0 : -1}
        aria-roledescription={handle.kind === 'note' ? 'note' : 'point'}
        aria-label={handle.label}
        aria-describedby={props.hintId}
        aria-valuemin={toDisplay(TEMPERATURE_MIN_C, unit)}
        aria-valuemax={toDisplay(TEMPERATURE_MAX_C, unit)}
        aria-valuenow={Number(toDisplay(handle.valueC, unit).toFixed(1))}
        aria-valuetext={handle.valueText}
        onFocus={() => props.onActive(handle.key)}
        onBlur={() => {
          props.onActive(null);
          props.onSettle();
        }}
        onKeyDown={(event) => onKey(event, handle, props)}
      >
        <circle className={styles['reach']} r={20} />
        <Mark kind={handle.kind} />
      </g>
    );
  });
}

function Mark({ kind }: { readonly kind: ChartHandle['kind'] }) {
  if (kind === 'note') return <path className={styles['flag']} d="M-5-7H7L3-3 7 1H-3V9" />;
  if (kind === 'off') return <rect className={styles['point']} x={-5.5} y={-5.5} width={11} height={11} />;
  return <circle className={styles['point']} r={6} />;
}

function onKey(event: KeyboardEvent<SVGGElement>, handle: ChartHandle, props: HandlesProps): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { handles } = props;
  const index = handles.indexOf(handle);
  switch (event.key) {
    case 'ArrowLeft':
    case 'ArrowRight':
    case 'ArrowUp':
    case 'ArrowDown':
      nudge(event, handle, props);
      break;
    case 'PageDown':
    case 'PageUp':
      focusHandle(event.currentTarget, handles[index + (event.key === 'PageDown' ? 1 : -1)]);
      break;
    case 'Home':
    case 'End':
      focusHandle(event.currentTarget, handles.at(event.key === 'Home' ? 0 : -1));
      break;
    case 'Delete':
    case 'Backspace':
      focusHandle(event.currentTarget, handles[index + 1] ?? handles[index - 1]);
      props.onRemove(handle.key);
      break;
    default:
      return;
  }
  event.preventDefault();
}

function nudge(event: KeyboardEvent, handle: ChartHandle, { scale, unit, onMove }: HandlesProps): void {
  const back = event.key === 'ArrowLeft' || event.key === 'ArrowDown';
  const sign = back ? -1 : 1;
  const tag = `keys ${handle.key}`;
  if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
    const stepS = snapStepS(scale);
    const byS = sign * stepS * (event.shiftKey ? FAR.time : 1);
    onMove(handle.key, { atS: snapTime(handle.atS + byS, stepS, handle.bounds) }, tag);
  } else if (handle.kind === 'set') {
    const byC = differenceFromDisplay(sign * 0.1 * (event.shiftKey ? FAR.temperature : 1), unit);
    onMove(handle.key, { valueC: snapTemperature(handle.valueC + byC, unit) }, tag);
  }
}

function focusHandle(from: SVGGElement, handle: ChartHandle | undefined): void {
  if (handle === undefined) return;
  from.ownerSVGElement?.querySelector<SVGElement>(`[data-handle="${handle.key}"]`)?.focus();
}
