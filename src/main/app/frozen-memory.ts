import { frozenProbesSchema } from '#shared/domain/frozen-probes.ts';
import type { PointId, VesselId } from '#shared/domain/ids.ts';
import type { Store } from './ports/store.ts';

/** The probes that stand still, and where, °C. */
export type FrozenProbes = ReadonlyMap<PointId, number>;

/** Keeps over restarts which probes of a vessel stand still: a console that is started anew must not heat by them. */
export class FrozenMemory {
  private readonly memory: Store['memory'];
  private readonly name: string;
  private kept: string;

  constructor(memory: Store['memory'], id: VesselId) {
    this.memory = memory;
    this.name = `frozen-probes.${id}`;
    this.kept = memory.get(this.name) ?? '';
  }

  /** What was kept last; nothing when it makes no sense, as after another version. */
  load(): FrozenProbes {
    try {
      return new Map(frozenProbesSchema.parse(JSON.parse(this.kept === '' ? '[]' : this.kept)));
    } catch {
      return new Map();
    }
  }

  /** Keeps what has changed. What a full disk refuses is tried again with the next second; its alarm is that of the recorder. */
  keep(probes: FrozenProbes): void {
    const text = probes.size === 0 ? '' : JSON.stringify([...probes]);
    if (text === this.kept) return;
    try {
      if (text === '') this.memory.remove(this.name);
      else this.memory.put(this.name, text);
      this.kept = text;
    } catch {
      return;
    }
  }
}
