import { ORPCError, ValidationError } from '@orpc/server';
import { explainIssues } from '#shared/contract/issue-text.ts';
import { AppError, type AppErrorCode } from '#shared/domain/app-error.ts';

/** The contract's error for each error of the services. */
const apiErrors = {
  invalid: { code: 'BAD_REQUEST', status: 400 },
  'not-found': { code: 'NOT_FOUND', status: 404 },
  conflict: { code: 'CONFLICT', status: 409 },
  'in-use': { code: 'CONFLICT', status: 409 },
  limit: { code: 'LIMIT_REACHED', status: 422 },
  unavailable: { code: 'SERVICE_UNAVAILABLE', status: 503 },
  'storage-failed': { code: 'STORAGE_FAILED', status: 507 },
} as const satisfies Record<AppErrorCode, { code: string; status: number }>;

/** A request that is refused for its shape. */
export function badRequest(message: string, data?: unknown): ORPCError<string, unknown> {
  return new ORPCError<string, unknown>('BAD_REQUEST', { status: 400, message, data });
}

/** True for an error that nobody foresaw: it is reported, and the caller learns nothing of it. */
export function isUnforeseen(error: ORPCError<string, unknown>): boolean {
  return error.code === 'INTERNAL_SERVER_ERROR';
}

/** Whatever was thrown, as the contract says it to the caller. The cause stays inside. */
export function toApiError(error: unknown): ORPCError<string, unknown> {
  if (error instanceof AppError) {
    const { message, retryAfterS } = error;
    return new ORPCError<string, unknown>(apiErrors[error.code].code, {
      status: apiErrors[error.code].status,
      message,
      data: retryAfterS === undefined ? undefined : { retryAfterS },
      cause: error,
    });
  }
  if (error instanceof ORPCError && error.status < 500)
    return sayInWords(error as ORPCError<string, unknown>);
  return new ORPCError<string, unknown>('INTERNAL_SERVER_ERROR', {
    status: 500,
    message: 'Internal error',
    cause: error,
  });
}

/** The schemas' own complaints are replaced by sentences that name the field. */
function sayInWords(error: ORPCError<string, unknown>): ORPCError<string, unknown> {
  if (!(error.cause instanceof ValidationError)) return error;
  const { message, issues } = explainIssues(error.cause.issues, error.cause.data);
  return badRequest(message, { issues });
}
