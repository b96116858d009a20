import type { OutputReason } from '#shared/domain/output.ts';
import { describeBadReason, type Reading } from '#shared/domain/reading.ts';
import type { ActuatorRole, Vessel } from '#shared/domain/vessel.ts';
import type { LoopInput, LoopOutput } from './loop-types.ts';

/** Within this distance a vessel holds its setpoint, °C. */
const HOLDING_C = 0.5;

/**
 * One output in one line: what it does, why, and for how long.
 * @param mayBeOn its device is away, and leaves it as it was: then nothing else is known of it
 */
export function describeOutput(output: LoopOutput, nowMs: number, mayBeOn = false): string {
  if (mayBeOn) return `May still be on: ${offReasons['device-lost']}`;
  const { on, reason, remainingS } = output;
  const left = remainingS === null ? '' : `, ${duration(remainingS)} left`;
  if (on && reason === 'test') return `On as a test${left}`;
  if (on && reason === 'min-on-time') return `On for ${forHowLong(output, nowMs)}, shortest run${left}`;
  if (on) return `On${power(output)} for ${forHowLong(output, nowMs)}${least(remainingS)}`;
  if (output.wantedPct > 0 && isDriven(reason)) return `Pulsing${power(output)}, off just now`;
  if (output.wantedPct > 0) return `Waits: ${offReason(output)}${left}`;
  return `Off: ${offReason(output)}${left}`;
}

export interface VesselFacts {
  readonly vessel: Vessel;
  readonly outputs: readonly LoopOutput[];
  readonly pv: Reading;
  /** Setpoint, °C; null when nothing is regulated. */
  readonly spC: number | null;
  readonly profileOff: LoopInput['profileOff'];
  readonly emergencyStop: boolean;
  /** Outputs that cannot be switched now, and that their device leaves as they were. */
  readonly mayBeOn: readonly ActuatorRole[];
  readonly nowMs: number;
}

/** What a vessel does, in one line. It names no temperature: those are shown beside it, in the user's unit. */
export function describeVessel(facts: VesselFacts): string {
  const { vessel, outputs, pv, emergencyStop, nowMs } = facts;
  const { mode } = vessel.control;
  if (facts.mayBeOn.length > 0) return describeUnknown(facts);
  if (emergencyStop) return 'Emergency stop: outputs off';
  if (mode === 'off') return describeOff(outputs);
  const common = outputs.map((output) => output.reason).find(isTrouble);
  if (common === 'control-fault') return 'Fault in the control loop: outputs off';
  if (pv.quality === 'bad') {
    const isRunning = outputs.some((output) => output.on);
    return `${troubleTitle(pv)}: ${isRunning ? 'outputs that need it are off' : 'outputs off'}`;
  }
  if (common === 'sensor-bad') return 'Sensor lost: outputs that need it are off';
  if (common === 'device-lost') return 'Device lost: its outputs are off';
  if (common === 'over-temperature') return 'Above the maximum temperature: heater off';
  const running = outputs.find((output) => output.on || (output.wantedPct > 0 && isDriven(output.reason)));
  if (running !== undefined) return describeRunning(running, nowMs);
  const waiting = outputs.find((output) => output.wantedPct > 0);
  if (waiting !== undefined) return describeWaiting(waiting);
  if (mode === 'manual') return 'Manual: outputs off';
  if (facts.profileOff !== null) return describeProfileOff(facts.profileOff);
  return describeIdle(facts);
}

/** It comes before all else: everything else says that outputs are off, and one of them may heat. */
function describeUnknown({ mayBeOn, emergencyStop }: VesselFacts): string {
  const which = mayBeOn.length === 1 ? `the ${mayBeOn[0]}` : mayBeOn.join(' and ');
  const why = emergencyStop ? 'Emergency stop, but its device is lost' : 'Device lost';
  return `${why}: ${which} may still be on`;
}

function describeOff(outputs: readonly LoopOutput[]): string {
  const tested = outputs.find((output) => output.on && output.reason === 'test');
  return tested === undefined ? 'Off' : `Off: testing the ${tested.role}`;
}

function describeProfileOff({ forS }: NonNullable<LoopInput['profileOff']>): string {
  const left = forS === null ? '' : `, ${duration(forS)} left`;
  return `The profile switches control off here${left}`;
}

