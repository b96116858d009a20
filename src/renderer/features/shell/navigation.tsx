import { useActiveAlarms } from '#renderer/stores/alarms.ts';
import { Icon, type IconName } from '#renderer/ui/icons.tsx';
import { hrefOf, type Route, useRoute } from '#renderer/ui/router.ts';
import styles from './navigation.module.css';

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

/** The rail on the left; on a phone the bar at the bottom. */
export function Navigation() {
  const route = useRoute();
  const alarms = useActiveAlarms().length;
  return (
    <nav className={styles['nav']} aria-label="Screens">
      {entries.map(({ screen, icon, label }) => (
        <a key={screen} href={hrefOf({ screen })} aria-current={isWithin(route, screen) ? 'page' : undefined}>
          <Icon name={icon} size={24} />
          <span>{label}</span>
          {screen === 'alarms' && alarms > 0 && (
            <span className={styles['badge']} aria-label={`${alarms} active`}>
              {alarms}
            </span>
          )}
        </a>
      ))}
    </nav>
  );
}

function isWithin(route: Route, screen: Entry['screen']): boolean {
  if (route.screen === 'vessel') return screen === 'dashboard';
  if (route.screen === 'profile') return screen === 'profiles';
  return route.screen === screen;
}
