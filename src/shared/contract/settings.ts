import { z } from 'zod';
import { settingNameSchema, settingSchema, settingValueSchema } from '../domain/setting.ts';
import { doneSchema, procedure } from './base.ts';

/** As many as a console keeps. */
const MAX_SETTINGS_AT_ONCE = 500;

export const setting = {
  list: procedure
    .route({
      method: 'GET',
      path: '/settings',
      summary: 'All settings, with the defaults of those nobody changed',
    })
    .meta({ role: 'look' })
    .output(z.array(settingSchema)),
  set: procedure
    .route({ method: 'PUT', path: '/settings/{name}', summary: 'Change a setting' })
    .meta({ role: 'operate' })
    .input(z.strictObject({ name: settingNameSchema, value: settingValueSchema }))
    .output(settingSchema),
  setAll: procedure
    .route({ method: 'PATCH', path: '/settings', summary: 'Change several settings: all of them, or none' })
    .meta({ role: 'operate' })
    .input(z.strictObject({ settings: z.array(settingSchema).max(MAX_SETTINGS_AT_ONCE) }))
    .output(z.array(settingSchema)),
  reset: procedure
    .route({
      method: 'DELETE',
      path: '/settings/{name}',
      summary: 'Forget a setting: its default holds again',
    })
    .meta({ role: 'operate' })
    .input(z.strictObject({ name: settingNameSchema }))
    .output(doneSchema),
};
