import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { app, DoubleEvent } from './app.ts';
import type { MessagePortMain } from './message-ports.ts';
import { openPage, toReal, toStandIn } from './pages.ts';
import { type Delivery, preloadScript } from './preload-host.ts';

interface WindowOptions {
  readonly webPreferences: { readonly preload: string };
  readonly width: number;
  readonly height: number;
  readonly x?: number;
  readonly y?: number;
}

class UrlEvent extends DoubleEvent {
  readonly url: string;

  constructor(url: string) {
    super();
    this.url = url;
  }
}

type OpenHandler = (details: { readonly url: string }) => { readonly action: string };

/** The page of a window: one of Chromium's; a new one after a crash. */
class WebContents extends EventEmitter {
  private page: Page | null = null;
  private readonly preload: string;
  private readonly ports = new Map<number, MessagePortMain>();
  private lastPort = 0;
  private waiting: Delivery[] = [];
  private delivering = false;
  private openHandler: OpenHandler = () => ({ action: 'allow' });
  private going = false;

  constructor(preload: string) {
    super();
    this.preload = preload;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  getURL(): string {
    return toReal(this.page?.url() ?? '');
  }

  isDestroyed(): boolean {
    return false;
  }

  async loadURL(url: string): Promise<void> {
    this.page ??= await this.openPage();
    this.going = true;
    try {
      await this.page.goto(toStandIn(url));
    } finally {
      this.going = false;
    }
  }

  postMessage(channel: string, message: unknown, transferred: readonly MessagePortMain[]): void {
    const ids = transferred.map((port) => {
      this.lastPort += 1;
      const id = this.lastPort;
      this.ports.set(id, port);
      port.on('message', ({ data }: { data: unknown }) => this.deliver({ kind: 'data', port: id, data }));
      port.on('close', () => this.deliver({ kind: 'close', port: id }));
      return id;
    });
    this.deliver({ kind: 'message', channel, message, ports: ids });
    for (const port of transferred) port.start();
  }

  private async openPage(): Promise<Page> {
    const script = preloadScript(readFileSync(this.preload, 'utf8'));
    return openPage(script, {
      navigates: (url) => {
        if (this.going) return true;
        const event = new UrlEvent(url);
        this.emit('will-navigate', event);
        return !event.defaultPrevented;
      },
      opens: (url) => void this.openHandler({ url }),
      says: (message) => this.heard(message as Delivery),
      crashed: () => {
        this.page = null;
        this.emit('render-process-gone', {}, { reason: 'crashed' });
      },
      domReady: () => this.emit('dom-ready'),
      loaded: () => this.emit('did-finish-load'),
    });
  }

  private heard(said: Delivery): void {
    if (said.kind === 'data') this.ports.get(said.port)?.postMessage(said.data);
    else if (said.kind === 'close') this.ports.get(said.port)?.close();
  }

  /** In order, and as many at once as there are. */
  private deliver(delivery: Delivery): void {
    this.waiting.push(delivery);
    if (!this.delivering) void this.flush();
  }

  private async flush(): Promise<void> {
    this.delivering = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0);
      try {
        await this.page?.evaluate(
          (each) => (window as unknown as { electronDeliver(batch: unknown): void }).electronDeliver(each),
          batch,
        );
      } catch {
        // The page is gone, and its ports with it.
      }
    }
    this.delivering = false;
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = [];
  readonly options: WindowOptions;
  readonly webContents: WebContents;
  private readonly state = { visible: false, minimized: false, maximized: false, focused: 0 };

  constructor(options: WindowOptions) {
    super();
    this.options = options;
    this.webContents = new WebContents(options.webPreferences.preload);
    BrowserWindow.all.push(this);
    app.emit('web-contents-created', {}, this.webContents);
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
  }

  static getAllWindows(): BrowserWindow[] {
    return BrowserWindow.all;
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.loadURL(url);
  }

  show(): void {
    this.state.visible = true;
  }

  hide(): void {
    this.state.visible = false;
  }

  focus(): void {
    this.state.focused += 1;
    this.emit('focus');
  }

  minimize(): void {
    this.state.minimized = true;
  }

  restore(): void {
    this.state.minimized = false;
  }

  maximize(): void {
    this.state.maximized = true;
    this.emit('maximize');
  }

  close(): void {
    const event = new DoubleEvent();
    this.emit('close', event);
    if (!event.defaultPrevented) this.emit('closed');
  }

  isVisible(): boolean {
    return this.state.visible;
  }

  isMinimized(): boolean {
    return this.state.minimized;
  }

  isMaximized(): boolean {
    return this.state.maximized;
  }

  isDestroyed(): boolean {
    return false;
  }

  setBounds(bounds: Partial<WindowOptions>): void {
    Object.assign(this.options, bounds);
    this.emit('resize');
  }

  getNormalBounds(): object {
    const { x = 0, y = 0, width, height } = this.options;
    return { x, y, width, height };
  }
}
