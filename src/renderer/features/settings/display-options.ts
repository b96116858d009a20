/** What temperatures can be shown in. */
export const units = [
  { value: 'C', label: '°C' },
  { value: 'F', label: '°F' },
] as const;

/** How the time of day can be written. */
export const clocks = [
  { value: 'auto', label: 'Auto' },
  { value: '12h', label: '12 h' },
  { value: '24h', label: '24 h' },
] as const;
