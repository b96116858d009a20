import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { changeSetting, resetSetting, useSettings } from '#renderer/stores/settings.ts';
import { useApi } from '#renderer/transport/api.ts';
import { errorText } from '#renderer/ui/error-note.tsx';
import { defaultSettings, type KnownSettingName, type KnownSettings } from '#shared/domain/setting.ts';

/** How long "Saved" stands, ms: long enough to be seen, short enough not to be mistaken for the next change. */
const SAVED_MS = 4000;

/** A setting of the console, and how to change it. */
export interface SettingControl<N extends KnownSettingName> {
  readonly value: KnownSettings[N];
  readonly change: (value: KnownSettings[N]) => void;
  /** Lets the default hold again. */
  readonly reset: () => void;
  readonly isDefault: boolean;
  /** True for a while after this page has changed it. */
  readonly saved: boolean;
  readonly error: string | null;
}

/** Reads and changes one setting of the console. */
export function useSetting<N extends KnownSettingName>(name: N): SettingControl<N> {
  const value = useSettings((settings) => settings[name]);
  const api = useApi();
  const { saved, sayBriefly, sayNothing } = useSaved();
  const set = useMutation(
    api.setting.set.mutationOptions({
      onMutate: sayNothing,
      onSuccess: (setting) => {
        changeSetting(setting);
        sayBriefly();
      },
    }),
  );
  const reset = useMutation(
    api.setting.reset.mutationOptions({
      onMutate: sayNothing,
      onSuccess: () => {
        resetSetting(name);
        set.reset();
        sayBriefly();
      },
    }),
  );
  const error = set.error ?? reset.error;
  return {
    value,
    change: (next) => {
      reset.reset();
      set.mutate({ name, value: next });
    },
    reset: () => reset.mutate({ name }),
    isDefault: value === defaultSettings[name],
    saved,
    error: error === null ? null : errorText(error),
  };
}

/** "Saved", said for a while. */
export function useSaved() {
  const [times, setTimes] = useState(0);
  useEffect(() => {
    if (times === 0) return;
    const timer = setTimeout(() => setTimes(0), SAVED_MS);
    return () => clearTimeout(timer);
  }, [times]);
  return {
    saved: times > 0,
    sayBriefly: () => setTimes((count) => count + 1),
    sayNothing: () => setTimes(0),
  };
}
