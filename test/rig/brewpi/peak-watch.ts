import { infoLine } from './recorded-lines.ts';

/** How long a peak is waited for, s (protocol, section 4). */
const COOL_PEAK_S = 1800;
const HEAT_PEAK_S = 900;
/** So far the chamber has to come back before its extremum was one, °C. */
const TURNED_C = 0.1;
/** By what an estimator moves, and by how much more for each degree of error, with the limit of that. */
const UP = { factor: 1.2, perC: 0.031, most: 0.3 };
const DOWN = { factor: 0.833, perC: 0.031, most: 0.167 };
/** Numbers of the messages about peaks and drifts. */
const messages = { heat: { peak: 17, drift: 19 }, cool: { peak: 18, drift: 20 } } as const;

interface Peaks {
  estPeak: number;
  negPeakEst: number;
  posPeakEst: number;
  negPeak: number;
  posPeak: number;
}
interface Estimators {
  heatEst: number;
  coolEst: number;
}

/** What the chamber does meanwhile. */
interface Meanwhile {
  readonly cooling: boolean;
  readonly heating: boolean;
  readonly sinceCoolS: number;
  readonly sinceHeatS: number;
}

/**
 * How far the chamber goes on after heating or cooling has stopped: estimated, watched, and learned. Temperatures in °C, of the
 * chamber as the firmware smooths it.
 */
export class PeakWatch {
  private readonly peaks: Peaks;
  private readonly estimators: Estimators;
  private readonly constant: (name: string) => number;
  private after: 'cool' | 'heat' | null = null;
  private extremum: number | null = null;

  constructor(peaks: Peaks, estimators: Estimators, constant: (name: string) => number) {
    this.peaks = peaks;
    this.estimators = estimators;
    this.constant = constant;
  }

  /** Nothing is switched on before the peak is known. */
  get watching(): boolean {
    return this.after !== null;
  }

  /** Where the chamber would come to if it stopped now. @param forS how long it has worked */
  estimate(chamber: number, cools: boolean, forS: number): number {
    const longest = this.constant(cools ? 'maxCoolTimeForEst' : 'maxHeatTimeForEst');
    const perHour = cools ? -this.estimators.coolEst : this.estimators.heatEst;
    return chamber + (perHour * Math.min(longest, forS)) / 3600;
  }

  /** It has stopped to work by itself. */
  stopped(cools: boolean): void {
    this.after = cools ? 'cool' : 'heat';
    this.extremum = null;
    if (cools) this.peaks.negPeakEst = this.peaks.estPeak;
    else this.peaks.posPeakEst = this.peaks.estPeak;
  }

  /** Waits for nothing any more. */
  forget(): void {
    this.after = null;
  }

  /** Once a second. @returns the line of a peak that was seen, or null */
  look(chamber: number | null, now: Meanwhile): string | null {
    const { after } = this;
    if (after === null || chamber === null || now.cooling || now.heating) return null;
    const cool = after === 'cool';
    const further = cool ? Math.min : Math.max;
    this.extremum = further(this.extremum ?? chamber, chamber);
    if (Math.abs(chamber - this.extremum) >= TURNED_C) return this.learn(after, 'peak', this.extremum);
    const overdue = cool ? now.sinceCoolS > COOL_PEAK_S : now.sinceHeatS > HEAT_PEAK_S;
    return overdue ? this.learn(after, 'drift', chamber) : null;
  }

  private learn(after: 'cool' | 'heat', how: 'peak' | 'drift', peak: number): string {
    const cool = after === 'cool';
    const estimate = cool ? this.peaks.negPeakEst : this.peaks.posPeakEst;
    const error = peak - estimate;
    const name = cool ? 'coolEst' : 'heatEst';
    const before = this.estimators[name];
    // Cooling that ended too high was thought to go on further than it did.
    const over = error > this.constant(cool ? 'coolTargetH' : 'heatTargetH');
    const under = error < this.constant(cool ? 'coolTargetL' : 'heatTargetL');
    if (cool ? under : over)
      this.estimators[name] = before * (UP.factor + Math.min(UP.most, Math.abs(error) * UP.perC));
    if (cool ? over : under)
      this.estimators[name] = before * (DOWN.factor - Math.min(DOWN.most, Math.abs(error) * DOWN.perC));
    if (cool) this.peaks.negPeak = peak;
    else this.peaks.posPeak = peak;
    this.after = null;
    const one = (value: number): string => ` ${value.toFixed(1)}`;
    const three = (value: number): string => ` ${value.toFixed(3)}`;
    return infoLine(messages[after][how], [
      one(peak),
      one(estimate),
      three(before),
      three(this.estimators[name]),
    ]);
  }
}
