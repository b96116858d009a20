import { z } from 'zod';
import { nameSchema } from './text.ts';

/** The console's own names are dotted words, such as `units.temperature`; other programs bring names of their own. */
export const settingNameSchema = nameSchema.refine((name) => !/[/\\]/.test(name), 'must not contain slashes');

/** Longest value of a setting that the console does not know, characters. */
export const SETTING_MAX_LENGTH = 2000;
/** Longest logo, characters: a picture of some 150 kB as a data address. */
export const LOGO_MAX_LENGTH = 200_000;

/** A text, number or switch. */
export const settingValueSchema = z.union([
  z.string().max(LOGO_MAX_LENGTH, `must be at most ${LOGO_MAX_LENGTH} characters`),
  z.number(),
  z.boolean(),
]);
export type SettingValue = z.infer<typeof settingValueSchema>;

export const settingSchema = z.strictObject({ name: settingNameSchema, value: settingValueSchema });
export type Setting = z.infer<typeof settingSchema>;

/** The settings that the console itself understands, with what each accepts. Other names are the user's own. */
export const knownSettings = {
  'brewery.name': z.string().trim().min(1, 'must not be empty').max(80),
  /** A picture as an address (http, https) or as a data address; empty for the console's own mark. */
  'brewery.logo': z
    .string()
    .max(LOGO_MAX_LENGTH, 'the picture is too large: at most 150 kB')
    .regex(
      /^$|^https?:\/\/\S{1,2000}$|^data:image\/(png|jpeg|webp|gif|svg\+xml);base64,[A-Za-z0-9+/]+=*$/,
      'must be a picture, or an address that begins with http:// or https://',
    ),
  'ui.theme': z.enum(['light', 'dark', 'auto']),
  'ui.accent': z.enum(['copper', 'blue', 'green', 'violet', 'grey']),
  'units.temperature': z.enum(['C', 'F']),
  'clock.format': z.enum(['auto', '12h', '24h']),
  'clock.date': z.enum(['auto', 'iso', 'day-month', 'month-day']),
  /** The original maelstrom's wire format is served beside ours. */
  'classic.enabled': z.boolean(),
  /** Browsers sound until new alarms have been seen. */
  'alarms.sound': z.boolean(),
  /** The desktop app starts, without its window, when the user signs in to the computer. */
  'desktop.startAtLogin': z.boolean(),
} as const;
export type KnownSettingName = keyof typeof knownSettings;
export type KnownSettings = { [N in KnownSettingName]: z.infer<(typeof knownSettings)[N]> };

/** What holds until a user says otherwise. */
export const defaultSettings: Readonly<KnownSettings> = {
  'brewery.name': 'Maelstrom',
  'brewery.logo': '',
  'ui.theme': 'auto',
  'ui.accent': 'copper',
  'units.temperature': 'C',
  'clock.format': 'auto',
  'clock.date': 'auto',
  'classic.enabled': true,
  'alarms.sound': true,
  'desktop.startAtLogin': false,
};
