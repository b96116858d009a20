import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import type { Run } from '#shared/domain/run.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import type { VesselState } from '#shared/domain/vessel-state.ts';
import { BrewPiBoard } from '#test/rig/brewpi/board.ts';
import { api } from '#test/rig/console-process.ts';
import { describeWithChromium } from '#test/rig/prerequisites.ts';
import { addDevice, cardOf, dataFolder, openPage, startConsole, untilText, withoutRefusals } from './page.ts';

/** Minutes of a real board in seconds: it waits five seconds for its compressor instead of five minutes. */
const SPEED = 60;
/** As a board that is reset by its port, shortened. */
const BOOT_MS = 2000;

const links = {
  'a pseudo-terminal': (): string => {
    const folder = mkdtempSync(join(tmpdir(), 'maelstrom-walk-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    return join(folder, 'port');
  },
  TCP: (): number => 0,
} as const;

const print = (link: string, what: string, sinceMs: number): void =>
  console.log(`walk over ${link}: ${what} after ${((performance.now() - sinceMs) / 1000).toFixed(1)} s`);

async function give(page: Page, place: string, role: string): Promise<void> {
  await page.getByRole('button', { name: `${role}: ${place}`, exact: true }).click();
  const taken = place.startsWith('Probe') ? `${role} sensor` : `${role}${place}`;
  await untilText(page.getByRole('listitem', { name: place, exact: true }), new RegExp(taken));
}

/** From a board that knows nothing to a fermenter that can be set. */
async function setUp(page: Page, connection: string): Promise<void> {
  await addDevice(page, 'BrewPi (Arduino)', connection, 'Garage');
  await untilText(cardOf(page, 'Garage'), /Connected for/, 30_000);
  await cardOf(page, 'Garage').getByRole('link', { name: 'Set up the board' }).click();
  await untilText(page.getByRole('listitem', { name: 'Probe …00DE', exact: true }), /\d\.\d °C/);
  await give(page, 'Probe …00DE', 'Beer');
  await give(page, 'Probe …00E9', 'Chamber');
  await give(page, 'Probe …00B0', 'Room');
  await page
    .getByRole('navigation', { name: 'Steps' })
    .getByRole('button', { name: /Relays/ })
    .click();
  await give(page, 'Pin 5', 'Cooler');
  await give(page, 'Pin 6', 'Heater');
  await page
    .getByRole('navigation', { name: 'Steps' })
    .getByRole('button', { name: /Ready\?/ })
    .click();
  await page.getByRole('link', { name: 'Set a temperature on Garage' }).click();
  await page.getByRole('heading', { level: 1, name: 'Garage' }).waitFor();
}

async function garage(url: string): Promise<Vessel> {
  const vessels = await api<readonly Vessel[]>(url, 'GET', '/vessels');
  const found = vessels.find(({ name }) => name === 'Garage');
  if (found === undefined) throw new Error('There is no vessel Garage');
  return found;
}

async function runOf(url: string, vesselId: string): Promise<Run | undefined> {
  const runs = await api<readonly Run[]>(url, 'GET', '/runs');
  return runs.find((run) => run.vesselId === vesselId && run.state !== 'stopped');
}

describeWithChromium('a brewer with a new board', () => {
  for (const [link, place] of Object.entries(links)) {
    it(`on ${link} sets it up, cools, starts a profile, pulls the cable, and kills the console`, {
      timeout: 300_000,
    }, async () => {
      const bootMs = link === 'TCP' ? 0 : BOOT_MS;
      const board = new BrewPiBoard({
        path: place(),
        installed: false,
        physics: true,
        speed: SPEED,
        bootMs,
        held: { beer: 20, chamber: 20, room: 21 },
      });
      onTestFinished(() => board.unplug());
      await board.plug();
      const data = dataFolder();
      const first = await startConsole({ data, speed: 1 });
      const { page, errors } = await openPage(`${first.url}#/devices`);
      await setUp(page, board.path);
      const { id } = await garage(first.url);

      // 18 °C, and it cools.
      const setMs = performance.now();
      const control = page.getByRole('region', { name: 'Control' });
      await control.getByLabel('Setpoint for auto', { exact: true }).fill('18');
      await page.keyboard.press('Enter');
      await control.getByText('Auto', { exact: true }).click();
      await untilText(page.getByRole('main'), /Waits before it cools|Cooling/, 30_000);
      await untilText(page.getByRole('main'), /Cooling/, 60_000);
      print(link, 'it cools', setMs);
      expect(board.parts.on).toContain(5);
      const coolingC = (): Promise<number | null> =>
        api<VesselState>(first.url, 'GET', `/vessels/${id}/state`).then(({ pvC }) => pvC);
      await expect.poll(coolingC, { timeout: 120_000, interval: 500 }).toBeLessThan(19.5);
      print(link, 'the beer is below 19.5 °C', setMs);

      // A profile takes over.
      const panel = page.getByRole('region', { name: 'Profile' });
      await panel.getByRole('button', { name: 'Start profile' }).click();
      await expect.poll(() => board.held.mode, { timeout: 15_000 }).toBe('p');
      const run = await runOf(first.url, id);
      expect(run?.state).toBe('running');

      // The cable is pulled and put back.
      const pulledMs = performance.now();
      await board.unplug();
      await untilText(page.getByRole('main'), /The board is away/, 15_000);
      print(link, 'the page says that the cable is out', pulledMs);
      const pluggedMs = performance.now();
      await board.plug();
      await untilText(page.getByRole('main'), /Cooling|Idle|Waits|Heating/, 60_000);
      print(link, 'the board is back', pluggedMs);
      expect(await runOf(first.url, id)).toMatchObject({ id: run?.id, state: 'running' });
      expect(board.held.mode).toBe('p');

      // The console dies: the board goes on by itself.
      const { beerSet } = board.held;
      const asked = board.commands.length;
      first.child.kill('SIGKILL');
      await first.ended;
      const deadC = board.held.beer;
      await expect.poll(() => board.held.beer, { timeout: 60_000, interval: 200 }).not.toBe(deadC);
      expect(board.held).toMatchObject({ mode: 'p', beerSet });
      const whileDead = board.commands.slice(asked).filter((command) => command.length > 1);
      expect(whileDead).toEqual([]);

      // It is started again: the run goes on where it is, and the board is not told to stop on the way.
      const orders = board.orders().length;
      const startedMs = performance.now();
      const second = await startConsole({ data, speed: 1 });
      await expect
        .poll(async () => (await api<VesselState>(second.url, 'GET', `/vessels/${id}/state`)).pvC, {
          timeout: 60_000,
          interval: 250,
        })
        .not.toBeNull();
      print(link, 'the console has its board again', startedMs);
      expect(await runOf(second.url, id)).toMatchObject({ id: run?.id, state: 'running' });
      await page.goto(`${second.url}#/vessels/${id}`);
      await untilText(page.getByRole('region', { name: 'Profile' }), /End profile/);
      await untilText(page.getByRole('main'), /Cooling|Idle|Waits|Heating/);
      expect(board.held.mode).toBe('p');
      expect(
        board
          .orders()
          .slice(orders)
          .filter((order) => /mode:(?!p)/.test(order)),
      ).toEqual([]);
      expect(withoutRefusals(errors).filter((error) => !/ERR_CONNECTION|WebSocket/.test(error))).toEqual([]);
    });
  }
});
