import { z } from 'zod';

/** Names are dotted words, such as `units.temperature`. */
export const settingNameSchema = z
  .string()
  .max(80, 'must be at most 80 characters')
  .regex(/^[a-z][a-zA-Z0-9]*(\.[a-z][a-zA-Z0-9]*){0,5}$/, 'must be dotted words, such as units.temperature');

/** A text, number or switch. */
export const settingValueSchema = z.union([
  z.string().max(2000, 'must be at most 2000 characters'),
  z.number(),
  z.boolean(),
]);
export type SettingValue = z.infer<typeof settingValueSchema>;

export const settingSchema = z.strictObject({ name: settingNameSchema, value: settingValueSchema });
export type Setting = z.infer<typeof settingSchema>;

/** The settings that the console itself understands, with what each accepts. Other names are the user's own. */
export const knownSettings = {
  'brewery.name': z.string().trim().min(1, 'must not be empty').max(80),
  'ui.theme': z.enum(['light', 'dark', 'auto']),
  'units.temperature': z.enum(['C', 'F']),
  'clock.format': z.enum(['auto', '12h', '24h']),
  /** The desktop app starts, without its window, when the user signs in to the computer. */
  'desktop.startAtLogin': z.boolean(),
} as const;
export type KnownSettingName = keyof typeof knownSettings;
export type KnownSettings = { [N in KnownSettingName]: z.infer<(typeof knownSettings)[N]> };

/** What holds until a user says otherwise. */
export const defaultSettings: Readonly<KnownSettings> = {
  'brewery.name': 'Maelstrom',
  'ui.theme': 'auto',
  'units.temperature': 'C',
  'clock.format': 'auto',
  'desktop.startAtLogin': false,
};
