import { z } from 'zod';
import { deviceConfigSchema, deviceSchema, deviceStateSchema, driverSchema } from '../domain/device.ts';
import { deviceIdSchema, pointIdSchema } from '../domain/ids.ts';
import { pointChangeSchema, pointConfigSchema, pointSchema } from '../domain/point.ts';
import { doneSchema, procedure } from './base.ts';

const byId = z.strictObject({ id: deviceIdSchema });

export const device = {
  list: procedure
    .route({ method: 'GET', path: '/devices', summary: 'Every device with the state of its link' })
    .meta({ role: 'look' })
    .output(z.array(z.strictObject({ device: deviceSchema, state: deviceStateSchema }))),
  drivers: procedure
    .route({ method: 'GET', path: '/drivers', summary: 'The drivers that a device can have' })
    .meta({ role: 'look' })
    .output(z.array(driverSchema)),
  ports: procedure
    .route({ method: 'GET', path: '/ports', summary: 'What is plugged into this computer' })
    .meta({ role: 'admin' })
    .output(
      z.strictObject({
        ports: z.array(
          z.strictObject({
            path: z.string(),
            manufacturer: z.string().optional(),
            serialNumber: z.string().optional(),
          }),
        ),
        /** Why the ports cannot be listed here; a path can still be typed. */
        problem: z.string().nullable(),
      }),
    ),
  create: procedure
    .route({ method: 'POST', path: '/devices', successStatus: 201, summary: 'Add a device and open it' })
    .meta({ role: 'admin' })
    .input(deviceConfigSchema)
    .output(deviceSchema),
  update: procedure
    .route({ method: 'PATCH', path: '/devices/{id}', summary: 'Rename a device, or connect it elsewhere' })
    .meta({ role: 'admin' })
    .input(deviceConfigSchema.omit({ driver: true }).partial().extend({ id: deviceIdSchema }))
    .output(deviceSchema),
  remove: procedure
    .route({
      method: 'DELETE',
      path: '/devices/{id}',
      summary: 'Remove a device and its points; refused while a vessel uses one',
    })
    .meta({ role: 'admin' })
    .input(byId)
    .output(doneSchema),
};

export const point = {
  list: procedure
    .route({ method: 'GET', path: '/points', summary: 'Every sensor and actuator' })
    .meta({ role: 'look' })
    .output(z.array(pointSchema)),
  create: procedure
    .route({
      method: 'POST',
      path: '/points',
      successStatus: 201,
      inputStructure: 'compact',
      summary: 'Add a sensor or an actuator of a device',
    })
    .meta({ role: 'admin' })
    .input(pointConfigSchema)
    .output(pointSchema),
  update: procedure
    .route({ method: 'PATCH', path: '/points/{id}', summary: 'Change a point' })
    .meta({ role: 'admin' })
    .input(pointChangeSchema.extend({ id: pointIdSchema }))
    .output(pointSchema),
  remove: procedure
    .route({
      method: 'DELETE',
      path: '/points/{id}',
      summary: 'Remove a point; refused while a vessel uses it',
    })
    .meta({ role: 'admin' })
    .input(z.strictObject({ id: pointIdSchema }))
    .output(doneSchema),
  test: procedure
    .route({
      method: 'POST',
      path: '/points/{id}/test',
      summary: 'Switch an output on for five seconds, to see what it does; refused unless its vessel is off',
    })
    .meta({ role: 'admin' })
    .input(z.strictObject({ id: pointIdSchema }))
    .output(doneSchema),
  acceptStaying: procedure
    .route({
      method: 'POST',
      path: '/points/{id}/accept-staying',
      summary: 'I know that this output stays as it is when the computer dies',
    })
    .meta({ role: 'operate' })
    .input(z.strictObject({ id: pointIdSchema }))
    .output(doneSchema),
};
