import { duration, offReason } from '#main/control/explain.ts';
import type { LoopTest } from '#main/control/loop-types.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { DeviceId, PointId, VesselId } from '#shared/domain/ids.ts';
import type { OutputReason } from '#shared/domain/output.ts';
import type { OutputPoint } from '#shared/domain/point.ts';
import type { Vessel } from '#shared/domain/vessel.ts';
import type { LogService } from './log-service.ts';
import type { PointService } from './point-service.ts';
import type { VesselService } from './vessel-service.ts';

/** How long an output is on, console time. */
export const TEST_MS = 5000;

export interface OutputTestParts {
  readonly log: LogService;
  readonly points: PointService;
  readonly vessels: VesselService;
  /** Throws AppError `conflict` while the emergency stop is on. */
  readonly ensureReleased: () => void;
}

/** One test in progress. It holds for just what was there when it began: anything that is changed ends it. */
export interface OutputTest {
  readonly point: OutputPoint;
  /** The vessel that has the output, or null. */
  readonly vessel: Vessel | null;
  /** The connection over which it is switched. */
  readonly session: object | null;
  /** Console time; moved to the past when it is to end at once. */
  endsMs: number;
}

/** What the loop made of the tested output in its last step; null when its switch could not be stored. */
export interface TestOutcome {
  readonly on: boolean;
  readonly reason: OutputReason;
  readonly remainingS: number | null;
}

/**
 * Which outputs are being tested: on for five seconds, one at a time of each device and each vessel, and only while the
 * vessel is off. A test is a wish to the control loop, and its interlocks decide.
 */
export class OutputTests {
  private readonly parts: OutputTestParts;
  private readonly running = new Map<PointId, OutputTest>();

  constructor(parts: OutputTestParts) {
    this.parts = parts;
  }

  /**
   * Begins a test, to be seen by the next step of the loop.
   * @throws AppError `not-found`, `invalid` for what is no output of ours, `conflict` when it cannot be tested now.
   */
  begin(id: PointId, nowMs: number): OutputTest {
    const { points, vessels, ensureReleased } = this.parts;
    const point = points.get(id);
    if (point.kind !== 'output')
      throw new AppError('invalid', `${point.name} is no output: it cannot be switched`);
    if (points.cannotSwitch(point.deviceId))
      throw new AppError('invalid', `${point.name}: its device does not let the console switch its outputs`);
    ensureReleased();
    const vessel = vessels.userOf(id) ?? null;
    if (vessel !== null && vessel.control.mode !== 'off')
      throw new AppError('conflict', `${vessel.name} is running: switch it off to test ${point.name}`);
    this.checkFree(point.deviceId, vessel, nowMs);
    const test: OutputTest = { point, vessel, session: points.session(id), endsMs: nowMs + TEST_MS };
    this.running.set(id, test);
    return test;
  }

  /** The first step has been made. @throws AppError `conflict` or `storage-failed` when the output is not on. */
  confirm(test: OutputTest, outcome: TestOutcome | null, by: string): void {
    const { point, vessel } = test;
    if (outcome?.on === true && outcome.reason === 'test') {
      this.log(test, `${point.name} is on for ${TEST_MS / 1000} s, as a test by ${by}`);
      return;
    }
    this.running.delete(point.id);
    if (outcome === null)
      throw new AppError('storage-failed', `${point.name} stays off: its switch could not be stored`);
    const words = refusal(point, vessel, outcome);
    throw new AppError(
      'conflict',
      words,
      outcome.remainingS === null ? {} : { retryAfterS: Math.ceil(outcome.remainingS) },
    );
  }

  /** What the loop of a vessel is asked to do. */
  ofVessel(vessel: Vessel, nowMs: number): LoopTest | null {
    const test = this.find(({ vessel: tested }) => tested === vessel);
    if (test === undefined || !this.isValid(test, nowMs)) return null;
    const role = vessel.actuators.heater === test.point.id ? 'heater' : 'cooler';
    return { role, leftS: (test.endsMs - nowMs) / 1000 };
  }

