import { AppError } from '#shared/domain/app-error.ts';

/**
 * Waits for something that may never settle, no longer than `withinMs` of real time.
 * @throws AppError `unavailable` with `words` when it has not settled by then; else what it rejects with.
 */
export async function inTime<T>(work: Promise<T>, withinMs: number, words: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AppError('unavailable', words)), withinMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
