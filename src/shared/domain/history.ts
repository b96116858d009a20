import { z } from 'zod';
import { epochMsSchema } from './text.ts';

/**
 * A recorded series: `point.<pointId>` (°C, % of an output, or what the point measures), `sp.<vesselId>` (setpoint of what is regulated, °C)
 * or `chamber-sp.<vesselId>` (°C).
 */
export const seriesKeySchema = z
  .string()
  .regex(
    /^(point|sp|chamber-sp)\.[a-z0-9][a-z0-9-]{0,63}$/,
    'must be the name of a series, such as point.beer-1',
  );

/** Lowest, mean and highest value of a series in one interval. */
export interface Sample {
  readonly series: string;
  /** Start of the interval, console wall clock. */
  readonly atMs: number;
  readonly min: number;
  readonly mean: number;
  readonly max: number;
}

/** Length of one recorded interval, console time. */
export const SAMPLE_PERIOD_S = 10;

/** A recorded stretch of one series; the columns have equal length and the times ascend. */
export const seriesRangeSchema = z.strictObject({
  series: seriesKeySchema,
  atMs: z.array(epochMsSchema),
  min: z.array(z.number()),
  mean: z.array(z.number()),
  max: z.array(z.number()),
});
export type SeriesRange = z.infer<typeof seriesRangeSchema>;
