import { createHttpTransport } from './http.ts';
import { createPortTransport } from './ports.ts';
import type { Transport } from './transport.ts';

declare global {
  interface Window {
    /** Set by the desktop app. */
    readonly maelstrom?: { readonly desktop: true };
  }
}

/** The way to the console that this page has. */
export function pickTransport(): Transport {
  return window.maelstrom?.desktop === true
    ? createPortTransport(window)
    : createHttpTransport(document.baseURI);
}
