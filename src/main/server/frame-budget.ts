/** Frames a client may send in a second for long, and at once. A publisher of every sensor of a big brewery needs 20. */
const PER_SECOND = 200;
const BURST = 400;
/** Each so many characters of a frame count as one frame more, since parsing costs by length. */
const CHARACTERS_PER_COST = 4096;
/** A client that goes on after it was told, for so many frames, is cut off. */
const PATIENCE = 200;

/** Bounds how much a client may say. */
export class FrameBudget {
  private readonly limits: { readonly perSecond: number; readonly burst: number };
  private left: number;
  private atMs: number;
  private refused = 0;

  constructor(nowMs: number, limits = { perSecond: PER_SECOND, burst: BURST }) {
    this.limits = limits;
    this.left = limits.burst;
    this.atMs = nowMs;
  }

  /** @returns `tell` for the first frame over the budget, `drop` for those after it, `cut` when it does not end. */
  spend(length: number, nowMs: number): 'take' | 'tell' | 'drop' | 'cut' {
    const { perSecond, burst } = this.limits;
    this.left = Math.min(burst, this.left + ((nowMs - this.atMs) / 1000) * perSecond);
    this.atMs = nowMs;
    const cost = 1 + Math.floor(length / CHARACTERS_PER_COST);
    if (this.left >= cost) {
      this.left -= cost;
      this.refused = 0;
      return 'take';
    }
    this.refused += 1;
    if (this.refused > PATIENCE) return 'cut';
    return this.refused === 1 ? 'tell' : 'drop';
  }
}
