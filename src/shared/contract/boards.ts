import { z } from 'zod';
import { boardDisplaySchema, boardVariablesSchema } from '../domain/board-display.ts';
import {
  BOARD_OFFSET_MAX_C,
  boardConstantsSchema,
  boardPartSchema,
  boardRoleSchema,
  boardSlotSchema,
  boardWiringSchema,
} from '../domain/board-part.ts';
import { deviceIdSchema } from '../domain/ids.ts';
import { doneSchema, procedure, queryNumber } from './base.ts';

const byId = z.strictObject({ id: deviceIdSchema });
const bySlot = z.strictObject({ id: deviceIdSchema, slot: queryNumber(boardSlotSchema) });

/** A board that regulates by itself: setting it up, and looking at what it does. It is asked at that moment. */
export const board = {
  parts: procedure
    .route({
      method: 'GET',
      path: '/devices/{id}/parts',
      summary: 'What is connected to a board, with live values',
    })
    .meta({ role: 'look' })
    .input(byId)
    .output(z.array(boardPartSchema)),
  install: procedure
    .route({
      method: 'POST',
      path: '/devices/{id}/parts',
      summary: 'Give something that is connected its role; refused unless the vessel is off',
    })
    .meta({ role: 'admin' })
    .input(z.strictObject({ id: deviceIdSchema, wiring: boardWiringSchema, role: boardRoleSchema }))
    .output(z.array(boardPartSchema)),
  uninstall: procedure
    .route({
      method: 'DELETE',
      path: '/devices/{id}/parts/{slot}',
      summary: 'Take a role away; refused unless the vessel is off',
    })
    .meta({ role: 'admin' })
    .input(bySlot)
    .output(z.array(boardPartSchema)),
  calibrate: procedure
    .route({
      method: 'PUT',
      path: '/devices/{id}/parts/{slot}/offset',
      summary: 'Calibrate a probe of a board',
    })
    .meta({ role: 'admin' })
    .input(
      bySlot.extend({
        offsetC: z
          .number()
          .min(-BOARD_OFFSET_MAX_C, `must be at least -${BOARD_OFFSET_MAX_C} °C`)
          .max(BOARD_OFFSET_MAX_C, `must be at most ${BOARD_OFFSET_MAX_C} °C`),
      }),
    )
    .output(z.array(boardPartSchema)),
  tryOutput: procedure
    .route({
      method: 'POST',
      path: '/devices/{id}/outputs/try',
      summary: 'Switch a pin on for five seconds, to see what hangs on it; refused unless the vessel is off',
    })
    .meta({ role: 'admin' })
    .input(z.strictObject({ id: deviceIdSchema, pin: z.int().min(0).max(99), inverted: z.boolean() }))
    .output(doneSchema),
  constants: procedure
    .route({ method: 'GET', path: '/devices/{id}/constants', summary: 'What a board regulates by' })
    .meta({ role: 'look' })
    .input(byId)
    .output(boardConstantsSchema),
  setConstant: procedure
    .route({
      method: 'PUT',
      path: '/devices/{id}/constants/{name}',
      summary: 'Change one constant of a board; the board checks nothing itself',
    })
    .meta({ role: 'admin' })
    .input(
      z.strictObject({
        id: deviceIdSchema,
        name: z.string().regex(/^[A-Za-z]{1,29}$/, 'must be the name of a constant'),
        value: z.number().min(-10_000).max(10_000),
      }),
    )
    .output(boardConstantsSchema),
  variables: procedure
    .route({
      method: 'GET',
      path: '/devices/{id}/variables',
      summary: 'What a board computes with, by the names of its firmware',
    })
    .meta({ role: 'look' })
    .input(byId)
    .output(boardVariablesSchema),
  display: procedure
    .route({
      method: 'GET',
      path: '/devices/{id}/display',
      summary: 'What the display of a board shows, line by line',
    })
    .meta({ role: 'look' })
    .input(byId)
    .output(boardDisplaySchema),
};
