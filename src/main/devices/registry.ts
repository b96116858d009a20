import type { DriverFamily } from '#main/app/ports/driver.ts';
import { brewPiFamily } from './brewpi/driver.ts';
import { bridgeFamily } from './bridge/driver.ts';
import { firmataFamily } from './firmata/driver.ts';
import { hydrometerFamily } from './hydrometer/driver.ts';
import { linuxFamily } from './linux/driver.ts';
import { simulatedFamily } from './simulated/driver.ts';

/** The families of devices that the console can drive. */
export const driverFamilies: readonly DriverFamily[] = [
  simulatedFamily,
  brewPiFamily,
  firmataFamily,
  linuxFamily,
  bridgeFamily,
  hydrometerFamily,
];
