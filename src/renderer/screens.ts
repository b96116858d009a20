import { lazy } from 'react';

const loadVessel = () => import('./features/vessel/vessel-screen.tsx');
const loadNewVessel = () => import('./features/vessel-setup/new-vessel-screen.tsx');
const loadProfiles = () => import('./features/profiles/profiles-screen.tsx');
const loadAlarms = () => import('./features/alarms/alarms-screen.tsx');
const loadLogs = () => import('./features/logs/logs-screen.tsx');
const loadDevices = () => import('./features/devices/devices-screen.tsx');
const loadBoardSetup = () => import('./features/board-setup/board-setup-screen.tsx');
const loadSettings = () => import('./features/settings/settings-screen.tsx');
const loadDebugger = () => import('./features/debugger/debugger-screen.tsx');

/** Screens that the first one can do without: a phone shows the dashboard before their code has arrived. */
export const VesselScreen = lazy(async () => ({ default: (await loadVessel()).VesselScreen }));
export const NewVesselScreen = lazy(async () => ({ default: (await loadNewVessel()).NewVesselScreen }));
export const ProfilesScreen = lazy(async () => ({ default: (await loadProfiles()).ProfilesScreen }));
export const AlarmsScreen = lazy(async () => ({ default: (await loadAlarms()).AlarmsScreen }));
export const LogsScreen = lazy(async () => ({ default: (await loadLogs()).LogsScreen }));
export const DevicesScreen = lazy(async () => ({ default: (await loadDevices()).DevicesScreen }));
export const BoardSetupScreen = lazy(async () => ({ default: (await loadBoardSetup()).BoardSetupScreen }));
export const SettingsScreen = lazy(async () => ({ default: (await loadSettings()).SettingsScreen }));
export const DebuggerScreen = lazy(async () => ({ default: (await loadDebugger()).DebuggerScreen }));

/** Fetches the other screens while nothing else is to do, so that they open at once and without a network. */
export function preloadScreens(): void {
  const all = [
    loadVessel,
    loadNewVessel,
    loadProfiles,
    loadAlarms,
    loadLogs,
    loadDevices,
    loadBoardSetup,
    loadSettings,
    loadDebugger,
  ];
  for (const load of all) load().catch(() => undefined);
}
