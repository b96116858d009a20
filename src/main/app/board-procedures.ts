import { done } from '#shared/contract/base.ts';
import type { BoardLooks } from './board-looks.ts';
import type { BoardParts } from './board-parts.ts';
import type { Procedures } from './services.ts';

/** The procedures that set a board up, and look at it. */
export function boardProcedures(parts: BoardParts, looks: BoardLooks): Procedures['board'] {
  return {
    parts: ({ id }) => parts.list(id),
    install: ({ id, wiring, role }, actor) => parts.install(id, wiring, role, actor.name),
    uninstall: ({ id, slot }, actor) => parts.uninstall(id, slot, actor.name),
    calibrate: ({ id, slot, offsetC }, actor) => parts.calibrate(id, slot, offsetC, actor.name),
    tryOutput: async ({ id, pin, inverted }, actor) => {
      await parts.tryOutput(id, pin, inverted, actor.name);
      return done;
    },
    constants: ({ id }) => parts.constants(id),
    setConstant: ({ id, name, value }, actor) => parts.setConstant(id, name, value, actor.name),
    variables: ({ id }) => looks.variables(id),
    display: ({ id }) => looks.display(id),
  };
}
