import { EventEmitter } from 'node:events';
import type { Rectangle } from '#main/desktop/window-place.ts';
import { app } from './app.ts';
import { connectBrowser } from './pages.ts';

// The module `electron` as far as the app uses it. Windows are pages of a real Chromium; the rest only keeps what it
// is told, for the test to look at.

export { app } from './app.ts';
export { BrowserWindow } from './browser-window.ts';
export { MessageChannelMain } from './message-ports.ts';
export { protocol, session } from './session.ts';

/** Makes Chromium ready, as Electron is before `whenReady`. */
export async function openDouble(): Promise<void> {
  app.ready = connectBrowser();
  await app.ready;
}

export const powerMonitor = new EventEmitter();
export const ipcMain = new EventEmitter();

const held = new Set<number>();
let lastLock = 0;
export const powerSaveBlocker = {
  start: (_type: string): number => {
    lastLock += 1;
    held.add(lastLock);
    return lastLock;
  },
  stop: (id: number): boolean => held.delete(id),
  isStarted: (id: number): boolean => held.has(id),
};

export const dialog = {
  showErrorBox: (_title: string, _text: string): void => undefined,
  showMessageBox: async (): Promise<{ response: number }> => ({ response: 0 }),
};

export const shell = {
  openExternal: async (_url: string): Promise<void> => undefined,
  openPath: async (_path: string): Promise<string> => '',
};

const workArea: Rectangle = { x: 0, y: 0, width: 1600, height: 1000 };
export const screen = { getAllDisplays: () => [{ workArea }] };

interface ItemTemplate {
  readonly label?: string;
  readonly click?: (item: unknown) => void;
  readonly submenu?: readonly ItemTemplate[];
}

interface MenuItem extends Omit<ItemTemplate, 'submenu'> {
  readonly submenu?: Menu;
}

export class Menu {
  static application: Menu | null = null;
  readonly items: readonly MenuItem[];

  constructor(template: readonly ItemTemplate[]) {
    this.items = template.map(({ submenu, ...item }) =>
      submenu === undefined ? item : { ...item, submenu: new Menu(submenu) },
    );
  }

  static buildFromTemplate(template: readonly ItemTemplate[]): Menu {
    return new Menu(template);
  }

  static getApplicationMenu(): Menu | null {
    return Menu.application;
  }

  static setApplicationMenu(menu: Menu): void {
    Menu.application = menu;
  }
}

export class Tray extends EventEmitter {
  setToolTip(_text: string): void {}

  setContextMenu(_menu: Menu): void {}
}

export class Notification extends EventEmitter {
  readonly title: string;
  readonly body: string;

  constructor({ title, body }: { readonly title: string; readonly body: string }) {
    super();
    this.title = title;
    this.body = body;
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {}
}
