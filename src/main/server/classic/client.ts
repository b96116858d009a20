import { createRouterClient } from '@orpc/server';
import type { ApiRouter } from '#main/api/router.ts';
import type { Actor } from '#main/app/services.ts';

/** For what the protocol itself has to know. */
export const internal: Actor = { name: 'classic', role: 'look' };

/** The procedures as somebody may call them: each call passes the roles and the shapes of the contract. */
export const clientOf = (router: ApiRouter, actor: Actor) =>
  createRouterClient(router, { context: { actor } });
export type ProcedureClient = ReturnType<typeof clientOf>;
