import type { ConsoleServices } from '#main/app/services.ts';
import {
  defaultSettings,
  knownSettings,
  type Setting,
  type SettingValue,
  settingNameSchema,
} from '#shared/domain/setting.ts';
import { internal } from './client.ts';
import { listen } from './hub-events.ts';
import type { Unit } from './quantities.ts';
import { asObject, asText, refuse } from './read.ts';

/** The settings that the classic protocol follows, at once whenever they change. */
export class ClassicSettings {
  private readonly values = new Map<string, SettingValue>();
  private readonly listeners: ((setting: Setting) => void)[] = [];
  private stop: () => void = () => undefined;

  private constructor(settings: readonly Setting[]) {
    for (const { name, value } of settings) this.values.set(name, value);
  }

  static async open(
    { procedures, hub }: ConsoleServices,
    onError: (error: unknown) => void,
  ): Promise<ClassicSettings> {
    const settings = new ClassicSettings(await procedures.setting.list(undefined, internal));
    const { stop } = listen(hub, 'settings', onError, (events) => {
      for (const { payload } of events) {
        if (payload.type === 'saved') settings.changed(payload.setting);
        else settings.changed({ name: payload.name, value: defaultOf(payload.name) ?? '' });
      }
    });
    settings.stop = stop;
    return settings;
  }

  /** Follows no change any more. */
  close(): void {
    this.stop();
  }

  /** Whether the classic protocol is served. */
  get enabled(): boolean {
    return this.values.get('classic.enabled') !== false;
  }

  /** The unit that temperatures are shown, sent and taken in. */
  get unit(): Unit {
    return this.values.get('units.temperature') === 'F' ? 'F' : 'C';
  }

  onChange(listener: (setting: Setting) => void): void {
    this.listeners.push(listener);
  }

  private changed(setting: Setting): void {
    this.values.set(setting.name, setting.value);
    for (const listener of this.listeners) listener(setting);
  }
}

function defaultOf(name: string): SettingValue | undefined {
  return isKnown(name) ? defaultSettings[name] : undefined;
}

function isKnown(name: string): name is keyof typeof knownSettings {
  return Object.hasOwn(knownSettings, name);
}

/** The settings of a body: a list of them, or one alone. @throws RequestProblem 400 when one of them is wrong. */
export function readSettings(body: unknown): Setting[] {
  if (body === undefined) throw refuse('', 'The body is missing');
  if (!Array.isArray(body)) return [readSetting(body, '')];
  return body.map((each: unknown, i) => readSetting(each, `[${i}]`));
}

function readSetting(value: unknown, at: string): Setting {
  const where = (field: string): string => (at === '' ? field : `${at}.${field}`);
  const fields = asObject(value, at);
  const name = settingNameSchema.safeParse(asText(fields['name'], where('name')));
  if (!name.success) throw refuse(where('name'), name.error.issues[0]?.message ?? 'is no name');
  const given = fields['value'];
  if (given === undefined) throw refuse(where('value'), 'is missing');
  const setting = given ?? '';
  if (typeof setting !== 'string' && typeof setting !== 'number' && typeof setting !== 'boolean') {
    throw refuse(where('value'), 'must be text, a number, true or false');
  }
  return { name: name.data, value: fitting(name.data, setting) };
}

const switches: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false };

/**
 * The original keeps every value as text: of a setting that the console knows, the text of a switch or a number is that
 * switch or number. Other settings stay as they come.
 */
function fitting(name: string, value: SettingValue): SettingValue {
  if (!isKnown(name)) return value;
  const text = String(value).trim().toLowerCase();
  const candidates = [value, switches[text], text === '' ? undefined : Number(text)];
  for (const candidate of candidates) {
    const parsed = knownSettings[name].safeParse(candidate);
    if (parsed.success) return parsed.data;
  }
  const issue = knownSettings[name].safeParse(value).error?.issues[0];
  throw refuse(name, issue?.message ?? 'has no fitting value');
}
