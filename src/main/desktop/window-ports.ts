import type { WebContents } from 'electron';
import { MAX_FRAME_BYTES } from '#shared/contract/frames.ts';
import { MAX_PORT_MESSAGE } from '#shared/contract/port-link.ts';
import type { DesktopCore } from './core.ts';
import { isPageUrl } from './page-origin.ts';
import { openRelay, type Relay } from './port-relay.ts';

/** What the preload passes on to the page, with two ports: procedures, channels. */
const PORTS_MESSAGE = 'maelstrom:ports';
/** Wait before closed ports are replaced, and the longest, ms: a page that is cut off again and again costs little. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

/**
 * Gives the page of a window its two ports, each time that it is loaded and whenever the core has closed them. The page
 * asks for nothing: no message of it is listened to but what comes over these ports.
 */
export class WindowPorts {
  private readonly page: WebContents;
  private readonly core: DesktopCore;
  private relays: readonly Relay[] = [];
  private waitMs = FIRST_WAIT_MS;
  private renewal: NodeJS.Timeout | undefined;
  private over = false;

  constructor(page: WebContents, core: DesktopCore) {
    this.page = page;
    this.core = core;
    page.on('dom-ready', () => {
      this.waitMs = FIRST_WAIT_MS;
      this.give();
    });
    page.once('destroyed', () => this.close());
  }

  /** No page gets ports any more: the core is about to end. */
  close(): void {
    this.over = true;
    this.drop();
  }

  private give(): void {
    this.drop();
    if (this.over || this.page.isDestroyed() || !isPageUrl(this.page.getURL())) return;
    const onClosed = (): void => this.renewLater();
    const procedures = openRelay({ maxLength: MAX_PORT_MESSAGE, onClosed });
    const channels = openRelay({ maxLength: MAX_FRAME_BYTES, onClosed });
    this.relays = [procedures, channels];
    this.core.openWindow({ procedures: procedures.forCore, channels: channels.forCore });
    this.page.postMessage(PORTS_MESSAGE, null, [procedures.forPage, channels.forPage]);
  }

  private renewLater(): void {
    if (this.over || this.renewal !== undefined) return;
    this.renewal = setTimeout(() => this.give(), this.waitMs);
    this.waitMs = Math.min(LONGEST_WAIT_MS, this.waitMs * 2);
  }

  private drop(): void {
    clearTimeout(this.renewal);
    this.renewal = undefined;
    for (const relay of this.relays) relay.close();
    this.relays = [];
  }
}
