import { useMutation } from '@tanstack/react-query';
import { changeSetting, useSettings } from '#renderer/stores/settings.ts';
import { useApi } from '#renderer/transport/api.ts';
import { errorText } from '#renderer/ui/error-note.tsx';
import type { KnownSettingName, KnownSettings } from '#shared/domain/setting.ts';

/** A setting of the console, and how to change it. */
export interface SettingControl<N extends KnownSettingName> {
  readonly value: KnownSettings[N];
  readonly change: (value: KnownSettings[N]) => void;
  readonly error: string | null;
}

/** Reads and changes one setting of the console. */
export function useSetting<N extends KnownSettingName>(name: N): SettingControl<N> {
  const value = useSettings((settings) => settings[name]);
  const api = useApi();
  const { mutate, error } = useMutation(api.setting.set.mutationOptions({ onSuccess: changeSetting }));
  return {
    value,
    change: (next) => mutate({ name, value: next }),
    error: error === null ? null : errorText(error),
  };
}
