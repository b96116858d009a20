import { lazy } from 'react';

const loadVessel = () => import('./features/vessel/vessel-screen.tsx');
const loadAlarms = () => import('./features/alarms/alarms-screen.tsx');
const loadLogs = () => import('./features/logs/logs-screen.tsx');
const loadDevices = () => import('./features/devices/devices-screen.tsx');

/** Screens that the first one can do without: a phone shows the dashboard before their code has arrived. */
export const VesselScreen = lazy(async () => ({ default: (await loadVessel()).VesselScreen }));
export const AlarmsScreen = lazy(async () => ({ default: (await loadAlarms()).AlarmsScreen }));
export const LogsScreen = lazy(async () => ({ default: (await loadLogs()).LogsScreen }));
export const DevicesScreen = lazy(async () => ({ default: (await loadDevices()).DevicesScreen }));

/** Fetches the other screens while nothing else is to do, so that they open at once and without a network. */
export function preloadScreens(): void {
  for (const load of [loadVessel, loadAlarms, loadLogs, loadDevices]) load().catch(() => undefined);
}