  /** Whether an output that no vessel has is to be on. */
  isWanted(id: PointId, nowMs: number): boolean {
    const test = this.running.get(id);
    return test !== undefined && test.vessel === null && this.isValid(test, nowMs);
  }

  /** Whether a step is needed for a test in this vessel, its last one included. */
  concerns(id: VesselId): boolean {
    return this.find(({ vessel }) => vessel?.id === id) !== undefined;
  }

  /** The same for an output that no vessel has. */
  has(id: PointId): boolean {
    return this.running.has(id);
  }

  /** Lets a test end with the next step. @returns null when there is none. */
  cut(id: PointId): OutputTest | null {
    const test = this.running.get(id) ?? null;
    if (test !== null) test.endsMs = Number.NEGATIVE_INFINITY;
    return test;
  }

  cutAll(): void {
    for (const id of this.running.keys()) this.cut(id);
  }

  /**
   * After a step of the loop: what is over is forgotten, and what an interlock has stopped does not begin again.
   * @returns whether a test has ended.
   */
  settle(nowMs: number, outcomeOf: (test: OutputTest) => TestOutcome | null): boolean {
    let ended = false;
    for (const [id, test] of this.running) {
      const outcome = outcomeOf(test);
      const isOn = outcome?.on === true && outcome.reason === 'test';
      if (isOn && this.isValid(test, nowMs)) continue;
      this.running.delete(id);
      ended = true;
      if (test.endsMs > nowMs) this.log(test, `The test of ${test.point.name} was ended early`);
    }
    return ended;
  }

  private isValid({ point, vessel, session, endsMs }: OutputTest, nowMs: number): boolean {
    const { points, vessels } = this.parts;
    const isSame = points.peek(point.id) === point && points.session(point.id) === session;
    return isSame && (vessels.userOf(point.id) ?? null) === vessel && endsMs > nowMs;
  }

  private checkFree(deviceId: DeviceId, vessel: Vessel | null, nowMs: number): void {
    const other = this.find(
      (test) => test.point.deviceId === deviceId || (vessel !== null && test.vessel?.id === vessel.id),
    );
    if (other === undefined) return;
    throw new AppError('conflict', `${other.point.name} is being tested: wait until it is off again`, {
      retryAfterS: Math.max(0, Math.ceil((other.endsMs - nowMs) / 1000)),
    });
  }

  private find(isIt: (test: OutputTest) => boolean): OutputTest | undefined {
    return [...this.running.values()].find(isIt);
  }

  private log({ point, vessel }: OutputTest, message: string): void {
    this.parts.log.add('info', vessel?.name ?? point.name, message);
  }
}

/** Why an output stays off, in words. */
function refusal(point: OutputPoint, vessel: Vessel | null, { reason, remainingS }: TestOutcome): string {
  const left = remainingS === null ? '' : ` for ${duration(remainingS)}`;
  const name = vessel?.name ?? '';
  switch (reason) {
    case 'min-off-time':
      return `${point.name} stays off: the compressor rests${left}`;
    case 'changeover':
      return `${point.name} stays off: between heating and cooling ${name} waits${left}`;
    case 'opposite-running':
      return `${point.name} stays off: the other output of ${name} is on`;
    case 'over-temperature':
      return `${point.name} stays off: ${name} is above its maximum temperature`;
    case 'not-permitted':
      return `${point.name} stays off${left}: ${offReason({ reason, remainingS })}`;
    case 'sensor-bad':
      return `${point.name} stays off: a sensor of ${name} does not read`;
    case 'device-lost':
      return `${point.name} cannot be switched: its device is not connected`;
    case 'not-driven':
      return `${point.name} cannot be switched: its device is not driven in simulated time`;
    case 'emergency-stop':
      return `${point.name} stays off: the emergency stop is on`;
    default:
      return `${point.name} stays off: there is a fault in the control loop`;
  }
}
