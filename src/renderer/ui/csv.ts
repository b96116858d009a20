/** One value of a table; null is an empty cell. */
export type CsvCell = string | number | null;

/** A spreadsheet takes a text that begins so for a formula, and runs what an alarm's message says. */
const FORMULA = /^[=+\-@\t\r]/;

/** A table as CSV after RFC 4180, with the mark by which spreadsheets know UTF-8. Texts never become formulas. */
export function writeCsv(rows: readonly (readonly CsvCell[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

function cell(value: CsvCell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
