import { z } from 'zod';
import { alarmSchema, SHELVE_MAX_S } from '../domain/alarm.ts';
import { alarmRuleConfigSchema, alarmRuleSchema } from '../domain/alarm-rule.ts';
import { alarmIdSchema, alarmRuleIdSchema } from '../domain/ids.ts';
import { nameSchema } from '../domain/text.ts';
import { doneSchema, procedure, queryBoolean, queryNumber } from './base.ts';

const byId = z.strictObject({ id: alarmIdSchema });

export const alarm = {
  list: procedure
    .route({
      method: 'GET',
      path: '/alarms',
      summary: 'Active alarms by priority and age, or with history: newest first',
    })
    .meta({ role: 'look' })
    .input(
      z.strictObject({
        history: queryBoolean.optional(),
        /** Text that the message or the source contains. */
        search: z.string().max(100).optional(),
        /** Only alarms raised before this instant: pages backwards through the history. */
        beforeMs: queryNumber(z.number().int().min(0).max(253_402_300_799_999)).optional(),
        limit: queryNumber(z.number().int().min(1).max(1000)).optional(),
      }),
    )
    .output(z.array(alarmSchema)),
  acknowledge: procedure
    .route({ method: 'POST', path: '/alarms/{id}/acknowledge', summary: 'I have seen this alarm' })
    .meta({ role: 'operate' })
    .input(byId)
    .output(alarmSchema),
  acknowledgeAll: procedure
    .route({ method: 'POST', path: '/alarms/acknowledge', summary: 'I have seen all present alarms' })
    .meta({ role: 'operate' })
    .output(z.array(alarmSchema)),
  shelve: procedure
    .route({
      method: 'POST',
      path: '/alarms/{id}/shelve',
      summary: 'Put an alarm out of sight for a while; it comes back by itself',
    })
    .meta({ role: 'operate' })
    .input(
      z.strictObject({
        id: alarmIdSchema,
        /** For how long, s. */
        forS: z.number().min(60, 'must be at least a minute').max(SHELVE_MAX_S, 'must be at most a day'),
        reason: nameSchema,
      }),
    )
    .output(alarmSchema),
  shelved: procedure
    .route({
      method: 'GET',
      path: '/alarms/shelved',
      summary:
        'What is shelved, also where the alarm is over at the moment (state normal): next to end first',
    })
    .meta({ role: 'look' })
    .output(z.array(alarmSchema)),
  unshelve: procedure
    .route({
      method: 'POST',
      path: '/alarms/{id}/unshelve',
      summary: 'Bring a shelved alarm back at once, or take its shelf back when it is over',
    })
    .meta({ role: 'operate' })
    .input(byId)
    .output(alarmSchema),
  clearExternal: procedure
    .route({ method: 'POST', path: '/alarms/{id}/clear', summary: 'The cause of an external alarm is gone' })
    .meta({ role: 'operate' })
    .input(byId)
    .output(alarmSchema),
};

export const alarmRule = {
  list: procedure
    .route({ method: 'GET', path: '/alarm-rules', summary: 'Alarms that users have set up' })
    .meta({ role: 'look' })
    .output(z.array(alarmRuleSchema)),
  create: procedure
    .route({ method: 'POST', path: '/alarm-rules', successStatus: 201, summary: 'Set up an alarm' })
    .meta({ role: 'operate' })
    .input(alarmRuleConfigSchema)
    .output(alarmRuleSchema),
  update: procedure
    .route({ method: 'PUT', path: '/alarm-rules/{id}', summary: 'Change an alarm that was set up' })
    .meta({ role: 'operate' })
    .input(alarmRuleSchema)
    .output(alarmRuleSchema),
  remove: procedure
    .route({ method: 'DELETE', path: '/alarm-rules/{id}', summary: 'Remove an alarm that was set up' })
    .meta({ role: 'operate' })
    .input(z.strictObject({ id: alarmRuleIdSchema }))
    .output(doneSchema),
};
