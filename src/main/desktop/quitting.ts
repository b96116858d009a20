import { app, type BrowserWindow, dialog } from 'electron';

/** A device that never answers does not keep the process: its outputs expire, or are switched off at the next start. */
const STOP_LIMIT_MS = 10_000;

export interface QuittingOptions {
  /** Names of what runs. */
  readonly running: () => readonly string[];
  /** The window that the question stands before. */
  readonly frame: () => BrowserWindow | null;
  /** Ends everything that lives in this thread. */
  readonly letGo: () => void;
  /** Resolves when outputs are safe and everything is closed. */
  readonly stop: () => Promise<void>;
}

/** The end of the app: asks while something runs, puts outputs in their safe state, then goes. */
export class Quitting {
  private readonly options: QuittingOptions;
  private asking = false;
  private ending = false;

  constructor(options: QuittingOptions) {
    this.options = options;
    app.on('before-quit', (event) => {
      event.preventDefault();
      void this.ask();
    });
  }

  /** Ends the app, after a question when something runs. */
  async ask(): Promise<void> {
    if (this.asking || this.ending) return;
    this.asking = true;
    const agreed = await this.agreed();
    this.asking = false;
    if (agreed) this.end();
  }

  /** Ends the app without a question: a signal, or the computer is switched off. */
  end(): void {
    if (this.ending) return;
    this.ending = true;
    setTimeout(() => app.exit(1), STOP_LIMIT_MS);
    this.options.letGo();
    this.options.stop().then(
      () => app.exit(0),
      () => app.exit(1),
    );
  }

  private async agreed(): Promise<boolean> {
    const running = this.options.running();
    if (running.length === 0) return true;
    const frame = this.options.frame();
    const question = {
      type: 'warning' as const,
      title: 'Quit Maelstrom',
      message: `${running.join(', ')} ${running.length === 1 ? 'is' : 'are'} running. Quit all the same?`,
      detail: 'Every output is switched off, and nothing is regulated until Maelstrom is started again.',
      buttons: ['Go on brewing', 'Switch off and quit'],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    };
    const { response } = await (frame === null
      ? dialog.showMessageBox(question)
      : dialog.showMessageBox(frame, question));
    return response === 1;
  }
}
