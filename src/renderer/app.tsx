import { MantineProvider } from '@mantine/core';
import { Suspense } from 'react';
import { Dashboard } from './features/dashboard/dashboard.tsx';
import { SignIn } from './features/session/sign-in.tsx';
import { Shell } from './features/shell/shell.tsx';
import {
  AlarmsScreen,
  BoardSetupScreen,
  DebuggerScreen,
  DevicesScreen,
  LogsScreen,
  NewVesselScreen,
  ProfilesScreen,
  SettingsScreen,
  VesselScreen,
} from './screens.ts';
import { useConnection } from './stores/connection.ts';
import { colorSchemeManager, useThemeSetting } from './theme-setting.ts';
import { ErrorBoundary } from './ui/error-boundary.tsx';
import { type Route, useRoute } from './ui/router.ts';
import { theme } from './ui/theme.ts';

/** The whole page: the sign-in page, or the screen that the address names. */
export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={colorSchemeManager}>
      <Page />
    </MantineProvider>
  );
}

function Page() {
  useThemeSetting();
  const session = useConnection((store) => store.session);
  const route = useRoute();
  if (session === 'sign-in') return <SignIn />;
  return (
    <Shell>
      <ErrorBoundary key={route.screen}>
        <Suspense fallback={null}>
          <Screen route={route} />
        </Suspense>
      </ErrorBoundary>
    </Shell>
  );
}

function Screen({ route }: { readonly route: Route }) {
  switch (route.screen) {
    case 'dashboard':
      return <Dashboard />;
    case 'vessel':
      return <VesselScreen key={route.id} id={route.id} />;
    case 'new-vessel':
      return <NewVesselScreen />;
    case 'profiles':
      return <ProfilesScreen id={null} />;
    case 'profile':
      return <ProfilesScreen id={route.id} />;
    case 'alarms':
      return <AlarmsScreen />;
    case 'logs':
      return <LogsScreen />;
    case 'devices':
      return <DevicesScreen />;
    case 'board-setup':
      return <BoardSetupScreen key={route.id} id={route.id} />;
    case 'settings':
      return <SettingsScreen />;
    case 'debugger':
      return <DebuggerScreen />;
    case 'unknown':
      return (
        <p>
          There is no such screen. <a href="#/">To the dashboard</a>
        </p>
      );
    default:
      return route satisfies never;
  }
}
