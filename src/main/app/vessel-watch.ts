import type { LoopInput, LoopResult } from '#main/control/loop-types.ts';
import { initialReachState, type ReachState, stepReachCheck } from '#main/control/reach-check.ts';
import type { VesselId } from '#shared/domain/ids.ts';
import { describeBadReason, type Reading } from '#shared/domain/reading.ts';
import type { SensorRole, Vessel, VesselKind } from '#shared/domain/vessel.ts';
import type { AlarmService } from './alarm-service.ts';

/** A reading may be bad for this long before people are alarmed (outputs are safe at once), ms. */
const BAD_FOR_MS = 5000;
/** So long may a first reading take from the start of the console, or from when its device was back: a BrewPi board takes 6 s, ms. */
export const FIRST_READING_MS = 20_000;
/** After the maximum temperature was passed, the alarm stands until it is this far below, °C. */
const OVER_TEMPERATURE_RELEASE_C = 1;

const watched = ['beer', 'chamber'] as const satisfies readonly SensorRole[];

/** Watches one vessel for what people must be told, once a second. */
export class VesselWatch {
  private readonly alarms: AlarmService;
  private reach: ReachState = initialReachState();
  private readonly badSince = new Map<SensorRole, number>();
  /** Since when a first reading is waited for; null after it. */
  private readonly awaitedSince = new Map<SensorRole, number | null>();
  /** The sensors that the present alarm names; null when it is not known from before a restart. */
  private named: readonly SensorRole[] | null = null;
  private overTemperature: boolean;
  /** The setpoint was late before a restart, which no time that the check measures anew has changed. */
  private wasLate: boolean;

  /** Goes on from the alarms that stood before a restart: none is over before its cause is known to be gone. */
  constructor(alarms: AlarmService, id: VesselId) {
    this.alarms = alarms;
    this.overTemperature = alarms.isStanding({ code: 'over-temperature', source: id });
    this.wasLate = alarms.isStanding({ code: 'setpoint-not-reached', source: id });
    if (!alarms.isStanding({ code: 'sensor-bad', source: id })) return;
    for (const role of watched) this.badSince.set(role, Number.NEGATIVE_INFINITY);
  }

  step(vessel: Vessel, input: LoopInput, result: LoopResult<unknown> | null, nowMs: number): void {
    if (isOnBoard(vessel)) this.leaveToBoard(vessel);
    this.watchSensors(vessel, input, nowMs);
    this.watchOverTemperature(vessel, input);
    this.watchReach(vessel, input, result, nowMs);
  }

  /** Where a board regulates, nothing of what our loop may have complained of is left. */
  private leaveToBoard({ id, name }: Vessel): void {
    for (const code of ['control-fault', 'storage-failing'] as const)
      this.alarms.report({ code, source: id, sourceName: name }, false, '');
  }

  private watchSensors(vessel: Vessel, input: LoopInput, nowMs: number): void {
    const failing = watched.filter((role) => this.isFailing(vessel, role, input.readings[role], nowMs));
    const text = failing
      .map((role) => `${sensorName(vessel.kind, role)}: ${reasonOf(input.readings[role])}`)
      .join('; ');
    const subject = { code: 'sensor-bad', source: vessel.id, sourceName: vessel.name } as const;
    // Another sensor is another thing to see, also for who has seen the first one.
    const another = failing.some((role) => this.named?.includes(role) === false);
    if (another && this.named?.length !== 0) this.alarms.report(subject, false, '');
    this.named = failing;
    const consequence = isOnBoard(vessel) ? 'Its board decides what to do.' : 'Outputs that need it are off.';
    this.alarms.report(subject, failing.length > 0, `${vessel.name}: ${text}. ${consequence}`);
  }

