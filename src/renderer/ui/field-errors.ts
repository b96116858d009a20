/** How the console names a field at the head of a complaint: `limits.maxSpC: `, `points[3].spC: `. */
const FIELD = /^[a-z]\w*(?:\.\w+|\[\d+\])*: /;

/** What is wrong with each field of a form, and what is wrong beside them. */
export interface FieldErrors<F extends string> {
  readonly byField: Readonly<Partial<Record<F, string>>>;
  readonly rest: string | null;
}

/** Sorts the complaints of the console by the fields of a form, so that each can stand where it belongs. */
export function fieldErrors<F extends string>(message: string, fields: readonly F[]): FieldErrors<F> {
  const byField: Partial<Record<F, string>> = {};
  const rest: string[] = [];
  for (const complaint of message.split('; ')) {
    const field = fields.find((name) => complaint.startsWith(`${name}: `));
    if (field === undefined) rest.push(complaint);
    else byField[field] ??= withoutField(complaint);
  }
  return { byField, rest: rest.length === 0 ? null : rest.join('; ') };
}

/** A complaint for people who see the field that it is about, or need not know its name. */
export function withoutField(message: string): string {
  const bare = message.replace(FIELD, '');
  return bare === message ? message : bare.charAt(0).toUpperCase() + bare.slice(1);
}
