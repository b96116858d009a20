import { z } from 'zod';
import { boardConstantsSchema } from './board-part.ts';

/** Size of the display of a board. */
export const BOARD_DISPLAY_LINES = 4;
export const BOARD_DISPLAY_COLUMNS = 20;

/** What the display of a board shows, line by line with its blanks. Temperatures are in the unit of the board. */
export const boardDisplaySchema = z.strictObject({
  lines: z.array(z.string().length(BOARD_DISPLAY_COLUMNS)).length(BOARD_DISPLAY_LINES),
});
export type BoardDisplay = z.infer<typeof boardDisplaySchema>;

/**
 * What a board computes with at this moment, by the names of its firmware: temperatures, differences and slopes in its unit, and
 * bare numbers. A peak that it has never seen reads 48.0 °C (118.4 °F).
 */
export const boardVariablesSchema = boardConstantsSchema;
export type BoardVariables = z.infer<typeof boardVariablesSchema>;
