import { app, Menu, type MenuItemConstructorOptions, shell } from 'electron';

export interface MenuActions {
  readonly quit: () => void;
  /** Where browsers find the console, or null. */
  readonly url: () => string | null;
  readonly dataDir: string;
}

/** The menu of the window; on a Mac, of the app. */
export function setAppMenu({ quit, url, dataDir }: MenuActions): void {
  const open = (path: string) => () => {
    const base = url();
    if (base !== null) void shell.openExternal(new URL(path, base).href);
  };
  const template: MenuItemConstructorOptions[] = [
    {
      label: process.platform === 'darwin' ? app.name : 'File',
      submenu: [
        { label: 'Open in the browser', click: open('') },
        { label: 'Show the data folder', click: () => void shell.openPath(dataDir) },
        { type: 'separator' },
        { label: 'Quit…', accelerator: 'CmdOrCtrl+Q', click: quit },
      ],
    },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { role: 'reload' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
      ],
    },
    {
      label: 'Help',
      submenu: [{ label: 'API', click: open('api/v1/docs') }, { role: 'about' }],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
