import { z } from 'zod';
import { deviceSchema } from '../domain/device.ts';
import { heardSenderSchema } from '../domain/hydrometer.ts';
import { nameSchema } from '../domain/text.ts';
import { doneSchema, procedure } from './base.ts';

/** A key as `ingest.senders` tells it. */
const keySchema = z.string().min(1, 'must not be empty').max(100, 'must be at most 100 characters');

export const ingest = {
  senders: procedure
    .route({
      method: 'GET',
      path: '/ingest/senders',
      summary: 'Sensors that send their values and are no device yet, the newest first',
    })
    .meta({ role: 'look' })
    .output(z.array(heardSenderSchema)),
  adopt: procedure
    .route({
      method: 'POST',
      path: '/ingest/adopt',
      successStatus: 201,
      summary: 'Make a device of a sensor that was heard, with a point for each value that it sends',
    })
    .meta({ role: 'admin' })
    .input(z.strictObject({ key: keySchema, name: nameSchema }))
    .output(deviceSchema),
  forget: procedure
    .route({
      method: 'POST',
      path: '/ingest/forget',
      summary: 'Take a sensor off the list until it sends again',
    })
    .meta({ role: 'operate' })
    .input(z.strictObject({ key: keySchema }))
    .output(doneSchema),
};
