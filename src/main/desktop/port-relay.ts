import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { MessageChannelMain, type MessagePortMain } from 'electron';

/** One port of a window: what of it goes to the page, and what to the core. */
export interface Relay {
  readonly forPage: MessagePortMain;
  readonly forCore: MessagePort;
  close(): void;
}

/**
 * Joins a port of the page to one of the core: Electron's ports cannot be handed to a thread. It stands guard as well:
 * texts of a bounded length pass, and counts; all else ends here.
 */
export function openRelay(options: {
  readonly maxLength: number;
  /** The core has closed its end. */
  readonly onClosed: () => void;
}): Relay {
  const page = new MessageChannelMain();
  const core = new MessageChannel();
  let over = false;
  const close = (): void => {
    if (over) return;
    over = true;
    page.port1.close();
    core.port1.close();
  };
  page.port1.on('message', ({ data }: { readonly data: unknown }) => {
    if (!over && isFit(data, options.maxLength)) core.port1.postMessage(data);
  });
  page.port1.on('close', close);
  core.port1.on('message', (text: unknown) => {
    if (!over) page.port1.postMessage(text);
  });
  core.port1.on('close', () => {
    const byCore = !over;
    close();
    if (byCore) options.onClosed();
  });
  page.port1.start();
  return { forPage: page.port2, forCore: core.port2, close };
}

function isFit(data: unknown, maxLength: number): boolean {
  return typeof data === 'number'
    ? Number.isFinite(data)
    : typeof data === 'string' && data.length <= maxLength;
}
