/** What a driver does later, by itself. A fault in it costs the driver's own device. */
export interface LaterWork {
  /** Does it now. Nobody waits for it, also when it is a promise. */
  run(work: () => unknown): void;
  /** Does it every `ms`, real time, also after a fault in it. @returns what ends that */
  every(ms: number, work: () => unknown): () => void;
  /** Does it once, in `ms`, real time. @returns what takes that back */
  after(ms: number, work: () => unknown): () => void;
}

/** Work that cannot take the console with it: what it throws, or what its promises reject with, goes to `onFault`. */
export class GuardedWork implements LaterWork {
  private readonly onFault: (error: unknown) => void;
  private readonly cancels = new Set<() => void>();
  private ended = false;

  constructor(onFault: (error: unknown) => void) {
    this.onFault = onFault;
  }

  readonly run = (work: () => unknown): void => {
    if (this.ended) return;
    try {
      const done = work();
      if (done instanceof Promise) done.catch((error: unknown) => this.fault(error));
    } catch (error) {
      this.fault(error);
    }
  };

  readonly every = (ms: number, work: () => unknown): (() => void) => {
    const timer = setInterval(() => this.run(work), ms);
    return this.cancelling(() => clearInterval(timer));
  };

  readonly after = (ms: number, work: () => unknown): (() => void) => {
    const timer = setTimeout(() => {
      cancel();
      this.run(work);
    }, ms);
    const cancel = this.cancelling(() => clearTimeout(timer));
    return cancel;
  };

  /** Takes back what has not been done yet, and takes nothing new. Faults of what is still under way are nobody's any more. */
  end(): void {
    this.ended = true;
    for (const cancel of this.cancels) cancel();
  }

  private cancelling(clear: () => void): () => void {
    const cancel = (): void => {
      clear();
      this.cancels.delete(cancel);
    };
    if (this.ended) clear();
    else this.cancels.add(cancel);
    return cancel;
  }

  private fault(error: unknown): void {
    if (!this.ended) this.onFault(error);
  }
}
