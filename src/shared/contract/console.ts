import { z } from 'zod';
import { consoleAccessSchema, consoleStatusSchema, consoleStorageSchema } from '../domain/console-status.ts';
import { procedure } from './base.ts';

export const system = {
  status: procedure
    .route({ method: 'GET', path: '/console', summary: 'Version, time, emergency stop and first start' })
    .meta({ role: 'look' })
    .output(consoleStatusSchema),
  storage: procedure
    .route({ method: 'GET', path: '/console/storage', summary: 'Where the data is, and how big it is' })
    .meta({ role: 'look' })
    .output(consoleStorageSchema),
  access: procedure
    .route({
      method: 'GET',
      path: '/console/access',
      summary: 'Where browsers reach the console, and who may',
    })
    .meta({ role: 'look' })
    .output(consoleAccessSchema),
  emergencyStop: procedure
    .route({
      method: 'POST',
      path: '/console/emergency-stop',
      summary: 'Every output off at once, and kept off',
    })
    // Whoever sees a danger may stop it.
    .meta({ role: 'look' })
    .output(consoleStatusSchema),
  resetEmergencyStop: procedure
    .route({
      method: 'DELETE',
      path: '/console/emergency-stop',
      summary: 'Release the emergency stop; every vessel stays off until somebody starts it',
    })
    .meta({ role: 'operate' })
    .output(consoleStatusSchema),
  chooseFirstStart: procedure
    .route({
      method: 'POST',
      path: '/console/first-start',
      summary: 'Keep the simulated brewery, or begin empty',
    })
    .meta({ role: 'admin' })
    .input(z.strictObject({ choice: z.enum(['keep', 'empty']) }))
    .output(consoleStatusSchema),
};
