import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { api } from '#test/rig/console-process.ts';
import { describeWithChromium } from '#test/rig/prerequisites.ts';
import { openPage, startConsole, untilText } from './page.ts';

const burns = { payload: { source: 'Glycol', message: 'It burns', priority: 'critical' } };

/** Waits until what is asked for is so, also on a slow machine. */
const until = <T>(ask: () => Promise<T>) => expect.poll(ask, { timeout: 20_000, interval: 50 });

interface Notices {
  shown: { title: string; body: string; tag: string }[];
  asked: number;
}

/** In the place of the browser's notifications, which need somebody to press in its own dialog. */
function keepNotices(): void {
  const kept: Notices = { shown: [], asked: 0 };
  class Kept extends EventTarget {
    static permission = 'default';

    static async requestPermission(): Promise<string> {
      kept.asked += 1;
      Kept.permission = 'granted';
      return 'granted';
    }

    constructor(title: string, { body, tag }: { body: string; tag: string }) {
      super();
      kept.shown.push({ title, body, tag });
    }
  }
  Object.assign(window, { Notification: Kept, keptNotices: kept });
}

/** Stands in for a computer without a working sound device: each attempt fails, or never ends. */
function breakSound({ hangs }: { readonly hangs: boolean }): void {
  const kept = { calls: 0 };
  Object.assign(window, { keptPlays: kept });
  HTMLMediaElement.prototype.play = async function play(this: HTMLMediaElement): Promise<void> {
    // The moment of nothing by which the page finds out whether it may sound.
    if (this.dataset['tone'] === undefined) return;
    kept.calls += 1;
    if (!hangs) throw new DOMException('no such sound', 'NotSupportedError');
    await new Promise(() => {});
  };
}

const playsOf = (page: Page) =>
  page.evaluate(() => (Reflect.get(window, 'keptPlays') as { calls: number }).calls);

