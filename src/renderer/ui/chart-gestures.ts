import { type ChartWindow, panWindow, zoomWindow } from './chart-model.ts';

/** What gestures need to know of the chart. */
export interface GestureTarget {
  readonly window: () => ChartWindow;
  readonly change: (window: ChartWindow) => void;
}

/**
 * Fingers move and pinch a chart; so does the mouse with Shift held. A plain drag of the mouse is left to the chart,
 * which zooms to what was marked.
 * @returns a function that ends it.
 */
export function attachGestures(element: HTMLElement, target: GestureTarget): () => void {
  const pointers = new Map<number, number>();
  let start: { readonly window: ChartWindow; readonly xs: readonly number[] } | null = null;

  const begin = (): void => {
    start = pointers.size === 0 ? null : { window: target.window(), xs: [...pointers.values()] };
  };
  const onDown = (event: PointerEvent): void => {
    if (event.pointerType === 'mouse' && !event.shiftKey) return;
    pointers.set(event.pointerId, event.clientX);
    if (event.pointerType === 'mouse') element.setPointerCapture(event.pointerId);
    begin();
  };
  const onMove = (event: PointerEvent): void => {
    if (!pointers.has(event.pointerId) || start === null) return;
    pointers.set(event.pointerId, event.clientX);
    target.change(moved(start.window, start.xs, [...pointers.values()], element.getBoundingClientRect()));
  };
  const onEnd = (event: PointerEvent): void => {
    if (pointers.delete(event.pointerId)) begin();
  };
  // The chart's own zoom must not begin while the mouse moves it.
  const onMouseDown = (event: MouseEvent): void => {
    if (event.shiftKey) event.stopImmediatePropagation();
  };

  element.addEventListener('pointerdown', onDown);
  element.addEventListener('pointermove', onMove);
  element.addEventListener('pointerup', onEnd);
  element.addEventListener('pointercancel', onEnd);
  element.addEventListener('mousedown', onMouseDown, { capture: true });
  return () => {
    element.removeEventListener('pointerdown', onDown);
    element.removeEventListener('pointermove', onMove);
    element.removeEventListener('pointerup', onEnd);
    element.removeEventListener('pointercancel', onEnd);
    element.removeEventListener('mousedown', onMouseDown, { capture: true });
  };
}

/** Two fingers closer than this are taken as so far apart, px: a pinch to a point would zoom without end. */
const MIN_SPREAD_PX = 24;

/** The window after fingers went from places `from` to places `to`. */
export function moved(
  window: ChartWindow,
  from: readonly number[],
  to: readonly number[],
  box: { readonly left: number; readonly width: number },
): ChartWindow {
  const center = (xs: readonly number[]): number =>
    xs.reduce((sum, x) => sum + x, 0) / Math.max(1, xs.length);
  const shifted = panWindow(window, (center(from) - center(to)) / Math.max(1, box.width));
  if (from.length < 2 || to.length < 2) return shifted;
  const spread = (xs: readonly number[]): number =>
    Math.max(MIN_SPREAD_PX, Math.max(...xs) - Math.min(...xs));
  const place = Math.min(1, Math.max(0, (center(to) - box.left) / Math.max(1, box.width)));
  return zoomWindow(shifted, spread(from) / spread(to), place);
}
