import { z } from 'zod';
import { alarmPrioritySchema, alarmSchema } from '../domain/alarm.ts';
import { alarmRuleSchema } from '../domain/alarm-rule.ts';
import { consoleStatusSchema } from '../domain/console-status.ts';
import { deviceSchema, deviceStateSchema } from '../domain/device.ts';
import {
  alarmRuleIdSchema,
  deviceIdSchema,
  pointIdSchema,
  profileIdSchema,
  vesselIdSchema,
} from '../domain/ids.ts';
import { logEntrySchema } from '../domain/log-entry.ts';
import { pointSchema } from '../domain/point.ts';
import { profileSchema } from '../domain/profile.ts';
import { runSchema } from '../domain/run.ts';
import { settingNameSchema, settingSchema } from '../domain/setting.ts';
import { nameSchema, noteSchema } from '../domain/text.ts';
import { vesselSchema } from '../domain/vessel.ts';
import { dataPayloadSchema } from '../domain/vessel-state.ts';
import { procedure } from './base.ts';

/** Letters, digits, `.`, `_` and `-`, 1 to 64 characters. Names that start with `_` belong to the console. */
export const channelNameSchema = z
  .string()
  .regex(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,63}$/, 'must be a channel name: letters, digits, . _ -, at most 64');

/** What the console itself says on each of its channels. */
export const consoleChannels = {
  /** Vessel states once a second, values of unassigned points, readings from outside; key: vessel or point. */
  data: dataPayloadSchema,
  logs: logEntrySchema,
  /** Every change of an alarm; key: the alarm. An alarm whose state is `normal` is over. */
  alarms: alarmSchema,
  'alarm-rules': z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('saved'), rule: alarmRuleSchema }),
    z.strictObject({ type: z.literal('removed'), ruleId: alarmRuleIdSchema }),
  ]),
  profiles: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('saved'), profile: profileSchema }),
    z.strictObject({ type: z.literal('removed'), profileId: profileIdSchema }),
  ]),
  /** Every change of a run; key: the run. */
  runs: runSchema,
  devices: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('saved'), device: deviceSchema }),
    z.strictObject({ type: z.literal('state'), state: deviceStateSchema }),
    z.strictObject({ type: z.literal('removed'), deviceId: deviceIdSchema }),
    z.strictObject({ type: z.literal('point-saved'), point: pointSchema }),
    z.strictObject({ type: z.literal('point-removed'), pointId: pointIdSchema }),
  ]),
  vessels: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('saved'), vessel: vesselSchema }),
    z.strictObject({ type: z.literal('removed'), vesselId: vesselIdSchema }),
  ]),
  settings: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('saved'), setting: settingSchema }),
    z.strictObject({ type: z.literal('reset'), name: settingNameSchema }),
  ]),
  console: consoleStatusSchema,
} as const;
export type ConsoleChannel = keyof typeof consoleChannels;
export type ConsolePayload<C extends ConsoleChannel> = z.infer<(typeof consoleChannels)[C]>;

/** One event of a channel. */
export const channelEventSchema = z.object({
  channel: channelNameSchema,
  /** What the event is about; the newest event of each key is kept for new subscribers. */
  key: z.string().max(80).optional(),
  /** New at each start of the console. */
  epoch: z.string(),
  /** Counts the events of this channel within the epoch, from 1. */
  seq: z.int().min(1),
  /** Console wall clock. */
  atMs: z.number(),
  payload: z.json(),
});
export type ChannelEvent = z.infer<typeof channelEventSchema>;

/** What may be published from outside on `alarms`, `logs` and `data`. */
export const externalAlarmSchema = z.strictObject({
  source: nameSchema,
  message: z.string().trim().min(1).max(500),
  /** Medium when it is not said. */
  priority: alarmPrioritySchema.optional(),
  /** What happens if nobody does anything, and what to do. */
  consequence: noteSchema.optional(),
  response: noteSchema.optional(),
});
export const externalLogSchema = z.strictObject({
  source: nameSchema,
  level: z.enum(['debug', 'info', 'warning', 'error']).optional(),
  message: z.string().trim().min(1).max(1000),
});

export const channel = {
  list: procedure
    .route({ method: 'GET', path: '/channels', summary: 'Every channel that has been used' })
    .meta({ role: 'look' })
    .output(
      z.array(
        z.strictObject({ name: channelNameSchema, seq: z.int(), subscribers: z.int(), console: z.boolean() }),
      ),
    ),
  publish: procedure
    .route({
      method: 'POST',
      path: '/channels/{channel}',
      summary: 'Publish any JSON; alarms, logs and data take their own shapes',
    })
    .meta({ role: 'operate' })
    .input(
      z.strictObject({
        channel: channelNameSchema,
        key: z.string().min(1).max(80).optional(),
        payload: z.json(),
      }),
    )
    .output(z.strictObject({ seq: z.int() })),
  latest: procedure
    .route({ method: 'GET', path: '/channels/{channel}/latest', summary: 'The newest event of each key' })
    .meta({ role: 'look' })
    .input(z.strictObject({ channel: channelNameSchema }))
    .output(z.array(channelEventSchema)),
};
