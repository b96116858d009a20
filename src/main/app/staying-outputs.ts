import { AppError } from '#shared/domain/app-error.ts';
import type { PointId } from '#shared/domain/ids.ts';
import type { OutputStaying } from '#shared/domain/output.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import type { Kernel } from './kernel.ts';
import type { LogService } from './log-service.ts';
import type { PointService } from './point-service.ts';

/** Name in the store's memory: JSON, who has accepted which output and when. */
const ACCEPTED = 'accepted-staying-outputs';

interface Acceptance {
  readonly by: string;
  /** Console wall clock. */
  readonly atMs: number;
}

export interface StayingOutputsParts {
  readonly kernel: Kernel;
  readonly log: LogService;
  readonly points: PointService;
}

/**
 * Outputs that nothing switches off when the computer of the console dies: whoever outlives the console alone, and switches them
 * off then, dies with the computer. Each heater among them needs the word of a person, once, before its vessel may run.
 */
export class StayingOutputs {
  private readonly parts: StayingOutputsParts;
  private readonly accepted: Map<string, Acceptance>;

  constructor(parts: StayingOutputsParts) {
    this.parts = parts;
    this.accepted = new Map(Object.entries(read(parts.kernel.store.memory.get(ACCEPTED))));
  }

  /** What becomes of an output when the computer dies. */
  of(id: PointId): OutputStaying {
    if (!this.parts.points.staysWhenHostDies(id)) return 'no';
    return this.accepted.has(id) ? 'accepted' : 'unaccepted';
  }

  /** @throws AppError `not-found`, or `invalid` for what is no output. */
  accept(id: PointId, by: string): void {
    const { kernel, points, log } = this.parts;
    const { name, kind } = points.get(id);
    if (kind !== 'output') throw new AppError('invalid', `${name} is no output`);
    const acceptance = { by, atMs: Math.round(kernel.clock.wallMs()) };
    const all = { ...Object.fromEntries(this.accepted), [id]: acceptance };
    kernel.store.memory.put(ACCEPTED, JSON.stringify(all));
    this.accepted.set(id, acceptance);
    log.add('warning', name, `${by} accepts that it stays as it is when the computer dies`);
  }

  /** @throws AppError `conflict` when the vessel has a heater that stays on and nobody has accepted that. */
  ensureAccepted({ name, actuators: { heater } }: Vessel): void {
    if (heater === null || this.of(heater) !== 'unaccepted') return;
    const heaterName = this.parts.points.get(heater).name;
    throw new AppError(
      'conflict',
      `${heaterName} stays on when this computer dies while it heats: accept that at the outputs of ${name} first`,
    );
  }
}

function read(text: string | null): Record<string, Acceptance> {
  try {
    const found: unknown = JSON.parse(text ?? '{}');
    return typeof found === 'object' && found !== null ? (found as Record<string, Acceptance>) : {};
  } catch {
    return {}; // nobody's word is known: it is asked for again
  }
}
