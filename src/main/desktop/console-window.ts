import { join } from 'node:path';
import { app, BrowserWindow, type BrowserWindowConstructorOptions, screen } from 'electron';
import type { DesktopCore } from './core.ts';
import { PAGE_URL } from './page-origin.ts';
import { fitPlace, MIN_HEIGHT, MIN_WIDTH, PlaceFile, type WindowPlace } from './window-place.ts';
import { WindowPorts } from './window-ports.ts';

/** Moving and resizing end with many events: the place is kept this long after the last, ms. */
const SETTLE_MS = 500;
/** A page that crashes again at once is reloaded later each time, ms. */
const FIRST_RELOAD_MS = 100;
const LONGEST_RELOAD_MS = 30_000;

export interface ConsoleWindowOptions {
  readonly core: DesktopCore;
  readonly preload: string;
  readonly icon: string;
  /** Folder for what the window remembers. */
  readonly dir: string;
  /** Told when the page crashed and is loaded again. */
  readonly onReloaded: () => void;
}

/** The one window of the console. Closing it hides it: the brewery goes on, and the tray brings it back. */
export class ConsoleWindow {
  private readonly options: ConsoleWindowOptions;
  private readonly file: PlaceFile;
  private readonly window: BrowserWindow;
  private readonly ports: WindowPorts;
  private settling: NodeJS.Timeout | undefined;
  private reloadMs = FIRST_RELOAD_MS;
  private closing = false;

  constructor(options: ConsoleWindowOptions, shown: boolean) {
    this.options = options;
    this.file = new PlaceFile(join(options.dir, 'window.json'));
    const place = fitPlace(
      this.file.read(),
      screen.getAllDisplays().map(({ workArea }) => workArea),
    );
    this.window = new BrowserWindow(windowOptions(place, options));
    this.ports = new WindowPorts(this.window.webContents, options.core);
    this.keepPlace();
    this.survive();
    this.window.on('close', (event) => {
      if (this.closing) return;
      event.preventDefault();
      this.window.hide();
    });
    if (shown) this.window.once('ready-to-show', () => this.show());
    if (place.maximized && shown) this.window.maximize();
    void this.load();
  }

  /** In front of everything else, wherever it was. */
  show(): void {
    if (this.window.isMinimized()) this.window.restore();
    this.window.show();
    this.window.focus();
  }

  /** The window, for questions that belong in front of it. */
  get frame(): BrowserWindow {
    return this.window;
  }

  /** The page gets no more ports, and closing the window closes it. */
  letGo(): void {
    this.closing = true;
    this.ports.close();
  }

  private async load(): Promise<void> {
    try {
      await this.window.loadURL(PAGE_URL);
    } catch {
      this.reloadLater();
    }
  }

  private keepPlace(): void {
    const settle = (): void => {
      clearTimeout(this.settling);
      this.settling = setTimeout(() => void this.file.write(this.place()), SETTLE_MS);
    };
    this.window.on('resize', settle);
    this.window.on('move', settle);
    this.window.on('maximize', settle);
    this.window.on('unmaximize', settle);
    this.window.once('closed', () => clearTimeout(this.settling));
  }

  private place(): WindowPlace {
    return { ...this.window.getNormalBounds(), maximized: this.window.isMaximized() };
  }

  /** A page that died is loaded again; the core has not noticed. */
  private survive(): void {
    const page = this.window.webContents;
    page.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit' || this.closing) return;
      this.options.onReloaded();
      this.reloadLater();
    });
    page.on('did-finish-load', () => {
      setTimeout(() => {
        this.reloadMs = FIRST_RELOAD_MS;
      }, LONGEST_RELOAD_MS).unref();
    });
  }

  private reloadLater(): void {
    setTimeout(() => {
      if (!this.window.isDestroyed()) void this.load();
    }, this.reloadMs);
    this.reloadMs = Math.min(LONGEST_RELOAD_MS, this.reloadMs * 2);
  }
}

function windowOptions(
  place: WindowPlace,
  { preload, icon }: ConsoleWindowOptions,
): BrowserWindowConstructorOptions {
  const { maximized: _, ...bounds } = place;
  return {
    ...bounds,
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    show: false,
    title: 'Maelstrom',
    icon,
    backgroundColor: '#12171a',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  };
}