function describeRunning(output: LoopOutput, nowMs: number): string {
  const verb = output.role === 'heater' ? 'Heating' : 'Cooling';
  const hand = output.reason === 'manual' ? ' by hand' : '';
  const share = power(output);
  // A pulsing output changes every second: how long this pulse lasts says nothing.
  if (share !== '') return `${verb}${hand}${share}`;
  return `${verb}${hand} for ${forHowLong(output, nowMs)}${least(output.remainingS)}`;
}

function describeWaiting(output: LoopOutput): string {
  const { role, remainingS } = output;
  const left = remainingS === null ? '' : `, ${duration(remainingS)} left`;
  return `Wants to ${role === 'heater' ? 'heat' : 'cool'}: ${offReason(output)}${left}`;
}

function describeIdle({ vessel, pv, spC }: VesselFacts): string {
  if (pv.quality === 'bad' || spC === null) return 'Idle';
  const aboveC = pv.value - spC;
  if (Math.abs(aboveC) <= HOLDING_C) return 'Holding';
  const { heater, cooler } = vessel.actuators;
  if (aboveC > 0)
    return cooler ? 'Above the setpoint, coming down' : 'Above the setpoint: nothing here cools';
  return heater ? 'Below the setpoint, coming up' : 'Below the setpoint: nothing here heats';
}

function isTrouble(reason: OutputReason): boolean {
  return ['control-fault', 'sensor-bad', 'device-lost', 'over-temperature'].includes(reason);
}

function isDriven(reason: OutputReason): boolean {
  return reason === 'regulating' || reason === 'manual';
}

function troubleTitle(pv: Extract<Reading, { quality: 'bad' }>): string {
  if (pv.reason === 'device-lost') return 'Device lost';
  if (pv.reason === 'not-driven') return 'Not driven (simulated time)';
  return pv.reason === 'no-reading'
    ? 'Waiting for the first reading'
    : `Sensor lost (${describeBadReason(pv.reason)})`;
}

/** Why an output is off, to stand after a colon. Of a contact the time that is left is only known once it is on. */
export function offReason({ reason, remainingS }: Pick<LoopOutput, 'reason' | 'remainingS'>): string {
  if (reason === 'not-permitted' && remainingS !== null)
    return 'the contact that it needs has only just come on';
  return offReasons[reason];
}

/** The reasons in words. */
const offReasons: Readonly<Record<OutputReason, string>> = {
  regulating: 'regulating',
  'in-band': 'the temperature is right',
  idle: 'not needed',
  manual: 'set by hand',
  test: 'test',
  'profile-off': 'the profile switches control off here',
  'mode-off': 'the vessel is off',
  'emergency-stop': 'emergency stop',
  'not-permitted': 'the contact that it needs is not on',
  'sensor-bad': 'a sensor that it needs is bad',
  'over-temperature': 'above the maximum temperature',
  'min-off-time': 'compressor off-time',
  'min-on-time': 'compressor on-time',
  changeover: 'change-over between heat and cold',
  'opposite-running': 'the other direction is running',
  'device-lost': 'device lost',
  'not-driven': 'not driven: simulated time',
  'control-fault': 'fault in the control loop',
};

/** The share of its power that an output is asked for, unless that is all or nothing. */
function power({ wantedPct }: LoopOutput): string {
  return wantedPct > 0 && wantedPct < 100
    ? ` at ${wantedPct < 10 ? wantedPct.toFixed(1) : Math.round(wantedPct)} %`
    : '';
}

function least(remainingS: number | null): string {
  return remainingS === null ? '' : `, at least ${duration(remainingS)} more`;
}

function forHowLong(output: LoopOutput, nowMs: number): string {
  return duration((nowMs - output.sinceNowMs) / 1000);
}

/** A length of time in words, such as `3 min 12 s`: two units at most, rounded up so that nothing waits for 0 s. */
export function duration(seconds: number): string {
  const s = Math.max(0, Math.ceil(seconds));
  if (s < 60) return `${s} s`;
  const min = Math.floor(s / 60);
  if (min < 10) return s % 60 === 0 ? `${min} min` : `${min} min ${s % 60} s`;
  if (min < 60) return `${min} min`;
  const h = Math.floor(min / 60);
  if (h < 48) return min % 60 === 0 ? `${h} h` : `${h} h ${min % 60} min`;
  return `${Math.floor(h / 24)} d ${h % 24} h`;
}
