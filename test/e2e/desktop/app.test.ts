import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LogEntry } from '#shared/domain/log-entry.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import { api } from '#test/rig/console-process.ts';
import {
  addressOf,
  backing,
  backingLine,
  closeDesktops,
  type DesktopApp,
  launchDesktop,
} from '#test/rig/desktop-app.ts';
import { describeWithChromium } from '#test/rig/prerequisites.ts';

beforeAll(() => void process.stdout.write(`${backingLine}\n`));
afterAll(closeDesktops);

/** Keeps what the app says outside of its window. */
async function listen(app: DesktopApp): Promise<void> {
  await app.page();
  await app.evaluate(({ Notification, Tray, dialog }) => {
    const told = { notices: [] as string[], tips: [] as string[], questions: [] as string[], answer: 0 };
    Reflect.set(globalThis, 'told', told);
    Notification.prototype.show = function show(this: { title: string; body: string }) {
      told.notices.push(`${this.title}: ${this.body}`);
    };
    Tray.prototype.setToolTip = (text) => void told.tips.push(text);
    dialog.showMessageBox = async (...args: unknown[]) => {
      told.questions.push((args.at(-1) as { message: string }).message);
      return { response: told.answer, checkboxChecked: false };
    };
  });
}

interface Told {
  notices: string[];
  tips: string[];
  questions: string[];
}
const told = (app: DesktopApp): Promise<Told> => app.evaluate(() => Reflect.get(globalThis, 'told') as Told);

const locks = (app: DesktopApp): Promise<number> =>
  app.evaluate(
    ({ powerSaveBlocker }) =>
      Array.from({ length: 20 }, (_, id) => id).filter((id) => powerSaveBlocker.isStarted(id)).length,
  );

