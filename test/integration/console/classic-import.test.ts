import { describe, expect, it } from 'vitest';
import type { ImportItem } from '#shared/domain/classic-import.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import { type ClassicRows, classicBrewery, classicDatabase, inBase64 } from '#test/rig/classic-database.ts';
import { brewer, startTestConsole, type TestConsole, temporaryFolder } from '#test/rig/console.ts';
import { ManualTime } from '#test/rig/manual-time.ts';

/** An empty console, and what it has. */
async function startEmpty(options: Parameters<typeof startTestConsole>[0] = {}) {
  const test = await startTestConsole(options);
  await test.procedures.system.chooseFirstStart({ choice: 'empty' }, brewer);
  return { ...test, ...on(test) };
}

function on({ procedures }: Pick<TestConsole, 'procedures'>) {
  const sent = (rows: ClassicRows) => ({ file: inBase64(classicDatabase(rows)) });
  return {
    preview: async (rows: ClassicRows) => (await procedures.classicImport.preview(sent(rows), brewer)).items,
    apply: async (rows: ClassicRows) => (await procedures.classicImport.apply(sent(rows), brewer)).items,
    all: async () => ({
      settings: (await procedures.setting.list(undefined, brewer)).toSorted((a, b) =>
        a.name.localeCompare(b.name),
      ),
      devices: (await procedures.device.list(undefined, brewer)).map(({ device }) => device),
      points: await procedures.point.list(undefined, brewer),
      vessels: await procedures.vessel.list(undefined, brewer),
      profiles: await procedures.profile.list(undefined, brewer),
    }),
  };
}

const short = (items: readonly ImportItem[]) =>
  items.map(({ kind, name, action }) => `${action} ${kind} ${name}`);
const only = (items: readonly ImportItem[], action: ImportItem['action']) =>
  short(items).filter((line) => line.startsWith(`${action} `));
const note = (items: readonly ImportItem[], name: string) => items.find((item) => item.name === name)?.note;

