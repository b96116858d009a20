import { type FrozenState, stepFrozen } from '#main/control/frozen-probe.ts';
import type { LoopInput, LoopOutput } from '#main/control/loop-types.ts';

const roles = ['beer', 'chamber'] as const;

/** Watches the probes of a loop as the console does, once a second, and remembers who was taken for frozen, and when. */
export class FrozenWatch {
  readonly verdicts: { readonly role: (typeof roles)[number]; readonly atS: number }[] = [];
  private readonly states = new Map<(typeof roles)[number], FrozenState | null>();
  private second = -1;

  observe = ({ vessel, readings }: LoopInput, outputs: readonly LoopOutput[], nowMs: number): void => {
    const second = Math.floor(nowMs / 1000);
    if (second === this.second) return;
    this.second = second;
    const given = (role: LoopOutput['role']): number =>
      outputs.find((output) => output.role === role)?.actualPct ?? 0;
    for (const role of roles) {
      const reading = readings[role];
      const valueC = reading.quality === 'good' ? reading.value : null;
      const before = this.states.get(role) ?? null;
      const heat = { heaterPct: given('heater'), coolerPct: given('cooler') };
      const state = stepFrozen(before, { valueC, role, vessel, ...heat }, nowMs);
      if (state?.frozen === true && before?.frozen !== true) this.verdicts.push({ role, atS: second });
      this.states.set(role, state);
    }
  };
}
