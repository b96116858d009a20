import { useMutation } from '@tanstack/react-query';
import { useMemo } from 'react';
import { changeSetting, isKnown, resetSetting, useForeignSettings } from '#renderer/stores/settings.ts';
import { useApi } from '#renderer/transport/api.ts';
import { errorText } from '#renderer/ui/error-note.tsx';
import type { Setting, SettingValue } from '#shared/domain/setting.ts';
import { useSaved } from './use-setting.ts';

/** The settings of other programs, in the order of their names. */
export function useForeignList(): readonly Setting[] {
  const values = useForeignSettings((store) => store.values);
  return useMemo(
    () =>
      Object.entries(values)
        .map(([name, value]) => ({ name, value }))
        .toSorted((a, b) => a.name.localeCompare(b.name)),
    [values],
  );
}

/** Who has a name already. */
export function takenBy(name: string): 'known' | 'foreign' | null {
  if (isKnown(name)) return 'known';
  return Object.hasOwn(useForeignSettings.getState().values, name) ? 'foreign' : null;
}

/** Changes one setting of another program, or forgets it. */
export function useForeignSetting() {
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
  const remove = useMutation(
    api.setting.reset.mutationOptions({ onSuccess: (_, { name }) => resetSetting(name) }),
  );
  const error = set.error ?? remove.error;
  return {
    set: (name: string, value: SettingValue, done?: () => void) =>
      set.mutate({ name, value }, done === undefined ? {} : { onSuccess: done }),
    remove: (name: string) => remove.mutate({ name }),
    saved,
    busy: set.isPending || remove.isPending,
    error: error === null ? null : errorText(error),
  };
}
