import { Menu, Tray } from 'electron';

export interface TrayActions {
  readonly show: () => void;
  readonly quit: () => void;
  readonly setStartAtLogin: (on: boolean) => void;
}

/** The state of the brewery in a line, beside the clock of the computer. */
export class ConsoleTray {
  private readonly tray: Tray;
  private readonly actions: TrayActions;
  private shown = '';

  constructor(icon: string, actions: TrayActions) {
    this.tray = new Tray(icon);
    this.actions = actions;
    this.tray.on('click', actions.show);
  }

  /** Not every system shows the text of a tray, so the line heads its menu as well. */
  update(line: string, startAtLogin: boolean): void {
    const next = `${startAtLogin} ${line}`;
    if (next === this.shown) return;
    this.shown = next;
    this.tray.setToolTip(line);
    this.tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: line, enabled: false },
        { type: 'separator' },
        { label: 'Show Maelstrom', click: this.actions.show },
        {
          label: 'Start at login',
          type: 'checkbox',
          checked: startAtLogin,
          click: ({ checked }) => this.actions.setStartAtLogin(checked),
        },
        { type: 'separator' },
        { label: 'Quit…', click: this.actions.quit },
      ]),
    );
  }
}
