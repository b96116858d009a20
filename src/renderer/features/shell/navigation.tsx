import { Popover } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { useActiveAlarms } from '#renderer/stores/alarms.ts';
import { Icon, type IconName } from '#renderer/ui/icons.tsx';
import { hrefOf, type Route, useRoute } from '#renderer/ui/router.ts';
import styles from './navigation.module.css';

/** From this width on the bar at the bottom is a rail; navigation.module.css says the same. */
const PHONE = '(max-width: 768px)';

interface Entry {
  readonly screen: 'dashboard' | 'profiles' | 'alarms' | 'logs' | 'devices' | 'settings' | 'debugger';
  readonly icon: IconName;
  readonly label: string;
}

const entries: readonly Entry[] = [
  { screen: 'dashboard', icon: 'dashboard', label: 'Dashboard' },
  { screen: 'profiles', icon: 'profile', label: 'Profiles' },
  { screen: 'alarms', icon: 'bell', label: 'Alarms' },
  { screen: 'logs', icon: 'logs', label: 'Logs' },
  { screen: 'devices', icon: 'plug', label: 'Devices' },
  { screen: 'settings', icon: 'settings', label: 'Settings' },
  { screen: 'debugger', icon: 'debugger', label: 'Debugger' },
];

/** On a phone these stand behind *More*, so that the others stay wide enough for wet thumbs. */
const behindMore: ReadonlySet<Entry['screen']> = new Set(['settings', 'debugger'] as const);

/** The rail on the left; on a phone the bar at the bottom. */
export function Navigation() {
  const route = useRoute();
  const isPhone = useMediaQuery(PHONE) ?? false;
  const shown = entries.filter(({ screen }) => !isPhone || !behindMore.has(screen));
  return (
    <nav className={styles['nav']} aria-label="Screens">
      {shown.map((entry) => (
        <NavLink key={entry.screen} entry={entry} route={route} />
      ))}
      {isPhone && <More route={route} />}
    </nav>
  );
}

interface NavLinkProps {
  readonly entry: Entry;
  readonly route: Route;
  readonly onClick?: () => void;
}

function NavLink({ entry: { screen, icon, label }, route, onClick }: NavLinkProps) {
  return (
    <a
      href={hrefOf({ screen })}
      aria-current={isWithin(route, screen) ? 'page' : undefined}
      onClick={onClick}
    >
      <Icon name={icon} size={24} />
      <span>{label}</span>
      {screen === 'alarms' && <AlarmCount />}
    </a>
  );
}

function AlarmCount() {
  const alarms = useActiveAlarms().length;
  if (alarms === 0) return null;
  return (
    <span className={styles['badge']} aria-label={`${alarms} active`}>
      {alarms}
    </span>
  );
}

function More({ route }: { readonly route: Route }) {
  const [opened, setOpened] = useState(false);
  const close = (): void => setOpened(false);
  const within = entries.filter(({ screen }) => behindMore.has(screen));
  const isHere = within.some(({ screen }) => isWithin(route, screen));
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="top-end"
      shadow="md"
      trapFocus
      returnFocus
      zIndex={150}
    >
      <Popover.Target>
        <button
          type="button"
          className={styles['more']}
          data-here={isHere}
          aria-label="More screens"
          onClick={() => setOpened(!opened)}
        >
          <Icon name="more" size={24} />
          <span>More</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown className={styles['menu']}>
        {within.map((entry) => (
          <NavLink key={entry.screen} entry={entry} route={route} onClick={close} />
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}

function isWithin(route: Route, screen: Entry['screen']): boolean {
  if (route.screen === 'vessel' || route.screen === 'new-vessel') return screen === 'dashboard';
  if (route.screen === 'profile') return screen === 'profiles';
  if (route.screen === 'board-setup') return screen === 'devices';
  return route.screen === screen;
}
