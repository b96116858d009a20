/** Delay of the firmware's filters by their setting 0 to 6, s, as its own host names them. */
const DELAY_S = [3, 9, 20, 39, 78, 156, 312] as const;
/** Sections of first order, one after the other. */
const SECTIONS = 3;

/** Smooths the readings of a probe as the firmware does, one a second; a step takes tens of seconds to show. */
export class Filter {
  private sections: number[] | null = null;

  /** The smoothed value; null before the first reading. */
  get value(): number | null {
    return this.sections?.at(-1) ?? null;
  }

  /** @param reading null forgets: a probe that comes back starts anew. @param setting 0 to 6 */
  push(reading: number | null, setting: number): void {
    if (reading === null || this.sections === null) {
      this.sections = reading === null ? null : Array.from({ length: SECTIONS }, () => reading);
      return;
    }
    const weight = SECTIONS / (DELAY_S[setting] ?? DELAY_S[1]);
    let input = reading;
    this.sections = this.sections.map((section) => {
      input = section + (input - section) * weight;
      return input;
    });
  }
}