  /** A lost device and simulated time have words of their own; an idle vessel needs no sensor. */
  private isFailing(vessel: Vessel, role: SensorRole, reading: Reading, nowMs: number): boolean {
    const allowedMs = this.isFirstAwaited(role, reading, nowMs) ? FIRST_READING_MS : BAD_FOR_MS;
    const needed = vessel.sensors[role] !== null && vessel.control.mode !== 'off' && !hasOwnAlarm(reading);
    if (!needed || reading.quality === 'good') {
      this.badSince.delete(role);
      return false;
    }
    const since = this.badSince.get(role) ?? nowMs;
    this.badSince.set(role, since);
    return nowMs - since >= allowedMs;
  }

  /** Whether the device of a probe has so little been there that it may not have read it yet. */
  private isFirstAwaited(role: SensorRole, reading: Reading, nowMs: number): boolean {
    if (reading.quality === 'good' || reading.reason !== 'no-reading') {
      this.awaitedSince.set(role, hasOwnAlarm(reading) ? nowMs : null);
      return false;
    }
    const since = this.awaitedSince.get(role);
    if (since === undefined) this.awaitedSince.set(role, nowMs);
    return since === undefined || (since !== null && nowMs - since < FIRST_READING_MS);
  }

  private watchOverTemperature(vessel: Vessel, input: LoopInput): void {
    const { maxTempC } = vessel.limits;
    const limitC = this.overTemperature ? maxTempC - OVER_TEMPERATURE_RELEASE_C : maxTempC;
    const { hottestC } = input;
    const measured = watched.some((role) => vessel.sensors[role] !== null);
    // Without a good reading nothing is known, and the alarm keeps its state; without a sensor there is nothing to know.
    if (hottestC !== null) this.overTemperature = hottestC >= limitC;
    else if (!measured) this.overTemperature = false;
    const consequence = isOnBoard(vessel) ? 'its board drives the heater' : 'its heater is off';
    this.alarms.report(
      { code: 'over-temperature', source: vessel.id, sourceName: vessel.name },
      this.overTemperature,
      `${vessel.name} is above its maximum of ${maxTempC} °C: ${consequence}`,
    );
  }

  private watchReach(
    vessel: Vessel,
    input: LoopInput,
    result: LoopResult<unknown> | null,
    nowMs: number,
  ): void {
    const pv = result?.pv;
    const { state, late, allowedS } = stepReachCheck(
      this.reach,
      {
        pvC: pv?.quality === 'good' ? pv.value : null,
        spC: input.emergencyStop ? null : input.spC,
        canHeat: input.actuators.heater !== null,
        canCool: input.actuators.cooler !== null,
        volumeL: vessel.volumeL,
        heaterW: vessel.heaterW,
        coolerW: vessel.coolerW,
        kind: vessel.kind,
      },
      nowMs,
    );
    this.reach = state;
    const { heater, cooler } = input.actuators;
    const isOver = input.spC === null || state.reachedSpC !== null || (heater === null && cooler === null);
    if (input.emergencyStop || isOver) this.wasLate = false;
    const subject = { code: 'setpoint-not-reached', source: vessel.id, sourceName: vessel.name } as const;
    const allowed = `${(allowedS / 3600).toFixed(1)} h`;
    this.alarms.report(
      subject,
      late || this.wasLate,
      `${vessel.name} has not reached its setpoint in the ${allowed} that its size and power allow`,
    );
  }
}

function hasOwnAlarm(reading: Reading): boolean {
  return reading.quality === 'bad' && (reading.reason === 'device-lost' || reading.reason === 'not-driven');
}

function isOnBoard({ algorithm }: Vessel): boolean {
  return algorithm.kind === 'board';
}

/** What people call the sensor of a role. */
function sensorName(kind: VesselKind, role: SensorRole): string {
  if (role === 'beer') return kind === 'kettle' ? 'Mash sensor' : 'Beer sensor';
  return role === 'chamber' ? 'Chamber sensor' : 'Room sensor';
}

function reasonOf(reading: Reading): string {
  return reading.quality === 'bad' ? describeBadReason(reading.reason) : 'good';
}
