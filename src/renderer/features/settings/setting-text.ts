import { SETTING_MAX_LENGTH, type SettingValue, settingNameSchema } from '#shared/domain/setting.ts';

/** What a setting of another program holds. */
export type ValueKind = 'text' | 'number' | 'switch';

/** What kind a value is of. */
export function kindOf(value: SettingValue): ValueKind {
  if (typeof value === 'boolean') return 'switch';
  return typeof value === 'number' ? 'number' : 'text';
}

/** A value of a kind, or why what was typed is none. */
export type ParsedValue =
  | { readonly ok: true; readonly value: SettingValue }
  | { readonly ok: false; readonly error: string };

/** Reads what was typed for a setting; numbers with comma or point. */
export function parseValue(text: string, kind: ValueKind): ParsedValue {
  switch (kind) {
    case 'switch':
      return { ok: true, value: text === 'true' };
    case 'number': {
      const bare = text.trim().replace(',', '.').replace('−', '-');
      const value = Number(bare);
      if (bare === '' || !Number.isFinite(value)) return { ok: false, error: 'Type a number' };
      return { ok: true, value };
    }
    case 'text':
      return text.length > SETTING_MAX_LENGTH
        ? { ok: false, error: `At most ${SETTING_MAX_LENGTH} characters` }
        : { ok: true, value: text };
    default:
      return kind satisfies never;
  }
}

/** Why a name cannot be given to a new setting, or null. */
export function nameProblem(
  name: string,
  taken: (name: string) => 'known' | 'foreign' | null,
): string | null {
  const parsed = settingNameSchema.safeParse(name);
  if (!parsed.success) return `The name ${parsed.error.issues[0]?.message ?? 'cannot be used'}`;
  const by = taken(parsed.data);
  if (by === 'known') return 'The console has this setting itself: change it above';
  return by === 'foreign' ? 'There is a setting of this name already' : null;
}
