import { Filter } from './filter.ts';
import { PeakWatch } from './peak-watch.ts';
import type { Held } from './recorded-lines.ts';

/** State numbers of the protocol (section 4) that the loop itself comes to. */
const state = {
  idle: 0,
  off: 1,
  heating: 3,
  cooling: 4,
  waitingToCool: 5,
  waitingToHeat: 6,
  waitingForPeak: 7,
  coolingMinTime: 8,
  heatingMinTime: 9,
} as const;
const waits: ReadonlySet<number> = new Set([state.waitingToCool, state.waitingToHeat, state.waitingForPeak]);

/** Times of the firmware, s (protocol, section 4). */
const MIN_OFF_S = 300;
const MIN_COOL_OFF_CHAMBER_S = 600;
const MIN_ON_S = 180;
const CHANGE_OVER_S = 600;
/** Half a step of a probe, °C: so far the beer may be off before the chamber works for it. */
const HALF_STEP_C = 16 / 512;
/** The integral is looked at once in so many seconds. */
const INTEGRAL_EACH_S = 60;
/** A peak that was never seen: the raw zero of the firmware, °C. */
const NEVER_C = 48;

const newVariables = () => ({
  beerDiff: 0,
  diffIntegral: 0,
  beerSlope: 0,
  p: 0,
  i: 0,
  d: 0,
  estPeak: NEVER_C,
  negPeakEst: NEVER_C,
  posPeakEst: NEVER_C,
  negPeak: NEVER_C,
  posPeak: NEVER_C,
});

/** What the loop works with besides what the board holds. */
export interface LoopSurroundings {
  /** A probe in its role, as it reads now, °C; null when there is none. */
  readonly reads: (probe: 'beer' | 'chamber') => number | null;
  readonly has: (what: 'cooler' | 'heater') => boolean;
  /** A constant by its name, °C. */
  readonly constant: (name: string) => number;
}

/** The firmware's own loop: what it makes of setpoint and probes, second by second. Temperatures in °C. */
export class ControlLoop {
  /** Control variables by the names of the firmware. */
  readonly variables = newVariables();
  /** Overshoot for each hour that it heats or cools, °C. */
  readonly estimators = { heatEst: 0.199, coolEst: 5 };
  private readonly held: Held;
  private readonly around: LoopSurroundings;
  private readonly filters = {
    beer: new Filter(),
    beerSlow: new Filter(),
    slope: new Filter(),
    chamber: new Filter(),
  };
  private readonly peaks: PeakWatch;
  private seconds = 0;
  private idleS = 0;
  private cooledS = 0;
  private heatedS = 0;
  private waitS = 0;

  constructor(held: Held, around: LoopSurroundings) {
    this.held = held;
    this.around = around;
    this.peaks = new PeakWatch(this.variables, this.estimators, around.constant);
  }

  /** Smoothed, as the board says it. */
  filtered(probe: 'beer' | 'chamber'): number | null {
    return this.filters[probe].value;
  }

  get cooling(): boolean {
    return this.held.state === state.cooling || this.held.state === state.coolingMinTime;
  }

  get heating(): boolean {
    return this.held.state === state.heating || this.held.state === state.heatingMinTime;
  }

  /** Lets a second pass. @returns whether the state is another one, and the line of a peak that was seen */
  step(): { readonly changed: boolean; readonly log: string | null } {
    this.seconds += 1;
    this.sense();
    const log = this.peaks.look(this.filtered('chamber'), {
      cooling: this.cooling,
      heating: this.heating,
      sinceCoolS: this.seconds - this.cooledS,
      sinceHeatS: this.seconds - this.heatedS,
    });
    const before = this.held.state;
    this.settle();
    return { changed: this.held.state !== before, log };
  }

  /** The board starts anew. What it has learned it keeps; every wait begins again. */
  restart(): void {
    Object.assign(this.variables, newVariables());
    for (const filter of Object.values(this.filters)) filter.push(null, 0);
    this.peaks.forget();
    this.seconds = 0;
    this.cooledS = 0;
    this.heatedS = 0;
    this.rest(state.idle);
  }

  /** A new mode: whoever waits is idle until the next second. */
  modeSet(other: boolean): void {
    if (other || waits.has(this.held.state)) this.held.state = state.idle;
  }

  /** Computes at once, as after a setpoint. */
  settle(): void {
    this.regulateChamber();
    this.updateState();
  }

  /** Fourth line of the display. */
  stateLine(): string {
    const sinceIdle = this.seconds - this.idleS;
    switch (this.held.state) {
      case state.off:
        return 'Temp. control OFF';
      case state.heating:
        return timed('Heating for', sinceIdle);
      case state.cooling:
        return timed('Cooling for', sinceIdle);
      case state.waitingToCool:
        return timed('Wait to Cool', this.waitS);
      case state.waitingToHeat:
        return timed('Wait to Heat', this.waitS);
      case state.waitingForPeak:
        return 'Waiting for peak';
      case state.coolingMinTime:
        return timed('Cool time left', MIN_ON_S - sinceIdle);
      case state.heatingMinTime:
        return timed('Heat time left', MIN_ON_S - sinceIdle);
      default:
        return timed('Idling for', this.seconds - Math.max(this.cooledS, this.heatedS));
    }
  }

  /** The third line of the display shows the room in every other eight seconds. */
  get showsRoom(): boolean {
    return Math.floor(this.seconds / 8) % 2 === 1;
  }

