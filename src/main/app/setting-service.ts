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
    const setting = checked(input, 'value');
    this.checkRoom([setting]);
    this.kernel.store.settings.put(setting);
    this.adopt(setting);
    return setting;
  }

  /**
   * Stores all of a list or none of it, and tells those that have changed. Of a name that stands there twice the last holds.
   * @throws AppError as `set` does, and `storage-failed`.
   */
  setAll(inputs: readonly Setting[]): Setting[] {
    const byName = new Map(
      inputs.map((input, i) => [input.name, checked(input, `settings[${i}].value`)] as const),
    );
    const settings = [...byName.values()];
    this.checkRoom(settings);
    const changed = settings.filter(({ name, value }) => this.values.get(name) !== value);
    this.kernel.store.transaction(() => {
      for (const setting of changed) this.kernel.store.settings.put(setting);
    });
    for (const setting of changed) this.adopt(setting);
    return settings;
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

  /** @throws AppError `limit` when these are too many, or too long together with the others. */
  private checkRoom(settings: readonly Setting[]): void {
    const after = new Map(this.values);
    for (const { name, value } of settings) after.set(name, value);
    if (after.size > Math.max(MAX_SETTINGS, this.values.size))
      throw new AppError('limit', `There are already ${MAX_SETTINGS} settings`);
    if (settings.every(({ name }) => isKnown(name))) return;
    let length = 0;
    for (const [name, value] of after) if (!isKnown(name)) length += name.length + lengthOf(value);
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

/** @param where the field of the value, for the complaint that it is too long. */
function checked({ name, value }: Setting, where: string): Setting {
  if (!isKnown(name)) {
    if (lengthOf(value) <= SETTING_MAX_LENGTH) return { name, value };
    throw new AppError('invalid', `${where}: must be at most ${SETTING_MAX_LENGTH} characters`);
  }
  const parsed = knownSettings[name].safeParse(value);
  if (parsed.success) return { name, value: parsed.data };
  throw new AppError('invalid', `${name}: ${parsed.error.issues[0]?.message ?? 'not a valid value'}`);
}
