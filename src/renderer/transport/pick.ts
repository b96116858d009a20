import { createHttpTransport } from './http.ts';
import type { Transport } from './transport.ts';

/** The way to the console that this page has. */
export function pickTransport(): Transport {
  return createHttpTransport(document.baseURI);
}
