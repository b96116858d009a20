/** A text as one line without control characters, spaces around it, and what is beyond `max` characters. */
export function plainText(text: string, max: number): string {
  return text
    .replaceAll(/[\s\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .trim()
    .slice(0, max)
    .trim();
}
