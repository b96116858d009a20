import type { Actor } from '#main/app/services.ts';
import type { Timers } from '#shared/contract/timers.ts';
import { type AdmissionPolicy, type AdmissionRequest, admit } from './admission.ts';
import { GuessBrake } from './guess-brake.ts';
import type { Refusal } from './problem.ts';
import { issueSession, sameText } from './session-cookie.ts';

export type Passage = { readonly ok: true; readonly actor: Actor } | ({ readonly ok: false } & Refusal);

/** The door of the server: admission with a memory of who guesses. */
export class Gate {
  readonly policy: AdmissionPolicy;
  private readonly timers: Timers;
  private readonly wallMs: () => number;
  private readonly brake = new GuessBrake();

  constructor(policy: AdmissionPolicy, timers: Timers, wallMs: () => number) {
    this.policy = policy;
    this.timers = timers;
    this.wallMs = wallMs;
  }

  pass(request: Omit<AdmissionRequest, 'nowMs'>, address: string): Passage {
    const presents = request.headers.authorization !== undefined && this.policy.token !== null;
    const braked = presents ? this.braked(address) : null;
    if (braked !== null) return braked;
    const admission = admit({ ...request, nowMs: this.wallMs() }, this.policy);
    if (!admission.ok && admission.guessed) this.brake.failed(address, this.timers.nowMs());
    return admission;
  }

  /** Exchanges a token for the value of a session cookie. */
  signIn(
    token: string,
    address: string,
  ): { readonly ok: true; readonly cookie: string } | Extract<Passage, { ok: false }> {
    if (this.policy.token === null) return { ok: false, status: 400, message: 'This console needs no token' };
    const braked = this.braked(address);
    if (braked !== null) return braked;
    if (!sameText(token, this.policy.token)) {
      this.brake.failed(address, this.timers.nowMs());
      return { ok: false, status: 401, message: 'This token is not the one of this console' };
    }
    this.brake.passed(address);
    return { ok: true, cookie: issueSession(this.policy.token, this.wallMs()) };
  }

  private braked(address: string): Extract<Passage, { ok: false }> | null {
    const waitMs = this.brake.waitMs(address, this.timers.nowMs());
    if (waitMs === 0) return null;
    const retryAfterS = Math.ceil(waitMs / 1000);
    return { ok: false, status: 429, message: `Too many wrong tokens: wait ${retryAfterS} s`, retryAfterS };
  }
}
