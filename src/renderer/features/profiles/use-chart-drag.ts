import { type MouseEvent, type PointerEvent, type RefObject, useRef, useState } from 'react';
import type { TemperatureUnit } from '#renderer/ui/temperature.ts';
import type { ChartHandle, PlanCurve } from './chart-model.ts';
import { type Scale, snapStepS, snapTemperature, snapTime } from './chart-scale.ts';
import type { Corner } from './plan-geometry.ts';

/** How near a press must be to a handle or to the line, px: fingers are wide. */
const REACH_PX = { mouse: 13, touch: 24 };
const LINE_REACH_PX = { mouse: 12, touch: 18 };
/** A press that moves less is a click, and moves nothing along that axis, px. */
const STILL_PX = 4;

/** What a drag does to a handle; what stays is not there. */
export interface HandleMove {
  readonly atS?: number;
  readonly valueC?: number;
}

interface Drag {
  readonly key: number;
  readonly pointerId: number;
  readonly fromX: number;
  readonly fromY: number;
  readonly handle: ChartHandle;
  /** Stands still while something is dragged, so that the point stays under the finger. */
  readonly scale: Scale;
  movedX: boolean;
  movedY: boolean;
}

interface DragOptions {
  readonly svg: RefObject<SVGSVGElement | null>;
  readonly scale: Scale;
  readonly handles: readonly ChartHandle[];
  readonly curve: PlanCurve;
  readonly unit: TemperatureUnit;
  readonly onMove: (key: number, move: HandleMove, tag: string) => void;
  readonly onSettle: () => void;
  readonly onInsert: ((atS: number) => void) | null;
}

/** Dragging points with mouse, finger or pen, and pressing the line to insert one. */
export function useChartDrag(options: DragOptions) {
  const drag = useRef<Drag | null>(null);
  const pressed = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const count = useRef(0);
  const [dragging, setDragging] = useState<{ readonly key: number; readonly scale: Scale } | null>(null);
  const [hover, setHover] = useState<Corner | null>(null);

  const place = (event: PointerEvent): readonly [x: number, y: number] => {
    const box = options.svg.current?.getBoundingClientRect();
    return [event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0)];
  };

  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0 || drag.current !== null) return;
    const [x, y] = place(event);
    const handle = nearestHandle(options.handles, options.scale, x, y, reach(REACH_PX, event));
    pressed.current = null;
    setHover(null);
    if (handle === null) {
      if (onLine(options, x, y, reach(LINE_REACH_PX, event)) !== null) pressed.current = { x, y };
      return;
    }
    options.svg.current?.setPointerCapture(event.pointerId);
    options.svg.current?.querySelector<SVGElement>(`[data-handle="${handle.key}"]`)?.focus();
    count.current += 1;
    drag.current = {
      key: handle.key,
      pointerId: event.pointerId,
      fromX: x,
      fromY: y,
      handle,
      scale: options.scale,
      movedX: false,
      movedY: false,
    };
    setDragging({ key: handle.key, scale: options.scale });
  };

  const onPointerMove = (event: PointerEvent): void => {
    const [x, y] = place(event);
    const now = drag.current;
    if (now === null) {
      if (event.pointerType === 'mouse') setHover(hoverAt(options, x, y));
      return;
    }
    if (now.pointerId !== event.pointerId) return;
    const move = moveOf(now, x, y, options.unit);
    if (move !== null) options.onMove(now.key, move, `drag ${count.current}`);
  };

  const end = (event: PointerEvent): void => {
    const now = drag.current;
    if (now !== null && now.pointerId === event.pointerId) {
      drag.current = null;
      setDragging(null);
      if (now.movedX || now.movedY) options.onSettle();
      return;
    }
    const from = pressed.current;
    pressed.current = null;
    const [x, y] = place(event);
    const still = from !== null && Math.hypot(x - from.x, y - from.y) < STILL_PX * 2;
    if (event.type !== 'pointerup' || !still || options.onInsert === null) return;
    options.onInsert(
      snapTime(options.scale.timeAt(x), snapStepS(options.scale), [0, Number.POSITIVE_INFINITY]),
    );
  };

  return {
    dragging,
    hover,
    on: {
      onPointerDown,
      // Otherwise the browser moves the focus to what lies under the press, which may be a neighbour.
      onMouseDown: (event: MouseEvent) => {
        if (drag.current !== null) event.preventDefault();
      },
      onPointerMove,
      onPointerUp: end,
      onPointerCancel: end,
      onPointerLeave: () => setHover(null),
    },
  };
}

function reach(px: { readonly mouse: number; readonly touch: number }, event: PointerEvent): number {
  return event.pointerType === 'mouse' ? px.mouse : px.touch;
}

function moveOf(drag: Drag, x: number, y: number, unit: TemperatureUnit): HandleMove | null {
  const { handle, scale } = drag;
  const dx = x - drag.fromX;
  const dy = y - drag.fromY;
  drag.movedX ||= Math.abs(dx) >= STILL_PX;
  drag.movedY ||= Math.abs(dy) >= STILL_PX && handle.kind === 'set';
  if (!drag.movedX && !drag.movedY) return null;
  const atS = snapTime(scale.timeAt(scale.x(handle.atS) + dx), snapStepS(scale), handle.bounds);
  const valueC = snapTemperature(scale.valueAt(scale.y(handle.valueC) + dy), unit);
  return {
    ...(drag.movedX ? { atS: Math.min(atS, Math.max(scale.domain.toS, handle.atS)) } : {}),
    ...(drag.movedY ? { valueC } : {}),
  };
}

/** The handle under a press; of several the nearest. */
export function nearestHandle(
  handles: readonly ChartHandle[],
  scale: Scale,
  x: number,
  y: number,
  reachPx: number,
): ChartHandle | null {
  let best: ChartHandle | null = null;
  let bestPx = reachPx;
  for (const handle of handles) {
    const px = Math.hypot(scale.x(handle.atS) - x, handleY(handle, scale) - y);
    if (px <= bestPx) [best, bestPx] = [handle, px];
  }
  return best;
}

/** Where a handle is drawn: notes stand at the top. */
export function handleY(handle: ChartHandle, scale: Scale): number {
  return handle.kind === 'note' ? scale.box.top + 10 : scale.y(handle.valueC);
}

function hoverAt(options: DragOptions, x: number, y: number): Corner | null {
  if (options.onInsert === null) return null;
  if (nearestHandle(options.handles, options.scale, x, y, REACH_PX.mouse) !== null) return null;
  return onLine(options, x, y, LINE_REACH_PX.mouse);
}

/** The place on the line that is near a press, or null. */
function onLine({ curve, scale }: DragOptions, x: number, y: number, reachPx: number): Corner | null {
  for (const line of curve.lines) {
    for (let i = 1; i < line.length; i += 1) {
      const a = line[i - 1];
      const b = line[i];
      if (a === undefined || b === undefined) continue;
      const [ax, ay, bx, by] = [scale.x(a[0]), scale.y(a[1]), scale.x(b[0]), scale.y(b[1])];
      const length2 = (bx - ax) ** 2 + (by - ay) ** 2;
      const share =
        length2 === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length2));
      const [px, py] = [ax + share * (bx - ax), ay + share * (by - ay)];
      if (Math.hypot(px - x, py - y) <= reachPx) return [scale.timeAt(px), scale.valueAt(py)];
    }
  }
  return null;
}
