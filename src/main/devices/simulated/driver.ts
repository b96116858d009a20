import { STEP_MS } from '#main/app/ports/clock.ts';
import type { DriverContext, DriverFamily, Lease, PointDriver } from '#main/app/ports/driver.ts';
import { SimulatedBrewery } from './brewery.ts';
import { type KettleLevel, parseConnection } from './connection.ts';

const outputs = ['chamber/heater', 'chamber/cooler', 'kettle/element'] as const;
type OutputAddress = (typeof outputs)[number];

/** A machine that slept does not make the brewery compute for minutes: what is further back is left out. */
const CATCH_UP_MS = 10_000;

/** The simulated brewery as a board: probes at `chamber/beer` and so on, relays that expire by themselves. */
class SimulatedDriver implements PointDriver {
  readonly kind = 'points';
  private readonly context: DriverContext;
  private readonly brewery: SimulatedBrewery;
  private readonly level: KettleLevel;
  /** Until when each relay is on; a relay that is off is not in here. */
  private readonly onUntil = new Map<OutputAddress, number>();
  private simulatedMs: number;
  private closed = false;

  constructor(context: DriverContext) {
    this.context = context;
    const settings = parseConnection(context.connection);
    this.level = settings.level;
    this.brewery = new SimulatedBrewery(settings, context.memory.load());
    this.simulatedMs = context.clock.nowMs();
    context.memory.provide(() => this.brewery.save());
    context.onStep((nowMs) => this.advance(nowMs));
    context.onLink('connected', 'Connected');
    this.report();
  }

  write(address: string, outPct: number, lease: Lease): void {
    if (this.closed || !isOutput(address)) return;
    if (outPct > 0) this.onUntil.set(address, this.context.clock.nowMs() + lease.validForMs);
    else this.onUntil.delete(address);
  }

  allOff(): Promise<void> {
    this.onUntil.clear();
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.closed = true;
    return this.allOff();
  }

  private advance(nowMs: number): void {
    this.simulatedMs = Math.max(this.simulatedMs, nowMs - CATCH_UP_MS);
    let newReadings = false;
    while (this.simulatedMs + STEP_MS <= nowMs) {
      const relays = {
        chamberHeater: this.isOn('chamber/heater'),
        chamberCooler: this.isOn('chamber/cooler'),
        kettleElement: this.isOn('kettle/element'),
      };
      newReadings = this.brewery.step(relays) || newReadings;
      this.simulatedMs += STEP_MS;
    }
    if (newReadings) this.report();
  }

  private isOn(address: OutputAddress): boolean {
    return (this.onUntil.get(address) ?? Number.NEGATIVE_INFINITY) > this.simulatedMs;
  }

  private report(): void {
    const { beer, air, room, mash } = this.brewery.probes();
    const readings = { 'chamber/beer': beer, 'chamber/air': air, 'chamber/room': room, 'kettle/mash': mash };
    // A pilot light hangs on the relay's output; a float switch floats where there is liquid.
    const contacts = {
      'kettle/pilot': Number(this.isOn('kettle/element')),
      'kettle/level': Number(this.level === 'high'),
    };
    for (const [address, value] of Object.entries({ ...readings, ...contacts })) {
      this.context.onReading(address, { quality: 'good', value });
    }
  }
}

function isOutput(address: string): address is OutputAddress {
  return (outputs as readonly string[]).includes(address);
}

export const simulatedFamily: DriverFamily = {
  name: 'simulated',
  kind: 'points',
  title: 'Simulated brewery',
  connectionHint: 'Leave empty, or say how it starts: beer=12, mash=20, room=18, yeast=0, level=low, seed=1',
  addressHints: {
    temperature: 'One of chamber/beer, chamber/air, chamber/room, kettle/mash',
    output: 'One of chamber/heater, chamber/cooler, kettle/element',
    input: 'One of kettle/pilot (the element is on), kettle/level (the kettle is full)',
  },
  simulated: true,
  checkConnection: (connection) => void parseConnection(connection),
  open: (context) => new SimulatedDriver(context),
};
