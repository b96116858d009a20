import { AppError } from '#shared/domain/app-error.ts';
import {
  defaultSettings,
  type KnownSettingName,
  knownSettings,
  SETTING_MAX_LENGTH,
  type Setting,
  type SettingValue,
} from '#shared/domain/setting.ts';
import type { Kernel } from './kernel.ts';

export const MAX_SETTINGS = 500;
/** Characters of all settings together that the console does not know, names and values: every page loads them. */
export const MAX_FOREIGN_LENGTH = 200_000;

/** Settings by name: those the console understands are checked, others are the user's own. */
export class SettingService {
  private readonly kernel: Kernel;
  private readonly values: Map<string, SettingValue>;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
    this.values = new Map(kernel.store.settings.list().map((setting) => [setting.name, setting.value]));
  }

  list(): Setting[] {
    const merged = new Map<string, SettingValue>([...Object.entries(defaultSettings), ...this.values]);
    return [...merged].map(([name, value]) => ({ name, value }));
  }

  /**
   * @throws AppError `invalid` when the console knows the setting and the value does not fit it, `limit` when settings of
   * other programs take too much room.
   */
  set(input: Setting): Setting {
    const setting = { name: input.name, value: checkedValue(input) };
    if (!this.values.has(setting.name) && this.values.size >= MAX_SETTINGS) {
      throw new AppError('limit', `There are already ${MAX_SETTINGS} settings`);
    }
    if (!isKnown(setting.name)) this.checkRoom(setting);
    this.kernel.store.settings.put(setting);
    this.adopt(setting);
    return setting;
  }

  /** Takes over a setting that the store has already kept, and tells it. */
  adopt(setting: Setting): void {
    this.values.set(setting.name, setting.value);
    this.kernel.hub.publish('settings', { type: 'saved', setting }, { key: setting.name });
  }

  /** @throws AppError `not-found` when the name means nothing. */
  reset(name: string): void {
    if (!this.values.has(name) && !isKnown(name))
      throw new AppError('not-found', `There is no setting ${name}`);
    this.kernel.store.settings.remove(name);
    this.values.delete(name);
    this.kernel.hub.publish('settings', { type: 'reset', name }, { key: name, forget: true });
  }

  private checkRoom(setting: Setting): void {
    if (lengthOf(setting.value) > SETTING_MAX_LENGTH) {
      throw new AppError('invalid', `value: must be at most ${SETTING_MAX_LENGTH} characters`);
    }
    let length = setting.name.length + lengthOf(setting.value);
    for (const [name, value] of this.values) {
      if (!isKnown(name) && name !== setting.name) length += name.length + lengthOf(value);
    }
    if (length <= MAX_FOREIGN_LENGTH) return;
    throw new AppError(
      'limit',
      `The settings of other programs take ${MAX_FOREIGN_LENGTH} characters already: remove some first`,
    );
  }
}

function lengthOf(value: SettingValue): number {
  return String(value).length;
}

function isKnown(name: string): name is KnownSettingName {
  return Object.hasOwn(knownSettings, name);
}

function checkedValue({ name, value }: Setting): SettingValue {
  if (!isKnown(name)) return value;
  const parsed = knownSettings[name].safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid', `${name}: ${parsed.error.issues[0]?.message ?? 'not a valid value'}`);
}
