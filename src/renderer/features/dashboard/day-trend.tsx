import { useMemo } from 'react';
import { strideEnd, strideStart, useHistory } from '#renderer/features/trend/use-history.ts';
import { useLiveLine } from '#renderer/features/trend/use-live-line.ts';
import { seriesOfRole } from '#renderer/features/vessel/trend-lines.ts';
import { mainRole } from '#renderer/features/vessel/vessel-points.ts';
import { useClock, useConsoleNow } from '#renderer/stores/clock.ts';
import { useUnit } from '#renderer/stores/settings.ts';
import { ErrorNote } from '#renderer/ui/error-note.tsx';
import { cut, extent } from '#renderer/ui/series.ts';
import { Sparkline } from '#renderer/ui/sparkline.tsx';
import { formatTemperature } from '#renderer/ui/temperature.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import styles from './day-trend.module.css';

const DAY_MS = 86_400_000;
/** A point for each two pixels of a card is as fine as it can be seen. */
const POINTS = 240;
const REDRAW_MS = 5000;

/** The last 24 hours of a vessel. */
export function DayTrend({ config }: { readonly config: Vessel }) {
  const unit = useUnit();
  const speed = useClock((clock) => clock.speed);
  const nowMs = useConsoleNow(REDRAW_MS);
  const pvSeries = useMemo(() => seriesOfRole(config, mainRole(config)), [config]);
  const spSeries = useMemo(() => [`sp.${config.id}`], [config.id]);
  const history = useHistory({
    series: [...pvSeries, ...spSeries],
    fromMs: strideStart(nowMs, DAY_MS, speed),
    toMs: strideEnd(nowMs, DAY_MS, speed),
    maxPoints: POINTS,
  });
  const pv = useLiveLine(history, pvSeries);
  const sp = useLiveLine(history, spSeries);
  const fromMs = nowMs - DAY_MS;
  const shown = useMemo(
    () => ({ pv: cut(pv, fromMs, nowMs), sp: cut(sp, fromMs, nowMs) }),
    [pv, sp, fromMs, nowMs],
  );
  const range = extent([shown.pv]);
  const words =
    range === null ? '' : `${formatTemperature(range.min, unit)} to ${formatTemperature(range.max, unit)}`;
  return (
    <div className={styles['trend']}>
      <Sparkline pv={shown.pv} sp={shown.sp} fromMs={fromMs} toMs={nowMs} label={`Last 24 hours: ${words}`} />
      <p className={styles['caption']}>
        <span>24 h</span>
        <span>{words}</span>
      </p>
      {history.error !== null && <ErrorNote text={`No history: ${history.error}`} onRetry={history.retry} />}
    </div>
  );
}
