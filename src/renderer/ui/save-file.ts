/** The browser reads the address of a file after the click has returned, ms. */
const FORGET_AFTER_MS = 60_000;

/** Hands a text to the user as a file, in the way the browser saves files. */
export function saveFile(name: string, text: string, type: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), FORGET_AFTER_MS);
}
