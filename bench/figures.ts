/** The value below which the given share (0 to 1) of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** One line: the distribution of some values. */
export function distribution(values: readonly number[], unit: string): string {
  const shares = [0, 0.5, 0.9, 0.99, 0.999, 1] as const;
  const names = ['min', 'p50', 'p90', 'p99', 'p99.9', 'max'];
  const parts = shares.map((share, i) => `${names[i] ?? ''} ${quantile(values, share).toFixed(2)}`);
  return `${parts.join('  ')} ${unit}  (n=${values.length})`;
}
