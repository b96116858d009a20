import type {
  LoopActuator,
  LoopInput,
  LoopOutput,
  LoopResult,
  LoopTest,
  SwitchRecord,
} from '#main/control/loop-types.ts';
import { initialLoopState, type LoopState, stepVesselLoop } from '#main/control/vessel-loop.ts';
import type { Link } from '#shared/domain/device.ts';
import type { PointId, VesselId } from '#shared/domain/ids.ts';
import type { OutputKind } from '#shared/domain/point.ts';
import type { BadReason, Reading } from '#shared/domain/reading.ts';
import {
  type ActuatorRole,
  type Algorithm,
  noPermissives,
  noSpares,
  type SensorRole,
  type Vessel,
  type VesselControl,
  type VesselLimits,
} from '#shared/domain/vessel.ts';

export const beerId = 'beer' as PointId;
export const chamberId = 'chamber' as PointId;
export const heaterId = 'heater' as PointId;
export const coolerId = 'cooler' as PointId;

/** Wall clock at the start of every rig, ms. */
export const WALL_MS = 1_800_000_000_000;

export interface RigOptions {
  readonly algorithm?: Algorithm;
  readonly kind?: Vessel['kind'];
  readonly heater?: OutputKind | null;
  readonly cooler?: OutputKind | null;
  readonly sensors?: readonly SensorRole[];
  readonly control?: Partial<VesselControl>;
  readonly limits?: Partial<VesselLimits>;
  readonly records?: readonly SwitchRecord[];
}

/** Both outputs were last on long ago: no protection time is left of it. */
export const restedRecords: readonly SwitchRecord[] = [heaterId, coolerId].map((pointId) => ({
  pointId,
  on: false,
  atMs: WALL_MS - 86_400_000,
}));

const twoPosition: Algorithm = { kind: 'hysteresis', deadBandC: 0.5 };

/** The real loop of one vessel whose surroundings are in the test's hands. Beer and chamber are at 20 °C. */
export class LoopRig {
  vessel: Vessel;
  spC: number | null = 20;
  emergencyStop = false;
  test: LoopTest | null = null;
  permits: Record<ActuatorRole, boolean> = { heater: true, cooler: true };
  profileOff: LoopInput['profileOff'] = null;
  nowMs = 1_000_000;
  readonly readings: Record<SensorRole, Reading>;
  readonly actuators: Record<ActuatorRole, LoopActuator | null>;
  state: LoopState;
  private last: LoopResult<LoopState> | null = null;
  /** Every switch that the loop asked to store. */
  readonly commits: { readonly pointId: PointId; readonly on: boolean; readonly nowMs: number }[] = [];

  constructor(options: RigOptions = {}) {
    const { heater = 'contactor', cooler = 'compressor', records = restedRecords } = options;
    this.vessel = rigVessel(options);
    this.actuators = {
      heater: heater && { pointId: heaterId, kind: heater, link: 'connected' },
      cooler: cooler && { pointId: coolerId, kind: cooler, link: 'connected' },
    };
    const reading = (role: SensorRole): Reading =>
      this.vessel.sensors[role] === null ? bad('not-assigned') : good(20);
    this.readings = { beer: reading('beer'), chamber: reading('chamber'), room: reading('room') };
    this.state = initialLoopState({ records, nowMs: this.nowMs, wallMs: WALL_MS });
  }

  /** Lets `ms` pass and steps the loop once. */
  step(ms = 1000): LoopResult<LoopState> {
    this.nowMs += ms;
    const { vessel, readings, actuators, profileOff, permits, emergencyStop, test } = this;
    const spC = vessel.control.mode === 'auto' && profileOff === null ? this.spC : null;
    const result = stepVesselLoop(
      this.state,
      {
        vessel,
        spC,
        profileOff,
        readings,
        probes: vessel.sensors,
        hottestC: hottest(readings),
        actuators,
        permits,
        emergencyStop,
        test,
      },
      this.nowMs,
    );
    this.state = result.state;
    this.last = result;
    this.commits.push(...result.commits.map((commit) => ({ ...commit, nowMs: this.nowMs })));
    return result;
  }

  /** Steps the loop for so many seconds. */
  run(seconds: number, stepMs = 1000): LoopResult<LoopState> {
    let result = this.step(stepMs);
    for (let ms = stepMs; ms < seconds * 1000; ms += stepMs) result = this.step(stepMs);
    return result;
  }

  /** Seconds until the output is switched on, stepping once a second. */
  secondsUntilOn(role: ActuatorRole, mostS = 5000): number {
    for (let s = 1; s <= mostS; s += 1) {
      this.step();
      if (this.output(role).on) return s;
    }
    throw new Error(`The ${role} was not switched on in ${mostS} s`);
  }

  output(role: ActuatorRole): LoopOutput {
    const found = this.last?.outputs.find((output) => output.role === role);
    if (found === undefined) throw new Error(`There is no ${role}`);
    return found;
  }

  show(role: SensorRole, valueC: number): void {
    this.readings[role] = good(valueC);
  }

  lose(role: SensorRole, reason: BadReason = 'open-circuit'): void {
    this.readings[role] = bad(reason);
  }

  link(role: ActuatorRole, link: Link): void {
    const actuator = this.actuators[role];
    if (actuator !== null) this.actuators[role] = { ...actuator, link };
  }

  control(change: Partial<VesselControl>): void {
    this.vessel = { ...this.vessel, control: { ...this.vessel.control, ...change } };
  }

  algorithm(algorithm: Algorithm): void {
    this.vessel = { ...this.vessel, algorithm };
  }
}

export function good(value: number): Reading {
  return { quality: 'good', value, atMs: WALL_MS };
}

export function bad(reason: BadReason): Reading {
  return { quality: 'bad', reason, atMs: WALL_MS };
}

/** The hottest of beer and chamber, °C. */
function hottest({ beer, chamber }: Readonly<Record<SensorRole, Reading>>): number | null {
  const good = [beer, chamber].flatMap((reading) => (reading.quality === 'good' ? [reading.value] : []));
  return good.length === 0 ? null : Math.max(...good);
}

function rigVessel({ algorithm = twoPosition, kind = 'fermenter', ...options }: RigOptions): Vessel {
  const { heater = 'contactor', cooler = 'compressor', sensors = ['beer', 'chamber'] } = options;
  const sensor = (role: SensorRole, id: PointId): PointId | null => (sensors.includes(role) ? id : null);
  return {
    id: 'vessel' as VesselId,
    name: 'Vessel',
    kind,
    volumeL: 20,
    sensors: {
      beer: sensor('beer', beerId),
      chamber: sensor('chamber', chamberId),
      room: sensor('room', 'room' as PointId),
    },
    spareSensors: noSpares,
    permissives: noPermissives,
    actuators: { heater: heater && heaterId, cooler: cooler && coolerId },
    heaterW: 60,
    coolerW: 100,
    limits: { minSpC: 0, maxSpC: 30, maxTempC: 40, ...options.limits },
    algorithm,
    control: {
      mode: 'auto',
      target: 'beer',
      source: 'constant',
      spC: 20,
      manualHeatPct: 0,
      manualCoolPct: 0,
      ...options.control,
    },
  };
}
