import { implement, ORPCError, Procedure, type Router } from '@orpc/server';
import type { Actor, Procedures } from '#main/app/services.ts';
import type { ProcedureMeta } from '#shared/contract/base.ts';
import { type Contract, contract } from '#shared/contract/index.ts';
import { badRequest, isUnforeseen, toApiError } from './errors.ts';
import { plainJsonProblem } from './plain-json.ts';
import { roleAllows } from './roles.ts';

/** What every adapter says about a call: who asks. */
export interface ApiContext {
  readonly actor: Actor;
}

export interface RouterOptions {
  /** Told of every error that nobody foresaw, with the name of the procedure. */
  readonly onError: (error: unknown, procedure: string) => void;
  /**
   * Checks answers against the contract as well. The compiler already holds the services to it, and checking a
   * long history costs more than reading it: so this is for tests.
   */
  readonly checkOutputs?: boolean;
}

export type ApiRouter = Router<Contract, ApiContext>;

/** The part of the library's builder that is the same for every procedure. */
interface AnyBuilder {
  handler(
    run: (call: { input: unknown; context: ApiContext }) => unknown,
  ): Procedure<ApiContext, ApiContext, never, never, never, ProcedureMeta>;
}
type AnyImplementer = Readonly<Record<string, Readonly<Record<string, AnyBuilder>>>>;
type AnyProcedures = Readonly<
  Record<string, Readonly<Record<string, (input: unknown, actor: Actor) => unknown>>>
>;

/**
 * The contract implemented on the services, for any adapter. Each call passes the same gate: role, then the shape of
 * the input, then the service; whatever is thrown leaves as an error of the contract.
 */
export function createRouter(procedures: Procedures, options: RouterOptions): ApiRouter {
  const gated = implement(contract)
    .$context<ApiContext>()
    .use(async ({ context, procedure, path, next }, input) => {
      try {
        checkCaller(context.actor, procedure['~orpc'].meta);
        checkInput(input, procedure['~orpc'].inputSchema !== undefined);
        return await next();
      } catch (error) {
        throw reported(error, path.join('.'), options);
      }
    });
  // `Procedures` is derived from the contract name by name, so what the loop below cannot see has been checked.
  const builders = gated as unknown as AnyImplementer;
  const implementations = procedures as unknown as AnyProcedures;
  const router: Record<string, Record<string, unknown>> = {};
  for (const [noun, verbs] of Object.entries(contract)) {
    router[noun] = {};
    for (const verb of Object.keys(verbs)) {
      const run = implementations[noun]?.[verb];
      const built = run && builders[noun]?.[verb]?.handler(({ input, context }) => run(input, context.actor));
      if (!built) throw new Error(`${noun}.${verb} is not implemented`);
      router[noun][verb] = options.checkOutputs === true ? built : withoutOutputCheck(built);
    }
  }
  return router as unknown as ApiRouter;
}

function checkCaller(actor: Actor, meta: ProcedureMeta): void {
  if (roleAllows(actor.role, meta.role)) return;
  throw new ORPCError('FORBIDDEN', {
    status: 403,
    message: `You may not do this: it needs the role ${meta.role}`,
  });
}

function checkInput(input: unknown, takesInput: boolean): void {
  const problem = plainJsonProblem(input);
  if (problem !== null) throw badRequest(problem);
  if (takesInput || input === undefined || input === null) return;
  if (typeof input !== 'object' || Array.isArray(input)) throw badRequest('this takes no input');
  const [first] = Object.keys(input);
  if (first !== undefined) throw badRequest(`unknown field ${first.slice(0, 80)}`);
}

function reported(error: unknown, procedure: string, options: RouterOptions): ORPCError<string, unknown> {
  const told = toApiError(error);
  if (isUnforeseen(told)) options.onError(error, procedure);
  return told;
}

function withoutOutputCheck(built: ReturnType<AnyBuilder['handler']>): unknown {
  const { outputSchema: _, ...rest } = built['~orpc'];
  return new Procedure(rest);
}
