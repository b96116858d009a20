import { ChamberPlant } from '#main/control/plants/chamber.ts';
import { sampleDs18b20 } from '#main/control/plants/ds18b20.ts';
import { createRandom } from '#main/control/plants/random.ts';
import type { Held } from './recorded-lines.ts';

/** Relays of the plant by the pins that they hang on, as in the recording. */
export const PLANT_PINS = { cooler: 5, heater: 6 } as const;

/** A fermentation chamber around the probes of a board: it warms and cools as its relays are (plant F). */
export class Thermals {
  private readonly plant: ChamberPlant;
  private readonly held: Held;
  private readonly roomC: number;
  private readonly random = createRandom(3);

  /** @param held where the probes start, and what they read from then on */
  constructor(held: Held) {
    this.held = held;
    this.roomC = held.room ?? 21;
    this.plant = new ChamberPlant({
      beer0: held.beer ?? 20,
      air0: held.chamber ?? 20,
      room: this.roomC,
      yPk: 0,
      yT: 1,
      yW: 1,
      seed: 1,
    });
  }

  /** Lets a second pass. A probe that was taken away stays away. @param closed whether the relay on a pin is closed */
  step(closed: (pin: number) => boolean): void {
    const { held, plant } = this;
    plant.step({ coolOn: closed(PLANT_PINS.cooler), heatOn: closed(PLANT_PINS.heater) });
    if (held.beer !== null) held.beer = plant.state.readBeer;
    if (held.chamber !== null) held.chamber = plant.state.readAir;
    if (typeof held.room === 'number') held.room = sampleDs18b20(this.roomC, this.random);
  }
}
