import { expect, onTestFinished } from 'vitest';
import type { DriverContext } from '#main/app/ports/driver.ts';
import { GuardedWork } from '#main/app/ports/later-work.ts';

/** What a driver does later; the test fails when one of it has a fault. */
export function driverWork(): Pick<DriverContext, 'run' | 'every' | 'after' | 'onFault'> {
  const faults: unknown[] = [];
  const onFault = (error: unknown): void => void faults.push(error);
  const work = new GuardedWork(onFault);
  onTestFinished(() => {
    work.end();
    expect(faults).toEqual([]);
  });
  const { run, every, after } = work;
  return { run, every, after, onFault };
}
