/** Work in parts of which each is done although another fails; the first failure is thrown at the end. */
export class Attempts {
  private failure: { readonly error: unknown } | null = null;

  run(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.failure ??= { error };
    }
  }

  /** @throws what the first part that failed has thrown. */
  finish(): void {
    if (this.failure !== null) throw this.failure.error;
  }
}
