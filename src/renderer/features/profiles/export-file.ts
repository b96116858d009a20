/** Signs that some file system does not take in a name. */
const FORBIDDEN = /[\\/:*?"<>|\u0000-\u001f]/g;

/** A name for a file of a profile. */
export function fileName(name: string, suffix: string): string {
  const base = name
    .replaceAll(FORBIDDEN, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  return `${base === '' ? 'profile' : base}.${suffix}`;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** A local date and time as BrewPi's CSV writes it: `2026-11-23T08:00:00`. */
export function csvDate(atMs: number): string {
  const at = new Date(atMs);
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${date}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** Lets the browser save a text as a file. */
export function downloadText(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
