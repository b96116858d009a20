import { z } from 'zod';
import { vesselIdSchema } from '../domain/ids.ts';
import {
  percentSchema,
  setpointSchema,
  setpointSourceSchema,
  vesselChangeSchema,
  vesselConfigSchema,
  vesselModeSchema,
  vesselSchema,
  vesselTargetSchema,
} from '../domain/vessel.ts';
import { vesselStateSchema } from '../domain/vessel-state.ts';
import { doneSchema, procedure } from './base.ts';

const byId = z.strictObject({ id: vesselIdSchema });

export const vessel = {
  list: procedure
    .route({
      method: 'GET',
      path: '/vessels',
      summary: 'Every vessel with its configuration and what it was told to do',
    })
    .meta({ role: 'look' })
    .output(z.array(vesselSchema)),
  get: procedure
    .route({ method: 'GET', path: '/vessels/{id}', summary: 'One vessel' })
    .meta({ role: 'look' })
    .input(byId)
    .output(vesselSchema),
  state: procedure
    .route({
      method: 'GET',
      path: '/vessels/{id}/state',
      summary: 'Temperatures and outputs of a vessel at this instant',
    })
    .meta({ role: 'look' })
    .input(byId)
    .output(vesselStateSchema),
  create: procedure
    .route({
      method: 'POST',
      path: '/vessels',
      successStatus: 201,
      summary: 'Add a vessel; it starts in mode off',
    })
    .meta({ role: 'admin' })
    .input(vesselConfigSchema)
    .output(vesselSchema),
  update: procedure
    .route({ method: 'PATCH', path: '/vessels/{id}', summary: 'Change the configuration of a vessel' })
    .meta({ role: 'admin' })
    .input(vesselChangeSchema.extend({ id: vesselIdSchema }))
    .output(vesselSchema),
  remove: procedure
    .route({
      method: 'DELETE',
      path: '/vessels/{id}',
      summary: 'Remove a vessel; refused unless it is off and has no active run',
    })
    .meta({ role: 'admin' })
    .input(byId)
    .output(doneSchema),
  setMode: procedure
    .route({
      method: 'PUT',
      path: '/vessels/{id}/mode',
      summary: 'Off, manual or auto; a run in progress is held by off and manual',
    })
    .meta({ role: 'operate' })
    .input(
      z.strictObject({
        id: vesselIdSchema,
        mode: vesselModeSchema,
        target: vesselTargetSchema.optional(),
        source: setpointSourceSchema.optional(),
      }),
    )
    .output(vesselSchema),
  setSetpoint: procedure
    .route({
      method: 'PUT',
      path: '/vessels/{id}/setpoint',
      summary: 'Constant setpoint; refused while a profile sets it',
    })
    .meta({ role: 'operate' })
    .input(z.strictObject({ id: vesselIdSchema, spC: setpointSchema }))
    .output(vesselSchema),
  setOutput: procedure
    .route({ method: 'PUT', path: '/vessels/{id}/output', summary: 'Outputs by hand; needs mode manual' })
    .meta({ role: 'operate' })
    .input(z.strictObject({ id: vesselIdSchema, heatPct: percentSchema, coolPct: percentSchema }))
    .output(vesselSchema),
  stop: procedure
    .route({
      method: 'POST',
      path: '/vessels/{id}/stop',
      summary: 'Mode off at once; a run in progress is held',
    })
    .meta({ role: 'operate' })
    .input(byId)
    .output(vesselSchema),
};
