import { z } from 'zod';
import { pointIdSchema } from './ids.ts';

/** The probes of a vessel that stand still, each with the temperature at which it does, °C: as they are kept over a restart. */
export const frozenProbesSchema = z.array(z.tuple([pointIdSchema, z.number()]));
