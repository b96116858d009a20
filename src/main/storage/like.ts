/** A pattern for LIKE that finds the text anywhere; capital and small letters (A to Z) are the same to it. */
export const containing = (text: string): string => `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
