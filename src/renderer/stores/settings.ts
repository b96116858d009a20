import { create } from 'zustand';
import { type InstantFormat, instantFormat } from '#renderer/ui/instant.ts';
import type { TemperatureUnit } from '#renderer/ui/temperature.ts';
import {
  defaultSettings,
  type KnownSettingName,
  type KnownSettings,
  knownSettings,
  type Setting,
  type SettingValue,
} from '#shared/domain/setting.ts';
import { rememberedLook, rememberLook } from './remembered-look.ts';

/** The settings that the pages follow. What the console looks like is known from the last visit. */
export const useSettings = create<KnownSettings>(() => ({ ...defaultSettings, ...rememberedLook() }));
useSettings.subscribe(rememberLook);

/** Settings of other programs, by name. */
interface ForeignSettingsStore {
  readonly values: Readonly<Record<string, SettingValue>>;
}

export const useForeignSettings = create<ForeignSettingsStore>(() => ({ values: {} }));

/** Takes over the whole list of settings. */
export function loadSettings(settings: readonly Setting[]): void {
  const known: Partial<KnownSettings> = {};
  for (const setting of settings) Object.assign(known, understood(setting));
  useSettings.setState({ ...defaultSettings, ...known });
  const foreign = settings.filter(({ name }) => !isKnown(name));
  useForeignSettings.setState({
    values: Object.fromEntries(foreign.map(({ name, value }) => [name, value])),
  });
}

/** Takes over one setting. */
export function changeSetting(setting: Setting): void {
  if (isKnown(setting.name)) useSettings.setState(understood(setting));
  else {
    const { name, value } = setting;
    useForeignSettings.setState(({ values }) => ({ values: { ...values, [name]: value } }));
  }
}

/** Lets a setting have its default again. */
export function resetSetting(name: string): void {
  if (isKnown(name)) useSettings.setState({ [name]: defaultSettings[name] });
  else {
    useForeignSettings.setState(({ values }) => ({
      values: Object.fromEntries(Object.entries(values).filter(([each]) => each !== name)),
    }));
  }
}

/** A setting that the pages know, when its value is a possible one; nothing otherwise. */
function understood({ name, value }: Setting): Partial<KnownSettings> {
  if (!isKnown(name)) return {};
  const parsed = knownSettings[name].safeParse(value);
  return parsed.success ? { [name]: parsed.data } : {};
}

/** True for the names that the console itself understands. */
export function isKnown(name: string): name is KnownSettingName {
  return Object.hasOwn(knownSettings, name);
}

/** The unit in which temperatures are shown. */
export function useUnit(): TemperatureUnit {
  return useSettings((settings) => settings['units.temperature']);
}

/** How instants are written. */
export function useInstantFormat(): InstantFormat {
  return useSettings((settings) => instantFormat(settings['clock.format'], settings['clock.date']));
}
