import { z } from 'zod';
import { seriesKeySchema, seriesRangeSchema } from '../domain/history.ts';
import { logEntrySchema, logLevelSchema } from '../domain/log-entry.ts';
import { epochMsSchema } from '../domain/text.ts';
import { procedure, queryList, queryNumber } from './base.ts';

export const log = {
  sources: procedure
    .route({
      method: 'GET',
      path: '/logs/sources',
      summary: 'Who has written log entries that are still kept',
    })
    .meta({ role: 'look' })
    .output(z.array(z.string())),
  list: procedure
    .route({ method: 'GET', path: '/logs', summary: 'Log entries, newest first' })
    .meta({ role: 'look' })
    .input(
      z.strictObject({
        /** Only entries with a smaller id: pages backwards. */
        beforeId: queryNumber(z.number().int().min(1)).optional(),
        /** This level and the graver ones. */
        level: logLevelSchema.optional(),
        source: z.string().max(80).optional(),
        /** Text that the message contains. */
        search: z.string().max(100).optional(),
        limit: queryNumber(z.number().int().min(1).max(1000)).optional(),
      }),
    )
    .output(z.array(logEntrySchema)),
};

export const history = {
  series: procedure
    .route({
      method: 'GET',
      path: '/history/series',
      summary: 'The recorded series with their first and last instant',
    })
    .meta({ role: 'look' })
    .output(
      z.array(z.strictObject({ series: seriesKeySchema, firstMs: epochMsSchema, lastMs: epochMsSchema })),
    ),
  range: procedure
    .route({
      method: 'GET',
      path: '/history/range',
      summary:
        'Recorded values between two instants, thinned to at most so many points with their lowest and highest',
    })
    .meta({ role: 'look' })
    .input(
      z.strictObject({
        series: queryList(seriesKeySchema, 12),
        fromMs: queryNumber(z.number().int().min(0).max(253_402_300_799_999)),
        toMs: queryNumber(z.number().int().min(0).max(253_402_300_799_999)),
        maxPoints: queryNumber(z.number().int().min(2).max(5000)).optional(),
      }),
    )
    .output(z.array(seriesRangeSchema)),
};