  private sense(): void {
    const { filters, around } = this;
    const beer = around.reads('beer');
    const slowBefore = filters.beerSlow.value;
    filters.beer.push(beer, around.constant('beerFastFilt'));
    filters.beerSlow.push(beer, around.constant('beerSlowFilt'));
    filters.chamber.push(around.reads('chamber'), around.constant('fridgeFastFilt'));
    const slow = filters.beerSlow.value;
    const slope = slow === null || slowBefore === null ? null : (slow - slowBefore) * 3600;
    filters.slope.push(slope, around.constant('beerSlopeFilt'));
  }

  /** The chamber's setpoint from the beer's: PID on the error of the beer, within limits. */
  private regulateChamber(): void {
    const { held, variables: v, around } = this;
    if (held.mode === 'f') held.beerSet = null;
    if (held.mode !== 'b' && held.mode !== 'p') return;
    if (held.beerSet === null) {
      held.chamberSet = null;
      return;
    }
    v.beerDiff = held.beerSet - (this.filters.beerSlow.value ?? around.reads('beer') ?? held.beerSet);
    v.beerSlope = this.filters.slope.value ?? 0;
    if (this.seconds % INTEGRAL_EACH_S === 0) v.diffIntegral += this.integralStep();
    v.p = around.constant('Kp') * v.beerDiff;
    v.i = around.constant('Ki') * v.diffIntegral;
    v.d = around.constant('Kd') * v.beerSlope;
    const [lowest, highest] = [around.constant('tempSetMin'), around.constant('tempSetMax')];
    const most = around.constant('pidMax');
    const low = held.beerSet <= lowest + most ? lowest : held.beerSet - most;
    const high = held.beerSet >= highest - most ? highest : held.beerSet + most;
    held.chamberSet = Math.max(low, Math.min(high, held.beerSet + v.p + v.i + v.d));
  }

  /** Only an idle chamber has reached its setpoint; far from the end the integral melts. */
  private integralStep(): number {
    const { variables: v, held } = this;
    if (held.state !== state.idle) return 0;
    if (Math.abs(v.beerDiff) >= this.around.constant('iMaxErr')) return -v.diffIntegral / 8;
    return v.beerDiff > 0 === v.diffIntegral > 0 ? v.beerDiff : v.beerDiff * 2;
  }

  private updateState(): void {
    const { held } = this;
    const chamber = this.filtered('chamber');
    const beer = this.filtered('beer');
    const beerRules = held.mode === 'b' || held.mode === 'p';
    if (held.chamberSet === null || chamber === null || (beerRules && beer === null)) {
      this.rest(state.idle);
    } else if (held.mode === 'o') {
      this.rest(state.off);
    } else if (this.cooling || this.heating) {
      this.work(chamber, beerRules ? beer : null);
    } else {
      this.decide(chamber, beerRules ? beer : null);
    }
  }

  private rest(to: number): void {
    this.held.state = to;
    this.idleS = this.seconds;
  }

  /** Idle or waiting: whether it should work. @param beer null when the beer has no say */
  private decide(chamber: number, beer: number | null): void {
    const { held, around } = this;
    const [set, beerSet] = [held.chamberSet ?? chamber, held.beerSet ?? 0];
    this.idleS = this.seconds;
    this.waitS = 0;
    const [sinceCool, sinceHeat] = [this.seconds - this.cooledS, this.seconds - this.heatedS];
    if (chamber > set + around.constant('idleRangeH')) {
      if (beer !== null && beer < beerSet + HALF_STEP_C) return this.rest(state.idle);
      const rest = beer === null ? MIN_COOL_OFF_CHAMBER_S : MIN_OFF_S;
      this.waitS = Math.max(0, CHANGE_OVER_S - sinceHeat, rest - sinceCool);
      if (around.has('cooler')) this.begin(state.waitingToCool, state.cooling);
    } else if (chamber < set + around.constant('idleRangeL')) {
      if (beer !== null && beer > beerSet - HALF_STEP_C) return this.rest(state.idle);
      this.waitS = Math.max(0, CHANGE_OVER_S - sinceCool, MIN_OFF_S - sinceHeat);
      if (around.has('heater')) this.begin(state.waitingToHeat, state.heating);
    } else {
      this.rest(state.idle);
    }
  }

  private begin(waiting: number, working: number): void {
    const ready = this.peaks.watching ? state.waitingForPeak : working;
    this.held.state = this.waitS > 0 ? waiting : ready;
  }

  /** Heating or cooling: until the chamber would come to its setpoint by itself, and for the least time. */
  private work(chamber: number, beer: number | null): void {
    const { held, variables: v } = this;
    const cools = this.cooling;
    const sinceIdle = this.seconds - this.idleS;
    v.estPeak = this.peaks.estimate(chamber, cools, sinceIdle);
    if (cools) this.cooledS = this.seconds;
    else this.heatedS = this.seconds;
    const set = held.chamberSet ?? chamber;
    const beerOver = beer === null ? 0 : beer - (held.beerSet ?? beer);
    const enough = cools
      ? v.estPeak <= set || beerOver < -HALF_STEP_C
      : v.estPeak >= set || beerOver > HALF_STEP_C;
    if (!enough) held.state = cools ? state.cooling : state.heating;
    else if (sinceIdle <= MIN_ON_S) held.state = cools ? state.coolingMinTime : state.heatingMinTime;
    else {
      this.peaks.stopped(cools);
      this.rest(state.idle);
    }
  }
}

/** A line of the display with a time at its right end, such as `Wait to Cool   04m55`. */
function timed(words: string, seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const two = (value: number): string => String(value).padStart(2, '0');
  const short = `${two(minutes % 60)}m${two(seconds % 60)}`;
  const time = minutes >= 60 ? `${Math.floor(minutes / 60)}h${short}` : short;
  return words + time.padStart(20 - words.length);
}
