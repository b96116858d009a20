import { describe } from 'vitest';
import { describeWithChromium } from '#test/rig/prerequisites.ts';
import type { OpenScreen } from './page.ts';
import { alarmTests } from './screens/alarms.ts';
import { dashboardTests } from './screens/dashboard.ts';
import { debuggerTests } from './screens/debugger.ts';
import { deviceTests } from './screens/devices.ts';
import { logTests } from './screens/logs.ts';
import { profileTests } from './screens/profiles.ts';
import { settingTests } from './screens/settings.ts';
import { vesselTests } from './screens/vessel.ts';
import { vesselSetupTests } from './screens/vessel-setup.ts';

/** The same tests of the screens for each way that a page has to its console. */
export function describeScreens(over: string, open: OpenScreen): void {
  describeWithChromium(`over ${over}`, () => {
    describe('the dashboard', () => {
      dashboardTests(open);
    });
    describe('the screen of a vessel', () => {
      vesselTests(open);
    });
    describe('the profiles', () => {
      profileTests(open);
    });
    describe('the devices', () => {
      deviceTests(open);
    });
    describe('setting up a vessel', () => {
      vesselSetupTests(open);
    });
    describe('the alarms', () => {
      alarmTests(open);
    });
    describe('the alarms and the logs', () => {
      logTests(open);
    });
    describe('the settings', () => {
      settingTests(open);
    });
    describe('the debugger', () => {
      debuggerTests(open);
    });
  });
}
