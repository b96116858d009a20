import type { HistoryQuery } from '#main/app/ports/store.ts';
import type { AppErrorCode } from '#shared/domain/app-error.ts';
import type { SeriesRange } from '#shared/domain/history.ts';
import type { SeriesSpan } from './history-queries.ts';

/** What the console asks of the history worker. */
export type HistoryRequest =
  | { readonly id: number; readonly kind: 'series' }
  | { readonly id: number; readonly kind: 'range'; readonly query: HistoryQuery }
  | { readonly id: number; readonly kind: 'close' };

/** What the worker answers, by the kind of the request. */
export interface HistoryAnswers {
  readonly series: SeriesSpan[];
  readonly range: SeriesRange[];
  readonly close: null;
}

export type HistoryAnswer =
  | { readonly id: number; readonly ok: true; readonly value: HistoryAnswers[keyof HistoryAnswers] }
  | {
      readonly id: number;
      readonly ok: false;
      readonly code: AppErrorCode;
      readonly message: string;
      /** The database is damaged. */
      readonly corrupt: boolean;
    };

export interface HistoryWorkerData {
  readonly databasePath: string;
}
