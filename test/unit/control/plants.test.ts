import { describe, expect, it } from 'vitest';
import {
  type ChamberInputs,
  ChamberPlant,
  type ChamberSetup,
  chamberConstants,
  yeastW,
} from '#main/control/plants/chamber.ts';
import { quantise } from '#main/control/plants/ds18b20.ts';
import { KettlePlant, type KettleSetup, kettleConstants } from '#main/control/plants/kettle.ts';
import { createRandom, nextGauss, nextUniform } from '#main/control/plants/random.ts';

/** Vectors of the plant specification. Two independent implementations agree on every digit. */
const chamberVectors = `
0 20 20 18 18 18 18 0 20 18 20 18 0
1 20 19.999666666666666 18.00875 18.0013125 18 18 0.022222222222222223 20 18 20 18 0.0000013886959943522971
2 19.99999978838183 19.999335482142858 18.017251354166667 18.002630332031252 17.998997962962964 18.00004375 0.04395061728395062 20 18.00021875 20.0625 18 0.000005554012452849201
10 19.999990655763483 19.99675758868986 18.07552370225658 18.0133409210323 17.957903645897442 18.001787674092622 0.20126700139667705 19.99999946389679 18.00846615299227 20 18 0.00013869605463391962
1000 19.835182899882806 19.253448436679115 8.134398403047259 15.55271388611865 1.7313592603170884 8.89602204671812 0.00592052921059519 19.850380512812553 7.912900536206392 19.8125 7.9375 1.2026856138545943
5000 19.31894885796401 18.864119260539383 14.777928045825751 15.4883852615625 13.584068151696336 13.958030252191744 3.133039115531668e-25 19.321781073947392 14.642302940997741 19.3125 14.6875 14.795792609739369
10000 19.51722328237229 18.912135888742718 8.521025696558963 16.087192120598647 2.2090995406081286 9.439656864629121 0.00592052921059519 19.524502576311168 8.315182664166674 19.5 8.3125 12.967249657064471
20000 17.940105779563744 17.611072888723147 14.139786676424556 15.105970578220916 12.983227045900273 13.348894921307918 3.133039115531668e-25 17.94984483610809 14.009803014635638 17.9375 14 0
`;
const kettleVectors = `
0 90 90 0 90 90 0
1 90 89.9993131699659 12 90 90 0
9 90.0016246753867 89.99384322612991 106.28803161804157 90 90 0
10 90.00202617649013 89.99316313717152 117.8628794915694 90 90 0
20 90.00836085440281 89.98641955912004 231.09520619579072 90 90 0
600 92.00874062903571 90.07977937531545 2138.715690061746 89.9304042039922 89.9375 0
6000 100 98.33722822667602 2350.9665744623708 98.1670828009254 98.1875 95358.84051016561
18000 100 99.09602266889993 2350.966574546952 99.09601761737723 99.125 2154868.3288744725
36000 100 98.39889591865885 2350.966574546952 98.39890032190668 98.375 4806145.044359348
`;

type Row = readonly number[];
const rows = (text: string): Row[] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map(Number));

const chamberSetup: ChamberSetup = {
  beer0: 20,
  air0: 18,
  room: 25,
  yPk: 18,
  yT: 7200,
  yW: 7200,
  seed: 12345,
};
const chamberInputs = (k: number): ChamberInputs => ({
  heatOn: k % 3000 >= 2000 && k % 3000 < 2600,
  coolOn: k % 3000 < 900,
});

function chamberRow(plant: ChamberPlant): Row {
  const { k, core, shell, air, liner, evap, heat, m, well, airp, readBeer, readAir } = plant.state;
  return [k, core, shell, air, liner, evap, heat, m, well, airp, readBeer, readAir, yeastW(chamberSetup, k)];
}

function runChamber(plant: ChamberPlant, toK: number): void {
  while (plant.state.k < toK) plant.step(chamberInputs(plant.state.k));
}

const kettleSetup: KettleSetup = { T0: 90, room: 20, seed: 777 };

function kettleRow(plant: KettlePlant): Row {
  const { k, t1, t2, pel, ts, read, evapJ } = plant.state;
  return [k, t1, t2, pel, ts, read, evapJ];
}

function runKettle(plant: KettlePlant, toK: number): void {
  while (plant.state.k < toK) {
    const { k } = plant.state;
    if (k === 24_000) plant.setLid(true);
    plant.step(k % 50 < 40);
  }
}

