import { create } from 'zustand';
import type { TemperatureUnit } from '#renderer/ui/temperature.ts';
import {
  defaultSettings,
  type KnownSettingName,
  type KnownSettings,
  knownSettings,
  type Setting,
} from '#shared/domain/setting.ts';

/** The settings that the pages follow. */
export const useSettings = create<KnownSettings>(() => ({ ...defaultSettings }));

/** Takes over the whole list of settings. */
export function loadSettings(settings: readonly Setting[]): void {
  const known: Partial<KnownSettings> = {};
  for (const setting of settings) Object.assign(known, understood(setting));
  useSettings.setState({ ...defaultSettings, ...known });
}

/** Takes over one setting. */
export function changeSetting(setting: Setting): void {
  useSettings.setState(understood(setting));
}

/** Lets a setting have its default again. */
export function resetSetting(name: string): void {
  if (isKnown(name)) useSettings.setState({ [name]: defaultSettings[name] });
}

/** A setting that the pages know, when its value is a possible one; nothing otherwise. */
function understood({ name, value }: Setting): Partial<KnownSettings> {
  if (!isKnown(name)) return {};
  const parsed = knownSettings[name].safeParse(value);
  return parsed.success ? { [name]: parsed.data } : {};
}

function isKnown(name: string): name is KnownSettingName {
  return Object.hasOwn(knownSettings, name);
}

/** The unit in which temperatures are shown. */
export function useUnit(): TemperatureUnit {
  return useSettings((settings) => settings['units.temperature']);
}
