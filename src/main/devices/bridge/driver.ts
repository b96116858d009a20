import type { DriverContext, DriverFamily, FeedDriver, RawReading } from '#main/app/ports/driver.ts';
import { BRIDGE_DRIVER, parseBridgeConnection } from '#shared/domain/bridge-connection.ts';

/** A bridge that sends nothing for so long is lost, ms. BrewPi's sends every few seconds, others once a minute. */
const SILENT_AFTER_MS = 5 * 60_000;
/** What a DS18B20 can measure, °C. */
const [LOWEST_C, HIGHEST_C] = [-55, 125];

/**
 * A BrewPi behind the bridge of the original maelstrom. The bridge posts what it reads; addresses are those of its fields:
 * `beer`, `fridge` and `room`. It regulates by itself, and nothing can be told to it.
 */
class BridgeDriver implements FeedDriver {
  readonly kind = 'feed';
  private readonly context: DriverContext;
  private heardMs: number;
  private closed = false;

  constructor(context: DriverContext) {
    this.context = context;
    this.heardMs = context.clock.nowMs();
    context.onLink('connecting', 'Waiting for the first values');
    context.onStep((nowMs) => this.watch(nowMs));
  }

  receive(values: ReadonlyMap<string, RawReading>): void {
    if (this.closed || values.size === 0) return;
    this.heardMs = this.context.clock.nowMs();
    this.context.onLink('connected', 'Sends its values');
    for (const [address, reading] of values) this.context.onReading(address, plausible(reading));
  }

  allOff(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }

  private watch(nowMs: number): void {
    if (this.closed || nowMs - this.heardMs < SILENT_AFTER_MS) return;
    this.context.onLink('lost', 'no values for 5 minutes: look whether the bridge runs');
  }
}

function plausible(reading: RawReading): RawReading {
  if (reading.quality === 'bad') return reading;
  const fits = reading.value >= LOWEST_C && reading.value <= HIGHEST_C;
  return fits ? reading : { quality: 'bad', reason: 'out-of-range' };
}

export const bridgeFamily: DriverFamily = {
  name: BRIDGE_DRIVER,
  kind: 'feed',
  title: 'BrewPi bridge of the original maelstrom',
  connectionHint:
    'Leave empty, or note where the board is: address=10.0.0.5, port=8888, socket=/path; unit=F if it sends °F',
  addressHints: { temperature: 'One of beer, fridge, room' },
  staleAfterMs: SILENT_AFTER_MS,
  probes: ['beer', 'fridge', 'room'].map((address) => ({ address, name: address })),
  simulated: false,
  checkConnection: (connection) => void parseBridgeConnection(connection),
  open: (context) => new BridgeDriver(context),
};
