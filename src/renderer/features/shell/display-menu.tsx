import { ActionIcon, Button, Popover, SegmentedControl } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { clocks, units } from '#renderer/features/settings/display-options.ts';
import { useSetting } from '#renderer/features/settings/use-setting.ts';
import { useConnection } from '#renderer/stores/connection.ts';
import { useConsoleAccess } from '#renderer/transport/api.ts';
import { ErrorNote, errorText } from '#renderer/ui/error-note.tsx';
import { Icon } from '#renderer/ui/icons.tsx';
import { hrefOf } from '#renderer/ui/router.ts';
import styles from './display-menu.module.css';

const themes = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'Auto' },
] as const;

/** How the console looks: theme, unit of temperatures, clock. */
export function DisplayMenu() {
  const theme = useSetting('ui.theme');
  const unit = useSetting('units.temperature');
  const clock = useSetting('clock.format');
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon aria-label="Display: theme, units and clock">
          <Icon name="sliders" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={styles['menu']}>
        <Choice label="Theme" data={themes} value={theme.value} onChange={theme.change} />
        <Choice label="Temperature" data={units} value={unit.value} onChange={unit.change} />
        <Choice label="Clock" data={clocks} value={clock.value} onChange={clock.change} />
        <ErrorNote text={theme.error ?? unit.error ?? clock.error} />
        <a className={styles['all']} href={hrefOf({ screen: 'settings' })}>
          All settings
        </a>
        <SignOut />
      </Popover.Dropdown>
    </Popover>
  );
}

/** Only where a token was given. */
function SignOut() {
  const signedIn = useConnection((store) => store.signedIn);
  const { signOut } = useConsoleAccess();
  const leave = useMutation({ mutationFn: signOut });
  if (!signedIn) return null;
  return (
    <>
      <Button variant="default" loading={leave.isPending} onClick={() => leave.mutate()}>
        Sign out
      </Button>
      <ErrorNote text={leave.error === null ? null : errorText(leave.error)} />
    </>
  );
}

interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly data: readonly { readonly value: V; readonly label: string }[];
  readonly value: V;
  readonly onChange: (value: V) => void;
}

function Choice<V extends string>({ label, data, value, onChange }: ChoiceProps<V>) {
  return (
    <div className={styles['choice']}>
      <span>{label}</span>
      <SegmentedControl<V>
        fullWidth
        aria-label={label}
        data={[...data]}
        value={value}
        onChange={(next) => onChange(next)}
      />
    </div>
  );
}