describeWithChromium('the desktop app', () => {
  it('keeps the computer awake while something runs, and says in its tray what runs', async () => {
    const app = await launchDesktop();
    await listen(app);
    const url = await addressOf(app);
    await expect.poll(() => locks(app)).toBe(1);
    await expect
      .poll(async () => (await told(app)).tips.at(-1), { timeout: 30_000 })
      .toMatch(/^Fermenter 1: \d+\.\d °C, [a-z]/);
    await api(url, 'POST', '/vessels/fermenter-1/stop');
    await expect.poll(() => locks(app)).toBe(0);
    await expect.poll(async () => (await told(app)).tips.at(-1)).toBe('Everything is off');
    await api(url, 'PUT', '/vessels/fermenter-1/mode', { mode: 'auto' });
    await expect.poll(() => locks(app)).toBe(1);
  });

  it('tells of a new alarm outside of its window, once', async () => {
    const app = await launchDesktop();
    await listen(app);
    const url = await addressOf(app);
    await api(url, 'PUT', '/settings/units.temperature', { value: 'F' });
    await expect.poll(async () => (await told(app)).tips.at(-1)).toMatch(/°F/);
    const alarm = { payload: { source: 'Glycol', message: 'The chiller is at 4 °C', response: 'Fill it.' } };
    await api(url, 'POST', '/channels/alarms', alarm);
    const notice = 'Glycol: The chiller is at 39.2 °F\nFill it.';
    await expect.poll(async () => (await told(app)).notices).toEqual([notice]);
    await expect.poll(async () => (await told(app)).tips.at(-1)).toMatch(/^1 alarm · Fermenter 1: /);
    await api(url, 'POST', '/alarms/acknowledge');
    await expect.poll(async () => (await api<unknown[]>(url, 'GET', '/alarms')).length).toBe(1);
    expect((await told(app)).notices).toHaveLength(1);
  });

  it('says nothing of an alarm on the shelf, and tells of it again when its time is over', async () => {
    const app = await launchDesktop();
    await listen(app);
    const url = await addressOf(app);
    const alarm = { payload: { source: 'Glycol', message: 'The chiller is low' } };
    await api(url, 'POST', '/channels/alarms', alarm);
    await expect.poll(async () => (await told(app)).notices).toHaveLength(1);
    const [raised] = await api<{ id: string }[]>(url, 'GET', '/alarms');
    const shelf = { forS: 300, reason: 'It is being filled' };
    await api(url, 'POST', `/alarms/${raised?.id}/shelve`, shelf);
    await expect.poll(async () => (await told(app)).tips.at(-1)).toMatch(/^Fermenter 1: /);
    expect((await told(app)).notices).toHaveLength(1);
    await expect.poll(async () => (await told(app)).notices, { timeout: 20_000 }).toHaveLength(2);
    await expect.poll(async () => (await told(app)).tips.at(-1)).toMatch(/^1 alarm · /);
  });

  it('logs that the computer slept', async () => {
    const app = await launchDesktop();
    const url = await addressOf(app);
    await app.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend'));
    await app.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'));
    const messages = async (): Promise<string[]> =>
      (await api<LogEntry[]>(url, 'GET', '/logs?source=computer')).map(({ message }) => message);
    await expect
      .poll(messages)
      .toEqual([
        expect.stringMatching(/^The computer is back after less than a minute/),
        expect.stringMatching(/^The computer goes to sleep/),
      ]);
  });

  it('hides its window when that is closed, and shows it when it is started again', async () => {
    const app = await launchDesktop();
    await app.page();
    const visible = () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);
    await expect.poll(visible).toBe(true);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    expect(await visible()).toBe(false);
    const url = await addressOf(app);
    expect(await api(url, 'GET', '/console')).toMatchObject({ speed: 60 });
    const second = await launchDesktop({ dataDir: app.dataDir });
    expect(await second.ended).toMatchObject({ code: 0 });
    await expect.poll(visible).toBe(true);
  });

  it('asks before it ends while something runs, and switches everything off', async () => {
    const app = await launchDesktop();
    await listen(app);
    await expect.poll(() => locks(app)).toBe(1);
    await app.evaluate((electron) => electron.app.quit());
    await expect
      .poll(async () => (await told(app)).questions)
      .toEqual(['Fermenter 1 is running. Quit all the same?']);
    // The answer was to go on.
    expect(await locks(app)).toBe(1);
    await app.evaluate(() => Reflect.set(Reflect.get(globalThis, 'told') as object, 'answer', 1));
    await app.evaluate((electron) => electron.app.quit());
    expect(await app.ended).toMatchObject({ code: 0, signal: null });
    // What ran is remembered: it goes on at the next start.
    const again = await launchDesktop({ dataDir: app.dataDir });
    const vessels = await api<Vessel[]>(await addressOf(again), 'GET', '/vessels');
    expect(vessels[0]?.control.mode).toBe('auto');
  });

  it('ends at once, without a question, when nothing runs', async () => {
    const app = await launchDesktop();
    await listen(app);
    const url = await addressOf(app);
    await api(url, 'POST', '/vessels/fermenter-1/stop');
    await expect.poll(() => locks(app)).toBe(0);
    await app.evaluate((electron) => electron.app.quit());
    expect(await app.ended).toMatchObject({ code: 0 });
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends in order at %s', async (signal) => {
    const app = await launchDesktop();
    await app.page();
    app.kill(signal);
    expect(await app.ended).toMatchObject({ code: 0, signal: null });
  });

  it.runIf(process.platform === 'linux')('starts at login when the setting says so', async () => {
    const app = await launchDesktop();
    const url = await addressOf(app);
    const entry = join(app.dataDir, 'config', 'autostart', 'maelstrom.desktop');
    await api(url, 'PUT', '/settings/desktop.startAtLogin', { value: true });
    await expect.poll(() => existsSync(entry)).toBe(true);
    // It is there whole, or not at all.
    expect(readFileSync(entry, 'utf8')).toMatch(/^Exec=".+" "--data" ".+" "--hidden"$/m);
    await api(url, 'PUT', '/settings/desktop.startAtLogin', { value: false });
    await expect.poll(() => existsSync(entry)).toBe(false);
  });

  it('says what is wrong when its core cannot start, and ends', async () => {
    const app = await launchDesktop({ args: ['--host', '203.0.113.7'] });
    const { code, stderr } = await app.ended;
    expect(stderr).toMatch(/^Maelstrom: .*needs a token/m);
    expect(code).not.toBe(0);
  });

  // Only the double can make the core hang.
  it.runIf(backing === 'double')('is started again when its core hangs, and says so', async () => {
    const app = await launchDesktop();
    await addressOf(app);
    await app.evaluate(async () => {
      const { BroadcastChannel } = process.getBuiltinModule('node:worker_threads');
      new BroadcastChannel('stall').postMessage('now');
    });
    const { signal, stderr } = await app.ended;
    expect(signal).toBe('SIGKILL');
    expect(stderr).toMatch(/control core has not answered for 5 s: the app is started again/);
    const relaunch = readFileSync(join(app.dataDir, 'desktop', 'double-relaunch'), 'utf8');
    expect(JSON.parse(relaunch)).toEqual(expect.arrayContaining(['--data', app.dataDir, '--relaunched']));
    const again = await launchDesktop({ dataDir: app.dataDir, args: ['--speed', '60', '--relaunched'] });
    const url = await addressOf(again);
    const log = await api<LogEntry[]>(url, 'GET', '/logs?source=computer');
    expect(log[0]?.message).toMatch(/control core had failed: the program was started again/);
  });
});