describeWithChromium('the voice of alarms in a browser', () => {
  it('says that the browser blocks it, and sounds after a press', async () => {
    const { url } = await startConsole();
    await api(url, 'POST', '/channels/alarms', burns);
    const { page, errors } = await openPage(url);
    const allow = page.getByRole('button', { name: 'Allow sound: it is blocked' });
    // Looking at the page in the usual way counts as touching it.
    const unseen = await page.context().newCDPSession(page);
    const refused = async (): Promise<unknown> => {
      const expression = `document.querySelector('audio[data-tone=critical]')?.src.startsWith('data:') &&
        document.querySelector('[aria-label="Allow sound: it is blocked"]') !== null`;
      return (await unseen.send('Runtime.evaluate', { expression })).result.value;
    };
    await until(refused).toBe(true);
    const sound = page.locator('audio[data-tone=critical]');
    const paused = () => sound.evaluate((audio: HTMLAudioElement) => audio.paused);
    expect(await paused()).toBe(true);
    await allow.click();
    await until(paused).toBe(false);
    await expect
      .poll(() => sound.evaluate((audio: HTMLAudioElement) => audio.currentTime))
      .toBeGreaterThan(0);
    await allow.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Silence for 10 min' }).waitFor();
    // It begins again after a rest, for as long as nobody has seen the alarm.
    const endings = () => sound.evaluate((audio) => Number(audio.dataset['endings'] ?? 0));
    await sound.evaluate((audio) => {
      audio.addEventListener('ended', () => {
        audio.dataset['endings'] = String(Number(audio.dataset['endings'] ?? 0) + 1);
      });
    });
    await until(endings).toBeGreaterThanOrEqual(2);
    await page.getByRole('banner').getByRole('button', { name: 'Acknowledge' }).click();
    await until(paused).toBe(true);
    expect(errors).toEqual([]);
  });

  it('sounds in one page of a browser; the next takes over when that is closed', async () => {
    const { url } = await startConsole();
    const { page, errors } = await openPage(url);
    const pages = [page, await page.context().newPage(), await page.context().newPage()];
    for (const each of pages) {
      if (each !== page) await each.goto(url);
      await each.evaluate(() => {
        const audio = document.querySelector<HTMLAudioElement>('audio[data-tone=critical]');
        audio?.addEventListener('playing', () => {
          audio.dataset['starts'] = String(Number(audio.dataset['starts'] ?? 0) + 1);
        });
      });
      await each.getByRole('heading', { name: 'Fermenter 1' }).click();
    }
    const startsOf = async (each: Page): Promise<number> =>
      each.locator('audio[data-tone=critical]').evaluate((audio) => Number(audio.dataset['starts'] ?? 0));
    const starts = async (): Promise<number[]> => Promise.all(pages.map(startsOf));
    await api(url, 'POST', '/channels/alarms', burns);
    await until(async () => Math.max(...(await starts()))).toBeGreaterThanOrEqual(3);
    const first = await starts();
    expect(first.filter((count) => count > 0)).toHaveLength(1);
    const [sounding] = pages.splice(
      first.findIndex((count) => count > 0),
      1,
    );
    await sounding?.close();
    await until(async () => Math.max(...(await starts()))).toBeGreaterThanOrEqual(2);
    expect((await starts()).filter((count) => count > 0)).toHaveLength(1);
    expect(errors).toEqual([]);
  });

  it('tries a sound that fails again every few seconds', async () => {
    const { url } = await startConsole();
    const { page } = await openPage(url);
    await page.addInitScript(breakSound, { hangs: false });
    await page.goto(url);
    await page.getByRole('heading', { name: 'Fermenter 1' }).click();
    await api(url, 'POST', '/channels/alarms', burns);
    await until(() => playsOf(page)).toBeGreaterThan(0);
    const before = await playsOf(page);
    const fromMs = Date.now();
    await until(() => playsOf(page)).toBeGreaterThan(before + 1);
    // Two more attempts, each after a rest of 3 s, on however slow a machine.
    expect(Date.now() - fromMs).toBeGreaterThan(2500);
    expect(await playsOf(page)).toBe(before + 2);
  });

  it('sounds in another page when that of the first one never begins', async () => {
    const { url } = await startConsole();
    const { page } = await openPage(url);
    await page.addInitScript(breakSound, { hangs: true });
    await page.goto(url);
    await page.getByRole('heading', { name: 'Fermenter 1' }).click();
    await api(url, 'POST', '/channels/alarms', burns);
    await until(() => playsOf(page)).toBe(1);
    const other = await page.context().newPage();
    await other.goto(url);
    await other.getByRole('heading', { name: 'Fermenter 1' }).click();
    const sound = other.locator('audio[data-tone=critical]');
    await until(() => sound.evaluate((audio: HTMLAudioElement) => audio.currentTime)).toBeGreaterThan(0);
    expect(await playsOf(page)).toBe(1);
  });

  it('sounds from a file of the console, also when the console is gone', async () => {
    const { url, child, ended } = await startConsole();
    const file = await fetch(new URL('sounds/critical.wav', url));
    expect(file.headers.get('content-type')).toMatch(/^audio\//);
    const { page } = await openPage(url);
    await page.getByRole('heading', { name: 'Fermenter 1' }).click();
    await api(url, 'POST', '/channels/alarms', burns);
    const sound = page.locator('audio[data-tone=critical]');
    const source = () => sound.evaluate((audio: HTMLAudioElement) => audio.currentSrc.slice(0, 11));
    await until(source).toBe('data:audio/');
    child.kill('SIGKILL');
    await ended;
    await untilText(page.getByRole('banner'), /Connection lost/);
    await expect
      .poll(() => sound.evaluate((audio: HTMLAudioElement) => audio.paused), {
        interval: 50,
        timeout: 10_000,
      })
      .toBe(false);
  });

  it('notifies once a browser was asked by a press, and each alarm once', async () => {
    const { url } = await startConsole();
    const { page, errors } = await openPage(`${url}#/`);
    await page.addInitScript(keepNotices);
    await page.goto(`${url}#/alarms`);
    await page.reload();
    const notices = () => page.evaluate(() => Reflect.get(window, 'keptNotices') as Notices);
    const allow = page.getByRole('button', { name: 'Allow notifications' });
    await allow.waitFor();
    await api(url, 'POST', '/channels/alarms', burns);
    await until(() => page.title()).toMatch(/^\(1\) /);
    expect(await notices()).toEqual({ shown: [], asked: 0 });
    await allow.click();
    await untilText(page.getByRole('main'), /This browser notifies you of each new alarm/);
    const loose = { payload: { source: 'Board', message: 'A probe is at 20 °C' } };
    await api(url, 'PUT', '/settings/units.temperature', { value: 'F' });
    await until(() => page.getByRole('main').textContent()).toMatch(/It burns/);
    await api(url, 'POST', '/channels/alarms', loose);
    await until(async () => (await notices()).shown.length).toBe(1);
    expect((await notices()).shown).toEqual([
      { title: 'Board', body: 'A probe is at 68 °F', tag: expect.stringMatching(/^maelstrom-alarm-/) },
    ]);
    // The same alarm again is no news.
    await api(url, 'POST', '/channels/alarms', loose);
    await api(url, 'POST', '/alarms/acknowledge');
    await until(() => page.title()).toMatch(/^[^(]/);
    expect((await notices()).shown).toHaveLength(1);
    expect((await notices()).asked).toBe(1);
    expect(errors).toEqual([]);
  });
});
