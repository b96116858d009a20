import { z } from 'zod';
import { profileIdSchema, runIdSchema, vesselIdSchema } from '../domain/ids.ts';
import { MASH_MAX_STEPS } from '../domain/mash.ts';
import { PROFILE_MAX_S, profileConfigSchema, profilePlanSchema, profileSchema } from '../domain/profile.ts';
import { runSchema } from '../domain/run.ts';
import { epochMsSchema } from '../domain/text.ts';
import { doneSchema, procedure, queryBoolean } from './base.ts';

const byId = z.strictObject({ id: profileIdSchema });
const byRun = z.strictObject({ id: runIdSchema });

export const profile = {
  list: procedure
    .route({ method: 'GET', path: '/profiles', summary: 'Every profile' })
    .meta({ role: 'look' })
    .output(z.array(profileSchema)),
  get: procedure
    .route({ method: 'GET', path: '/profiles/{id}', summary: 'One profile' })
    .meta({ role: 'look' })
    .input(byId)
    .output(profileSchema),
  create: procedure
    .route({ method: 'POST', path: '/profiles', successStatus: 201, summary: 'Add a profile' })
    .meta({ role: 'operate' })
    .input(profileConfigSchema)
    .output(profileSchema),
  update: procedure
    .route({
      method: 'PUT',
      path: '/profiles/{id}',
      summary: 'Replace a profile; runs in progress keep their copy',
    })
    .meta({ role: 'operate' })
    .input(profileSchema)
    .output(profileSchema),
  remove: procedure
    .route({
      method: 'DELETE',
      path: '/profiles/{id}',
      summary: 'Remove a profile; runs in progress keep their copy',
    })
    .meta({ role: 'operate' })
    .input(byId)
    .output(doneSchema),
};

export const run = {
  list: procedure
    .route({ method: 'GET', path: '/runs', summary: 'Runs, newest first: those in progress, or all' })
    .meta({ role: 'look' })
    .input(z.strictObject({ all: queryBoolean.optional() }))
    .output(z.array(runSchema)),
  start: procedure
    .route({
      method: 'POST',
      path: '/runs',
      successStatus: 201,
      summary: 'Start a profile on a vessel, from its start or part-way',
    })
    .meta({ role: 'operate' })
    .input(
      z.strictObject({
        vesselId: vesselIdSchema,
        profileId: profileIdSchema,
        /** Profile time to start at, s: joins a fermentation profile part-way. */
        fromS: z.number().min(0).max(PROFILE_MAX_S).optional(),
        /** Step of a mash to start at, from 0. */
        stepIndex: z
          .int()
          .min(0)
          .max(MASH_MAX_STEPS - 1)
          .optional(),
        /** A start later than now; until then the first setpoint holds. Fermentation only, and not with `fromS`. */
        startAtMs: epochMsSchema.optional(),
      }),
    )
    .output(runSchema),
  hold: procedure
    .route({ method: 'POST', path: '/runs/{id}/hold', summary: 'Stop the profile time; the setpoint stays' })
    .meta({ role: 'operate' })
    .input(byRun)
    .output(runSchema),
  resume: procedure
    .route({
      method: 'POST',
      path: '/runs/{id}/resume',
      summary: 'Let the profile time go on; the vessel follows it again',
    })
    .meta({ role: 'operate' })
    .input(byRun)
    .output(runSchema),
  skip: procedure
    .route({ method: 'POST', path: '/runs/{id}/skip', summary: 'Go to the next point or step at once' })
    .meta({ role: 'operate' })
    .input(byRun)
    .output(runSchema),
  stop: procedure
    .route({
      method: 'POST',
      path: '/runs/{id}/stop',
      summary: 'End the run; the vessel keeps the present setpoint',
    })
    .meta({ role: 'operate' })
    .input(byRun)
    .output(runSchema),
  back: procedure
    .route({ method: 'POST', path: '/runs/{id}/back', summary: 'Mash: begin the step before this one anew' })
    .meta({ role: 'operate' })
    .input(byRun)
    .output(runSchema),
  startTimer: procedure
    .route({
      method: 'POST',
      path: '/runs/{id}/start-timer',
      summary: 'Mash: count from now on, without waiting for the temperature',
    })
    .meta({ role: 'operate' })
    .input(byRun)
    .output(runSchema),
  extend: procedure
    .route({ method: 'POST', path: '/runs/{id}/extend', summary: 'Mash: keep the present step for longer' })
    .meta({ role: 'operate' })
    .input(
      z.strictObject({
        id: runIdSchema,
        /** How much longer, s. */
        byS: z.number().min(1).max(3600, 'must be at most one hour at a time'),
      }),
    )
    .output(runSchema),
  replan: procedure
    .route({
      method: 'PUT',
      path: '/runs/{id}/plan',
      summary: 'Change the plan of a run in progress; its place stays, and the template is not touched',
    })
    .meta({ role: 'operate' })
    .input(z.strictObject({ id: runIdSchema, plan: profilePlanSchema }))
    .output(runSchema),
};
