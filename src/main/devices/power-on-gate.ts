/**
 * A DS18B20 says 85 °C until its first conversion, and the board's filter then carries that value down to the real one
 * over a minute. Such readings are no temperatures (architecture rule 5.3). A probe that climbs to 85 °C at the pace
 * of physics is believed.
 */
export const POWER_ON_C = 85;
const NEAR_C = 1;
/** Nothing in a brewery warms faster, °C per second. */
const FASTEST_RISE_C_PER_S = 2;
/** The filter is done when the value moves less than this, °C per second... */
const SETTLED_C_PER_S = 0.02;
/** ...for this long, s. */
const SETTLED_FOR_S = 5;

interface Seen {
  readonly valueC: number;
  readonly nowMs: number;
}

export class PowerOnGate {
  private last: Seen | null = null;
  /** Set while readings are not believed: where the probe began to stand still. */
  private still: Seen | null = null;

  /** @returns false for a reading that is a trace of the power-on value. @param nowMs monotonic. */
  admit(valueC: number | null, nowMs: number): boolean {
    const { last } = this;
    this.last = valueC === null ? null : { valueC, nowMs };
    if (valueC === null) {
      this.still = null;
      return true;
    }
    if (this.still === null) {
      if (!appears(valueC, nowMs, last)) return true;
      this.still = { valueC, nowMs };
      return false;
    }
    return this.settle(valueC, nowMs, this.still);
  }

  private settle(valueC: number, nowMs: number, still: Seen): boolean {
    const elapsedS = (nowMs - still.nowMs) / 1000;
    const moved = Math.abs(valueC - still.valueC) > SETTLED_C_PER_S * SETTLED_FOR_S;
    const atPowerOn = Math.abs(valueC - POWER_ON_C) <= NEAR_C;
    if (moved || atPowerOn) {
      this.still = { valueC, nowMs };
      return false;
    }
    if (elapsedS < SETTLED_FOR_S) return false;
    this.still = null;
    return true;
  }
}

/** True for a first value of 85 °C, and for one that comes faster than heat does. */
function appears(valueC: number, nowMs: number, last: Seen | null): boolean {
  if (Math.abs(valueC - POWER_ON_C) > NEAR_C) return false;
  if (last === null) return true;
  return valueC - last.valueC > FASTEST_RISE_C_PER_S * Math.max(1, (nowMs - last.nowMs) / 1000);
}