describe('the fermentation chamber', () => {
  it.each(rows(chamberVectors))('has every digit of its test vector at step %d', (...vector) => {
    const plant = new ChamberPlant(chamberSetup);
    runChamber(plant, vector[0] ?? 0);
    expect(chamberRow(plant)).toStrictEqual(vector);
  });

  it('goes on identically after it was stored as text', () => {
    const whole = new ChamberPlant(chamberSetup);
    runChamber(whole, 4321);
    const stored = JSON.stringify(whole.save());
    const resumed = new ChamberPlant(chamberSetup, JSON.parse(stored));
    runChamber(whole, 9000);
    runChamber(resumed, 9000);
    expect(resumed.save()).toStrictEqual(whole.save());
  });

  it('gives away a copy of its state, and takes one', () => {
    const plant = new ChamberPlant(chamberSetup);
    const saved = plant.save();
    const before = structuredClone(saved);
    plant.step({ heatOn: true, coolOn: false });
    new ChamberPlant(chamberSetup, saved).step({ heatOn: true, coolOn: false });
    expect(saved).toStrictEqual(before);
  });

  it('takes its constants from the setup', () => {
    const plant = new ChamberPlant({
      ...chamberSetup,
      yPk: 0,
      params: { C_shell: chamberConstants.C_shell / 2 },
    });
    plant.step({ heatOn: false, coolOn: false });
    expect(plant.state.shell).toBe(20 - (3.5 * 2) / 10_500);
  });

  it('cools and heats as fast as the real one it was measured against', () => {
    const hours = (
      beer0: number,
      room: number,
      heats: boolean,
      reached: (core: number) => boolean,
    ): number => {
      const plant = new ChamberPlant({ ...chamberSetup, beer0, air0: beer0, room, yPk: 0 });
      while (!reached(plant.state.core)) plant.step({ heatOn: heats, coolOn: !heats });
      return plant.state.k / 3600;
    };
    expect(hours(20, 20, false, (core) => core <= 12)).toBeCloseTo(3.42, 2);
    expect(hours(12, 18, true, (core) => core >= 20)).toBeCloseTo(5.05, 2);
  });
});

describe('the mash kettle', () => {
  it.each(rows(kettleVectors))('has every digit of its test vector at step %d', (...vector) => {
    const plant = new KettlePlant(kettleSetup);
    runKettle(plant, vector[0] ?? 0);
    expect(kettleRow(plant)).toStrictEqual(vector);
  });

  it('goes on identically after it was stored as text', () => {
    const whole = new KettlePlant(kettleSetup);
    runKettle(whole, 24_567);
    const stored = JSON.stringify(whole.save());
    const resumed = new KettlePlant(kettleSetup, JSON.parse(stored));
    runKettle(whole, 30_003);
    runKettle(resumed, 30_003);
    expect(resumed.save()).toStrictEqual(whole.save());
  });

  it('gives away a copy of its state, and takes one', () => {
    const plant = new KettlePlant(kettleSetup);
    const saved = plant.save();
    const before = structuredClone(saved);
    plant.step(true);
    new KettlePlant(kettleSetup, saved).step(true);
    expect(saved).toStrictEqual(before);
  });

  it('takes its constants from the setup, and no dead time is none', () => {
    const plant = new KettlePlant({ ...kettleSetup, params: { delay: 0, UA: 2 * kettleConstants.UA } });
    plant.step(false);
    plant.step(false);
    expect(plant.state.ts).toBeLessThan(90);
    expect(plant.state.line).toEqual([]);
  });

  it('heats as fast as the real one it was measured against', () => {
    const plant = new KettlePlant({ T0: 20, room: 20, seed: 1 });
    while (plant.state.t2 < 52) plant.step(true);
    expect(plant.state.k / 600).toBeCloseTo(20.7, 1);
  });
});

describe('the probe', () => {
  it.each([
    [0, 0],
    [0.03124, 0],
    [0.03125, 0.0625],
    [-0.03126, -0.0625],
    [19.99, 20],
    [85.031, 85],
  ])('shows %d °C as %d °C', (temperatureC, shownC) => {
    expect(quantise(temperatureC)).toBe(shownC);
  });
});

describe('the random source', () => {
  it('depends on the lowest 32 bits of its seed alone', () => {
    expect(nextUniform(createRandom(5))).toBe(nextUniform(createRandom(5 + 2 ** 32)));
  });

  it('is nearly normal', () => {
    const random = createRandom(1);
    const values = Array.from({ length: 20_000 }, () => nextGauss(random));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(variance).toBeCloseTo(1, 1);
  });
});
