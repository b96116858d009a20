import { buildIfNeeded } from '#scripts/build-if-needed.ts';

/** The end-to-end tests run the built files. */
export function setup(): void {
  buildIfNeeded();
}
