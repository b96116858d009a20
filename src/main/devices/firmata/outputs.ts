import type { DriverPoint, Lease } from '#main/app/ports/driver.ts';
import { type FirmataPoint, placed } from './addresses.ts';
import { commands, pinModes } from './codec.ts';

/** What is on is told again this often, so that a byte that was lost does not last, ms. */
const REPEAT_MS = 1000;

type OutputPoint = Extract<FirmataPoint, { use: 'relay' | 'pwm' }>;

export function isOutput(point: FirmataPoint): point is OutputPoint {
  return point.use === 'relay' || point.use === 'pwm';
}

interface Output {
  readonly point: OutputPoint;
  /** Largest value of a PWM pin. */
  readonly fullScale: number;
  outPct: number;
  untilMs: number;
  toldMs: number;
}

/** The outputs of one connection: told at once, told again while they are on, and off when their lease is over. */
export class Outputs {
  private readonly send: (bytes: Uint8Array) => void;
  private readonly outputs = new Map<string, Output>();

  constructor(send: (bytes: Uint8Array) => void) {
    this.send = send;
  }

  /** Takes over an output, off. @param resolution of a PWM pin, bits */
  add(address: string, point: OutputPoint, resolution: number): void {
    const fullScale = 2 ** resolution - 1;
    this.outputs.set(address, { point, fullScale, outPct: 0, untilMs: 0, toldMs: Number.NEGATIVE_INFINITY });
    this.send(firstOff(point));
  }

  /** Switches off what is no longer an output. */
  retain(addresses: ReadonlySet<string>): void {
    for (const [address, output] of this.outputs) {
      if (addresses.has(address)) continue;
      this.send(commandFor(output, 0));
      this.outputs.delete(address);
    }
  }

  has(address: string): boolean {
    return this.outputs.has(address);
  }

  /** @param nowMs monotonic. An address that is no output here is none of this board's business. */
  write(address: string, outPct: number, { validForMs }: Lease, nowMs: number): void {
    const output = this.outputs.get(address);
    if (output === undefined) return;
    const changed = output.outPct !== outPct;
    output.outPct = outPct;
    output.untilMs = nowMs + validForMs;
    if (changed) this.tell(output, nowMs);
  }

  /** Ends leases, and tells again what is on. */
  step(nowMs: number): void {
    for (const output of this.outputs.values()) {
      if (output.outPct > 0 && nowMs >= output.untilMs) {
        output.outPct = 0;
        this.tell(output, nowMs);
      } else if (nowMs - output.toldMs >= REPEAT_MS) {
        this.tell(output, nowMs);
      }
    }
  }

  allOff(nowMs: number): void {
    for (const output of this.outputs.values()) {
      output.outPct = 0;
      this.tell(output, nowMs);
    }
  }

  /** What switches every output off: left with the port, for the case that the console dies. */
  farewell(): Uint8Array {
    return Buffer.concat([...this.outputs.values()].map((output) => commandFor(output, 0)));
  }

  private tell(output: Output, nowMs: number): void {
    output.toldMs = nowMs;
    this.send(commandFor(output, output.outPct));
  }
}

function commandFor({ point, fullScale }: Output, outPct: number): Uint8Array {
  if (point.use === 'pwm') {
    return commands.pwm(point.pin, Math.round((Math.min(100, Math.max(0, outPct)) / 100) * fullScale));
  }
  return commands.digital(point.pin, outPct > 0 !== point.activeLow);
}

/**
 * Makes a pin an output that is off. Stock firmware pulls a pin low when it becomes an output: a relay that is on while low
 * sees about a millisecond of that, which no relay follows, since the level comes in the same write.
 */
function firstOff(point: OutputPoint): Uint8Array {
  if (point.use === 'pwm')
    return Buffer.concat([commands.pinMode(point.pin, pinModes.pwm), commands.pwm(point.pin, 0)]);
  return Buffer.concat([
    commands.pinMode(point.pin, pinModes.output),
    commands.digital(point.pin, point.activeLow),
  ]);
}

/** What switches every output of a device off, whatever the board had been told before. Addresses that make no sense are left out. */
export function outputsOff(points: readonly DriverPoint[]): Uint8Array {
  const outputs = placed(points).flatMap((each): OutputPoint[] =>
    'point' in each && isOutput(each.point) ? [each.point] : [],
  );
  return Buffer.concat(outputs.map(firstOff));
}
