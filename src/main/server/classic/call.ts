import type { ConsoleServices } from '#main/app/services.ts';
import type { ProcedureClient } from './client.ts';
import type { ClassicSettings } from './settings.ts';

/** What the routes stand on. */
export interface RouteParts {
  readonly services: ConsoleServices;
  readonly settings: ClassicSettings;
}

/** A request of the original's client or bridge. */
export interface ClassicCall {
  readonly client: ProcedureClient;
  /** The last part of the path, when the route has one. */
  readonly id: string;
  readonly body: unknown;
}

/** Answers as JSON, by method. */
export type ClassicRoute = Readonly<
  Partial<Record<'GET' | 'POST' | 'DELETE', (call: ClassicCall) => Promise<unknown>>>
>;

/** What the original answers to a change. */
export const success = { status: 'success' } as const;
