import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, dialog, protocol, session } from 'electron';
import { setAppMenu } from './app-menu.ts';
import { type DesktopCommandLine, RELAUNCHED_FLAG, readCommandLine } from './command-line.ts';
import { ConsoleTray } from './console-tray.ts';
import { ConsoleWatch } from './console-watch.ts';
import { ConsoleWindow } from './console-window.ts';
import type { DesktopCore, DesktopCoreEvents } from './core.ts';
import { setLoginStart } from './login-start.ts';
import { notify, notifyAlarm } from './notices.ts';
import { servePageFile } from './page-files.ts';
import { guardPages } from './page-guard.ts';
import { PAGE_SCHEME } from './page-origin.ts';
import { followPower, WakeLock } from './power.ts';
import { Quitting } from './quitting.ts';
import { runningVessels, statusLine } from './status-line.ts';

/** Where the parts of the app are, and how its core is started. */
export interface DesktopParts<Options extends { readonly dataDir: string }> {
  readonly pageDir: string;
  readonly preload: string;
  readonly iconDir: string;
  /** @throws Error with one line for the user. */
  readonly readOptions: (args: readonly string[]) => Options;
  readonly startCore: (options: Options, events: DesktopCoreEvents) => DesktopCore;
}

/** Runs the console with a window. The core starts before the window does: control waits for nothing. */
export function runDesktop<Options extends { readonly dataDir: string }>(parts: DesktopParts<Options>): void {
  try {
    start(parts);
  } catch (error) {
    fail(lineOf(error));
  }
}

function start<Options extends { readonly dataDir: string }>(parts: DesktopParts<Options>): void {
  const line = readCommandLine(process.argv.slice(app.isPackaged ? 1 : 2));
  const options = parts.readOptions(line.args);
  const dir = join(options.dataDir, 'desktop');
  // One app for each data folder: what Electron keeps, and the lock of the single instance, stand in it.
  mkdirSync(dir, { recursive: true });
  app.setPath('userData', dir);
  if (!app.requestSingleInstanceLock()) return app.exit(0);
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  const core = parts.startCore(options, {
    onFailed: (text) => fail(text),
    onFault: (text) => complain(text),
    onLost: (text) => relaunch(text),
  });
  if (line.relaunched) core.relaunched();
  void app.whenReady().then(() => openShell(parts, { core, dir, line, dataDir: options.dataDir }));
}

interface Shell {
  readonly core: DesktopCore;
  /** Folder of what the desktop app itself keeps. */
  readonly dir: string;
  readonly dataDir: string;
  readonly line: DesktopCommandLine;
}

/** Everything that a person sees. */
function openShell(
  { pageDir, preload, iconDir }: Pick<DesktopParts<never>, 'pageDir' | 'preload' | 'iconDir'>,
  { core, dir, dataDir, line }: Shell,
): void {
  protocol.handle(PAGE_SCHEME, async (request) => servePageFile(request, pageDir));
  guardPages(session.defaultSession);
  const window = new ConsoleWindow(
    {
      core,
      dir,
      preload,
      icon: join(iconDir, 'icon.png'),
      onReloaded: () => complain('The page crashed and is loaded again; control goes on.'),
    },
    !line.hidden,
  );
  const show = (): void => window.show();
  const wakeLock = new WakeLock();
  const login = new LoginStart(line.args);
  const watch = new ConsoleWatch(core, {
    changed: (state) => {
      const startAtLogin = state.settings.get('desktop.startAtLogin') === true;
      tray.update(statusLine(state), startAtLogin);
      wakeLock.hold(runningVessels(state).length > 0);
      login.set(startAtLogin);
    },
    raised: (alarm) => notifyAlarm(alarm, watch.state.settings.get('units.temperature'), show),
  });
  const quitting = new Quitting({
    running: () => runningVessels(watch.state),
    frame: () => window.frame,
    letGo: () => {
      watch.close();
      window.letGo();
    },
    stop: () => core.stop(),
  });
  const quit = (): void => void quitting.ask();
  const tray = new ConsoleTray(join(iconDir, 'tray.png'), {
    show,
    quit,
    setStartAtLogin: (on) => void watch.set('desktop.startAtLogin', on).catch(() => undefined),
  });
  setAppMenu({ quit, url: () => watch.state.url, dataDir });
  followPower(core, window.frame, () => quitting.end());
  app.on('second-instance', show);
  app.on('activate', show);
  // Without a listener Electron would quit with the last window.
  app.on('window-all-closed', () => undefined);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => quitting.end());
  if (line.relaunched)
    notify('Maelstrom was started again', 'Its control core had failed.', { onClick: show });
}

/** Tells the system only what has changed. */
class LoginStart {
  private readonly args: readonly string[];
  private known: boolean | null = null;
  private setting: Promise<void> = Promise.resolve();

  constructor(args: readonly string[]) {
    this.args = args;
  }

  set(on: boolean): void {
    if (on === this.known) return;
    const first = this.known === null;
    this.known = on;
    // Nothing was ever asked for, so there is nothing to take back.
    if (first && !on) return;
    // One after the other, so that the last word holds.
    this.setting = this.setting
      .then(async () => setLoginStart(on, this.args))
      .catch((error: unknown) => complain(lineOf(error)));
  }
}

/** A core that hangs cannot be ended in order: only the end of the process frees its devices. */
function relaunch(line: string): void {
  complain(`${line}: the app is started again.`);
  const args = process.argv.slice(1).filter((word) => word !== RELAUNCHED_FLAG);
  app.relaunch({ args: [...args, RELAUNCHED_FLAG] });
  process.kill(process.pid, 'SIGKILL');
}

/** Before the app is ready no box can be shown everywhere. */
function fail(line: string): void {
  complain(line);
  void app.whenReady().then(() => {
    dialog.showErrorBox('Maelstrom could not start', line);
    app.exit(1);
  });
}

function complain(line: string): void {
  process.stderr.write(`Maelstrom: ${line}\n`);
}

function lineOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ');
}
