const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** A size in words with about three digits: "812 bytes", "4.2 MB". Thousands of 1000, as disks are sold. */
export function formatBytes(bytes: number): string {
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value.toFixed(unit === 0 || value >= 99.95 ? 0 : 1)} ${units[unit] ?? ''}`;
}