function named<T extends { readonly name: string }>(list: readonly T[], name: string): T {
  const found = list.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no ${name}`);
  return found;
}

/** The brewery with one table changed. */
const changed = (
  table: keyof typeof classicBrewery,
  rows: readonly Record<string, unknown>[],
): ClassicRows => ({
  ...classicBrewery,
  [table]: rows,
});

describe('the import of the original’s database', () => {
  it('brings what the preview says, which itself changes nothing', async () => {
    const { preview, apply, all } = await startEmpty();
    const before = await all();
    const shown = await preview(classicBrewery);
    expect(await all()).toEqual(before);
    expect(only(shown, 'skip')).toEqual([
      'skip point What?',
      'skip vessel Lost',
      'skip point Nobody’s',
      'skip profile Empty',
      'skip profile Twice',
      'skip setting path/of/things',
      'skip setting unset',
      'skip setting Setting 7',
      'skip setting units.temperature',
    ]);
    expect(note(shown, 'Twice')).toMatch(
      /^Temperature with id 11, day 1: is the same as that of another row/,
    );
    expect(note(shown, 'Pale Ale')).toBe(
      'Fermentation, 3 temperatures, 1 event, taken as °C. 1 row without a temperature left out. 1 event without text left out.',
    );
    expect(note(shown, 'Cooler')).toMatch(/no vessel can have it/);
    expect(note(shown, 'Beer 2')).toMatch(/The bridge sends no value for it/);
    expect(note(shown, 'units.temperature')).toBe('Its value must be one of C, F.');
    expect(await apply(classicBrewery)).toEqual(shown);
  });

  it('makes profiles, devices with their points, vessels that are off, and settings', async () => {
    const { apply, all, procedures } = await startEmpty();
    await apply(classicBrewery);
    const { settings, devices, points, vessels, profiles } = await all();
    expect(named(profiles, 'Pale Ale')).toMatchObject({
      kind: 'fermentation',
      plannedStartMs: new Date(2014, 2, 1, 20, 15).getTime(),
      points: [
        { atS: 0, spC: 18 },
        { atS: 4.5 * 86_400, spC: 18.5, approach: 'linear' },
        { atS: 864_000, spC: 20.25, approach: 'linear' },
      ],
      events: [{ atS: 7 * 86_400, text: 'Dry hops' }],
    });
    expect(named(profiles, 'Step mash')).toMatchObject({
      kind: 'mash',
      steps: [
        { spC: 52, durationS: 1800, additions: [] },
        { spC: 63, durationS: 3600, additions: [{ beforeEndS: 2808, text: 'Stir' }] },
        { spC: 78, durationS: 0 },
      ],
    });
    // Rows in the wrong order, and a first day that is not 0.
    expect(named(profiles, 'Lager')).toMatchObject({ points: [{ atS: 86_400 }, { atS: 172_800 }] });
    const bridge = named(devices, 'BrewPi');
    expect(bridge).toMatchObject({
      driver: 'bridge',
      connection: 'address=10.0.0.5, port=8888, socket=/home/brewpi/BEERSOCKET',
    });
    const own = points.filter(({ deviceId }) => deviceId === bridge.id);
    expect(own.map(({ name, kind, address }) => `${name} ${kind} ${address}`)).toEqual([
      'Beer probe temperature beer',
      'Fridge chamber temperature fridge',
      'Door input device/3',
      'Cooler output device/4',
      'Heater output device/5',
      'Beer 2 temperature device/6',
      'BrewPi room temperature room',
    ]);
    expect(vessels.map(({ name, control }) => [name, control.mode])).toEqual([
      ['Fridge', 'off'],
      ['Freezer', 'off'],
    ]);
    const fridge = named(vessels, 'Fridge');
    expect(fridge.sensors).toEqual({
      beer: named(points, 'Beer probe').id,
      chamber: named(points, 'Fridge chamber').id,
      room: null,
    });
    expect(named(settings, 'brewery.logo').value).toBe('http://example.org/logo.png');
    expect(named(settings, 'refresh').value).toBe('15');
    expect(named(settings, 'units.temperature').value).toBe('C');
    // What is imported is a part of the running console.
    const state = await procedures.vessel.state({ id: fridge.id }, brewer);
    expect(state).toMatchObject({ mode: 'off', pvBad: 'no-reading' });
    await expect(
      procedures.vessel.update(
        { id: fridge.id, actuators: { heater: named(points, 'Heater').id, cooler: null } },
        brewer,
      ),
    ).rejects.toThrow(/the console cannot switch Heater/);
    await expect(procedures.point.test({ id: named(points, 'Heater').id }, brewer)).rejects.toThrow(
      /does not let the console switch/,
    );
  });

  it('lets programs of the original know controllers and profiles by the numbers that they know', async () => {
    const { apply, all, console } = await startEmpty();
    const { ids } = console.services.classic;
    await apply(classicBrewery);
    const { devices, profiles } = await all();
    expect(devices.map(({ id }) => ids.peek('device', id))).toEqual([3, 4]);
    expect(profiles.map(({ id }) => ids.peek('profile', id))).toEqual([1, 2, 5]);
    await apply(changed('iocontroller', [{ id: 3, name: 'Another', address: 'a' }]));
    const another = named((await all()).devices, 'Another');
    expect(ids.peek('device', another.id)).toBe(3);
    expect(ids.peek('device', named(devices, 'BrewPi').id)).toBeGreaterThan(4);
  });

  it('tells subscribers and the log', async () => {
    const { apply, procedures } = await startEmpty();
    await apply(classicBrewery);
    const names = async (channel: string) =>
      (await procedures.channel.latest({ channel }, brewer))
        .map(({ payload }) => JSON.stringify(payload))
        .join();
    expect(await names('profiles')).toContain('Pale Ale');
    expect(await names('vessels')).toContain('Fridge');
    expect(await names('devices')).toMatch(/BrewPi.*Beer probe/s);
    expect(await names('settings')).toContain('brewery.logo');
    const [entry] = await procedures.log.list({ search: 'Import of' }, brewer);
    expect(entry?.message).toBe('Import of the original maelstrom by Ada: 21 new or changed');
  });

  it('is the same after a restart, and a folder with a real board simulates no time', async () => {
    const dataDir = temporaryFolder();
    const first = await startEmpty({ dataDir });
    await first.apply(classicBrewery);
    const before = await first.all();
    await first.console.stop();
    const second = await startTestConsole({ dataDir });
    expect(await on(second).all()).toEqual(before);
    expect(only(await on(second).preview(classicBrewery), 'add')).toEqual([]);
    await second.console.stop();
    await expect(startTestConsole({ dataDir, speed: 60, time: null })).rejects.toThrow(/real device/);
  });
});

describe('a second import', () => {
  it('brings nothing twice', async () => {
    const { apply, all } = await startEmpty();
    await apply(classicBrewery);
    const before = await all();
    const items = await apply(classicBrewery);
    expect(only(items, 'add')).toEqual([]);
    expect(only(items, 'update')).toEqual([]);
    expect(only(items, 'same')).toHaveLength(21);
    expect(await all()).toEqual(before);
  });

  it('brings what has changed there, and leaves alone what was only changed here', async () => {
    const { apply, all, procedures } = await startEmpty();
    await apply(classicBrewery);
    const { profiles, vessels } = await all();
    const ale = named(profiles, 'Pale Ale');
    const lager = named(profiles, 'Lager');
    const fridge = named(vessels, 'Fridge');
    if (lager.kind !== 'fermentation') throw new Error('no fermentation');
    await procedures.profile.update({ ...lager, name: 'My lager' }, brewer);
    await procedures.vessel.update({ id: fridge.id, volumeL: 33, name: 'Cellar' }, brewer);
    const items = await apply({
      ...changed(
        'profileTemperature',
        classicBrewery.profileTemperature.map((row) => (row.id === 3 ? { ...row, temperature: 21 } : row)),
      ),
      iocontroller: [
        { ...classicBrewery.iocontroller[0], address: '10.0.0.6' },
        classicBrewery.iocontroller[1],
      ],
      appsetting: [{ id: 2, name: 'selectedStyle', value: '22B' }],
      iodevice: [
        ...classicBrewery.iodevice,
        { id: 9, iochamber_id: 1, name: 'Room', slot: 6, devicetype: 1, hardwaretype: 2, function: 6 },
      ],
    });
    expect(only(items, 'update')).toEqual([
      'update device BrewPi',
      'update vessel Fridge',
      'update profile Pale Ale',
      'update setting selectedStyle',
    ]);
    const after = await all();
    expect(named(after.profiles, 'Pale Ale')).toMatchObject({ id: ale.id, points: [{}, {}, { spC: 21 }] });
    expect(named(after.profiles, 'My lager').id).toBe(lager.id);
    expect(named(after.devices, 'BrewPi').connection).toContain('10.0.0.6');
    const cellar = named(after.vessels, 'Cellar');
    expect(cellar).toMatchObject({ id: fridge.id, volumeL: 33 });
    expect(cellar.sensors.room).toBe(named(after.points, 'BrewPi room').id);
    expect(named(after.settings, 'selectedStyle').value).toBe('22B');
  });

  it('brings back what was removed here, and says so', async () => {
    const { apply, all, procedures } = await startEmpty();
    await apply(classicBrewery);
    const { profiles, vessels } = await all();
    await procedures.profile.remove({ id: named(profiles, 'Lager').id }, brewer);
    await procedures.vessel.remove({ id: named(vessels, 'Freezer').id }, brewer);
    await procedures.setting.reset({ name: 'brewery.logo' }, brewer);
    const items = await apply(classicBrewery);
    expect(only(items, 'add')).toEqual([
      'add vessel Freezer',
      'add profile Lager',
      'add setting brewery_logo',
    ]);
    expect(note(items, 'Lager')).toMatch(/It was removed here, and comes again/);
    expect((await all()).profiles).toHaveLength(3);
  });

  it('does not touch a vessel that runs, nor the device that it is regulated with', async () => {
    const time = new ManualTime();
    const { apply, all, procedures } = await startEmpty({ time });
    await apply(classicBrewery);
    const fridge = named((await all()).vessels, 'Fridge');
    await procedures.vessel.setMode({ id: fridge.id, mode: 'auto' }, brewer);
    const before = await all();
    const items = await apply({
      ...changed('iocontroller', [{ ...classicBrewery.iocontroller[0], address: '10.0.0.6' }]),
      iodevice: classicBrewery.iodevice.filter(({ id }) => id !== 2),
    });
    expect(note(items, 'BrewPi')).toBe(
      'It has changed there, but Fridge runs with it: switch that off first.',
    );
    expect(only(items, 'skip')).toContain('skip vessel Fridge');
    expect((await all()).vessels).toEqual(before.vessels);
    expect((await all()).devices).toEqual(before.devices);
  });

  it('of another brewery that counts from 1 as well replaces nothing', async () => {
    const { apply, all } = await startEmpty();
    await apply(classicBrewery);
    const { profiles } = await all();
    const other = {
      profile: [{ id: 1, name: 'Stout', type: 'Fermentation' }],
      profileTemperature: [{ id: 1, profile_id: 1, day: 0, temperature: 20 }],
    };
    expect(only(await apply(other), 'add')).toEqual(['add profile Stout']);
    const after = await all();
    expect(after.profiles).toHaveLength(profiles.length + 1);
    expect(named(after.profiles, 'Pale Ale')).toEqual(named(profiles, 'Pale Ale'));
  });
});

describe('what does not fit', () => {
  const one = (day: unknown, temperature: unknown, type: unknown = 'Fermentation'): ClassicRows => ({
    profile: [{ id: 1, name: 'Odd', type }],
    profileTemperature: [{ id: 4, profile_id: 1, day, temperature }],
  });

  it.each([
    ['a negative day', one(-1, 20), /Temperature with id 4, day -1: must not be before the start/],
    ['a day that is none', one('soon', 20), /Temperature with id 4, day soon: must be a number/],
    ['no day', one(null, 20), /Temperature with id 4, day.*must be a number/],
    [
      'a temperature that is none',
      one(0, 'warm'),
      /Temperature with id 4, temperature warm: must be a number/,
    ],
    ['a type that is none', one(0, 20, 'Distillation'), /type: must be Fermentation or Mash/],
    ['a temperature of °F', one(0, 150), /the file looks like °F: choose °F in Settings/],
    ['three years', one(1100, 20), /must be at most two years/],
  ])('is left out with its row: %s', async (_, rows, why) => {
    const { preview } = await startEmpty();
    const [item] = await preview(rows);
    expect(item).toMatchObject({ kind: 'profile', name: 'Odd', action: 'skip' });
    expect(item?.note).toMatch(why);
  });

  it('is a profile of more points than a profile may have', async () => {
    const { preview } = await startEmpty();
    const profileTemperature = Array.from({ length: 501 }, (_, i) => ({
      id: i + 1,
      profile_id: 1,
      day: i,
      temperature: 20,
    }));
    const [item] = await preview({
      profile: [{ id: 1, name: 'Long', type: 'Fermentation' }],
      profileTemperature,
    });
    expect(item).toMatchObject({ action: 'skip' });
    expect(item?.note).toMatch(/at most 500 points/);
  });

  it('is said of a fermentation that is hot in °C, and is right in °F', async () => {
    const { preview, apply, all, procedures } = await startEmpty();
    expect(note(await preview(one(0, 68)), 'Odd')).toMatch(/68 °C is hot for a fermentation/);
    await procedures.setting.set({ name: 'units.temperature', value: 'F' }, brewer);
    await apply(one(0, 68));
    const profile = named((await all()).profiles, 'Odd');
    if (profile.kind !== 'fermentation') throw new Error('no fermentation');
    expect(profile.points[0]?.spC).toBe(20);
  });

  it('is everything when there is no room for all of it', async () => {
    const { apply, all } = await startEmpty();
    const before = await all();
    const many = Array.from({ length: 1001 }, (_, i) => ({ id: i + 1, name: `P${i}`, type: 'Fermentation' }));
    const rows = many.map(({ id }) => ({ id, profile_id: id, day: 0, temperature: 20 }));
    await expect(apply({ ...classicBrewery, profile: many, profileTemperature: rows })).rejects.toThrow(
      'There would be 1001 profiles, and the console takes 1000: remove some first. Nothing was imported.',
    );
    const controllers = Array.from({ length: 201 }, (_, i) => ({ id: i + 1, name: `C${i}` }));
    await expect(apply({ iocontroller: controllers })).rejects.toThrow(/There would be 201 devices/);
    const settings = Array.from({ length: 150 }, (_, i) => ({
      id: i + 1,
      name: `s${i}`,
      value: 'x'.repeat(1999),
    }));
    await expect(apply({ appsetting: settings })).rejects.toThrow(/The settings of the file are too long/);
    expect(await all()).toEqual(before);
  });

  it('is a setting that is set here already, and a name that stands there twice', async () => {
    const { apply, all, procedures } = await startEmpty();
    await procedures.setting.set({ name: 'brewery.logo', value: 'https://here.example/a.png' }, brewer);
    const items = await apply({
      appsetting: [
        { id: 1, name: 'logo', value: 'https://there.example/b.png' },
        { id: 2, name: 'mine', value: 'old' },
        { id: 3, name: 'mine', value: 'new' },
      ],
    });
    expect(short(items)).toEqual(['skip setting logo', 'skip setting mine', 'add setting mine']);
    expect(named((await all()).settings, 'brewery.logo').value).toBe('https://here.example/a.png');
    expect(named((await all()).settings, 'mine').value).toBe('new');
  });

  it('is a vessel’s name that is taken', async () => {
    const { procedures, preview, apply, all } = await startEmpty();
    await apply({
      iocontroller: [{ id: 1, name: 'A' }],
      iochamber: [{ id: 1, name: 'Fridge', iocontroller_id: 1 }],
    });
    const fridge: Vessel = named((await all()).vessels, 'Fridge');
    expect(Object.values(fridge.sensors).every((id) => id !== null)).toBe(true);
    const other = {
      iocontroller: [{ id: 2, name: 'B' }],
      iochamber: [{ id: 9, name: 'Fridge', iocontroller_id: 2 }],
    };
    expect(
      note(
        (await preview(other)).filter(({ kind }) => kind === 'vessel'),
        'Fridge',
      ),
    ).toMatch(/It is called Fridge 2 here/);
    await apply(other);
    expect((await procedures.vessel.list(undefined, brewer)).map(({ name }) => name)).toEqual([
      'Fridge',
      'Fridge 2',
    ]);
  });
});
