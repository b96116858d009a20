import type {
  LoopActuator,
  LoopInput,
  LoopOutput,
  LoopResult,
  SwitchRecord,
} from '#main/control/loop-types.ts';
import { type ChamberConstants, ChamberPlant } from '#main/control/plants/chamber.ts';
import { type KettleConstants, KettlePlant } from '#main/control/plants/kettle.ts';
import { setpointAt } from '#main/control/profile-runner.ts';
import { initialReachState, stepReachCheck } from '#main/control/reach-check.ts';
import { initialLoopState, type LoopState, stepVesselLoop } from '#main/control/vessel-loop.ts';
import type { PointId, VesselId } from '#shared/domain/ids.ts';
import type { ProfilePoint } from '#shared/domain/profile.ts';
import { type Reading, valueOrNull } from '#shared/domain/reading.ts';
import { type Algorithm, noPermissives, noSpares, type Vessel } from '#shared/domain/vessel.ts';
import { defaultAlgorithm } from '#shared/domain/vessel-defaults.ts';
import scenarios from '#test/fixtures/scenarios.json' with { type: 'json' };

interface Segment {
  readonly name: string;
  /** Seconds of the scenario; RMS and largest error count from `eval` on. */
  readonly start: number;
  readonly end: number;
  readonly eval: number;
  readonly kind: 'up' | 'down' | 'hold' | 'dist';
}

interface ScenarioBase {
  readonly name: string;
  readonly title: string;
  readonly room: number;
  readonly seed: number;
  readonly sp: readonly (readonly [atS: number, spC: number])[];
  readonly interp: 'step' | 'linear';
  readonly duration: number;
  readonly segments: readonly Segment[];
  readonly band: number;
  readonly events: readonly (readonly [atS: number, what: 'lid', value: 0 | 1])[];
}

export interface ChamberScenario extends ScenarioBase {
  readonly plant: 'ferm';
  readonly beer0: number;
  readonly air0: number;
  readonly yPk: number;
  readonly yT: number;
  readonly yW: number;
  readonly params?: Partial<ChamberConstants>;
}

export interface KettleScenario extends ScenarioBase {
  readonly plant: 'kettle';
  readonly T0: number;
  readonly P: number;
  readonly delay: number;
  readonly params?: Partial<KettleConstants>;
}

export type Scenario = ChamberScenario | KettleScenario;

/** The scenario of that name from the fixtures. */
export function scenarioNamed(name: string): Scenario {
  const found = (scenarios as unknown as readonly Scenario[]).find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no scenario ${name}`);
  return found;
}

/** How well a segment went, judged on the true temperature. */
export interface SegmentFigures {
  readonly name: string;
  /** From the start of the segment until it is within the band for good, s; null: never. */
  readonly settleS: number | null;
  /** Furthest beyond the setpoint, in the direction of the step; above it for a hold, °C. */
  readonly overshootC: number;
  /** Furthest below the setpoint, °C. */
  readonly dipC: number;
  /** Within the evaluation window: root mean square and largest of the error, °C. */
  readonly rmsC: number;
  readonly maxErrorC: number;
}

export interface Figures {
  readonly segments: readonly SegmentFigures[];
  readonly coolerStarts: number;
  readonly coolerStartsPerDay: number;
  /** Shortest of the cooler's complete runs and rests, s; infinite without any. */
  readonly shortestOnS: number;
  readonly shortestOffS: number;
  /** Seconds in which heater and cooler were on together. */
  readonly overlapS: number;
  readonly heaterKWh: number;
  /** When the check found first that the setpoint was reached too late, s; null: never. */
  readonly lateS: number | null;
}

export interface RunOptions {
  readonly algorithm?: Algorithm;
  /** What the relays make of the loop's outputs: a dead heater, say. Without it they obey. */
  readonly relay?: (output: LoopOutput) => boolean;
  /** Told of each step of the loop. @param nowMs of the scenario */
  readonly observe?: (input: LoopInput, outputs: readonly LoopOutput[], nowMs: number) => void;
}

const DAY_S = 86_400;
const STEPS_PER_S = 10;
const heaterId = 'heater' as PointId;
const coolerId = 'cooler' as PointId;

/** Runs the loop of a vessel with what the program ships against the plant of the scenario (PLANTS, section 4). */
export function runScenario(scenario: Scenario, options: RunOptions = {}): Figures {
  const log = new RunLog(scenario);
  const lateS =
    scenario.plant === 'ferm' ? runChamber(scenario, options, log) : runKettle(scenario, options, log);
  return { ...log.figures(), lateS };
}

function runChamber(scenario: ChamberScenario, options: RunOptions, log: RunLog): number | null {
  const plant = new ChamberPlant(scenario);
  const vessel = fermenter(options.algorithm ?? defaultAlgorithm('fermenter'));
  const loop = new Loop(vessel, options);
  const heaterW = scenario.params?.P_heat ?? vessel.heaterW;
  for (let k = 0; k < scenario.duration; k += 1) {
    const spC = setpointOf(scenario, k);
    const trueC = plant.state.core;
    const outputs = loop.step(k * 1000, spC, plant.state.readBeer, plant.state.readAir);
    loop.checkReach(k, spC);
    log.take(k, trueC, spC, outputs, heaterW);
    plant.step({ heatOn: outputs.heater, coolOn: outputs.cooler });
  }
  return loop.lateS;
}

function runKettle(scenario: KettleScenario, options: RunOptions, log: RunLog): number | null {
  const params = { P: scenario.P, delay: scenario.delay, ...scenario.params };
  const plant = new KettlePlant({ ...scenario, params });
  const loop = new Loop(kettle(options.algorithm ?? defaultAlgorithm('kettle')), options);
  for (let k = 0; k < scenario.duration; k += 1) {
    for (const [atS, , value] of scenario.events) if (atS === k) plant.setLid(value === 1);
    const spC = setpointOf(scenario, k);
    const trueC = plant.state.t2;
    for (let tenth = 0; tenth < STEPS_PER_S; tenth += 1) {
      const outputs = loop.step(k * 1000 + tenth * 100, spC, plant.state.read, null);
      if (tenth === 0) {
        loop.checkReach(k, spC);
        log.take(k, trueC, spC, outputs, params.P);
      }
      plant.step(outputs.heater);
    }
  }
  return loop.lateS;
}

/** The setpoint of second k, °C. */
function setpointOf({ sp, interp }: Scenario, k: number): number {
  const spC = setpointAt(
    sp.map(([atS, spC]): ProfilePoint => ({ atS, spC, approach: interp, note: '' })),
    k,
  );
  if (spC === null) throw new Error('A scenario has a temperature at each point');
  return spC;
}

/** The real loop with its state between two steps. */
class Loop {
  private readonly vessel: Vessel;
  private readonly options: RunOptions;
  private readonly actuators: { readonly heater: LoopActuator; readonly cooler: LoopActuator | null };
  private state: LoopState;
  private result: LoopResult<LoopState> | null = null;
  private reach = initialReachState();
  lateS: number | null = null;

  constructor(vessel: Vessel, options: RunOptions) {
    this.vessel = vessel;
    this.options = options;
    const isKettle = vessel.kind === 'kettle';
    this.actuators = {
      heater: { pointId: heaterId, kind: isKettle ? 'ssr' : 'contactor', link: 'connected' },
      cooler: isKettle ? null : { pointId: coolerId, kind: 'compressor', link: 'connected' },
    };
    // The console has been running: the compressor stopped an hour ago.
    const records: SwitchRecord[] = isKettle ? [] : [{ pointId: coolerId, on: false, atMs: 0 }];
    this.state = initialLoopState({ records, nowMs: 0, wallMs: 3_600_000 });
  }

  step(nowMs: number, spC: number, beerC: number, airC: number | null): Relays {
    const { vessel, actuators, options } = this;
    const absent: Reading = { quality: 'bad', reason: 'not-assigned', atMs: nowMs };
    const readings = { beer: good(beerC), chamber: airC === null ? absent : good(airC), room: absent };
    const input: LoopInput = {
      vessel,
      spC,
      readings,
      probes: vessel.sensors,
      hottestC: Math.max(beerC, airC ?? beerC),
      actuators,
      profileOff: null,
      permits: { heater: true, cooler: true },
      emergencyStop: false,
      test: null,
    };
    this.result = stepVesselLoop(this.state, input, nowMs);
    this.state = this.result.state;
    options.observe?.(input, this.result.outputs, nowMs);
    const isOn = options.relay ?? ((output: LoopOutput): boolean => output.on);
    const { outputs } = this.result;
    return {
      heater: outputs.some((output) => output.role === 'heater' && isOn(output)),
      cooler: outputs.some((output) => output.role === 'cooler' && isOn(output)),
    };
  }

  /** The check that runs beside the loop once a second. */
  checkReach(k: number, spC: number): void {
    const { volumeL, heaterW, coolerW, kind } = this.vessel;
    const pvC = this.result === null ? null : valueOrNull(this.result.pv);
    const canCool = this.actuators.cooler !== null;
    const input = { pvC, spC, canHeat: true, canCool, volumeL, heaterW, coolerW, kind };
    const { state, late } = stepReachCheck(this.reach, input, k * 1000);
    this.reach = state;
    if (late) this.lateS ??= k;
  }
}

function good(value: number): Reading {
  return { quality: 'good', value, atMs: 0 };
}

/** What the plant's outputs do. */
interface Relays {
  readonly heater: boolean;
  readonly cooler: boolean;
}

/** Temperatures and switches of a run, second by second. */
class RunLog {
  private readonly scenario: Scenario;
  private readonly trueC: Float64Array;
  private readonly spC: Float64Array;
  private readonly runs = { on: [] as number[], off: [] as number[] };
  private coolerOn = false;
  private coolerSince = Number.NaN;
  private overlapS = 0;
  private heaterJ = 0;
  private starts = 0;

  constructor(scenario: Scenario) {
    this.scenario = scenario;
    this.trueC = new Float64Array(scenario.duration);
    this.spC = new Float64Array(scenario.duration);
  }

  take(k: number, trueC: number, spC: number, { heater, cooler }: Relays, heaterW: number): void {
    this.trueC[k] = trueC;
    this.spC[k] = spC;
    if (heater && cooler) this.overlapS += 1;
    if (heater) this.heaterJ += heaterW;
    if (cooler === this.coolerOn) return;
    if (!Number.isNaN(this.coolerSince)) this.runs[cooler ? 'off' : 'on'].push(k - this.coolerSince);
    if (cooler) this.starts += 1;
    this.coolerOn = cooler;
    this.coolerSince = k;
  }

  figures(): Omit<Figures, 'lateS'> {
    const { duration, segments } = this.scenario;
    return {
      segments: segments.map((segment) => this.judge(segment)),
      coolerStarts: this.starts,
      coolerStartsPerDay: (this.starts * DAY_S) / duration,
      shortestOnS: Math.min(...this.runs.on),
      shortestOffS: Math.min(...this.runs.off),
      overlapS: this.overlapS,
      heaterKWh: this.heaterJ / 3.6e6,
    };
  }

  private judge({ name, start, end, eval: from, kind }: Segment): SegmentFigures {
    let settledAt = start;
    let aboveC = 0;
    let belowC = 0;
    let squares = 0;
    let maxErrorC = 0;
    for (let k = start; k < end; k += 1) {
      const errorC = (this.trueC[k] ?? Number.NaN) - (this.spC[k] ?? Number.NaN);
      if (!(Math.abs(errorC) <= this.scenario.band)) settledAt = k + 1;
      aboveC = Math.max(aboveC, errorC);
      belowC = Math.max(belowC, -errorC);
      if (k < from) continue;
      squares += errorC * errorC;
      maxErrorC = Math.max(maxErrorC, Math.abs(errorC));
    }
    return {
      name,
      settleS: settledAt >= end ? null : settledAt - start,
      overshootC: kind === 'down' ? belowC : aboveC,
      dipC: belowC,
      rmsC: Math.sqrt(squares / (end - from)),
      maxErrorC,
    };
  }
}

/** The fermenter of a first start: what the program ships. */
export function fermenter(algorithm: Algorithm): Vessel {
  return {
    id: 'fermenter' as VesselId,
    name: 'Fermenter',
    kind: 'fermenter',
    volumeL: 20,
    sensors: { beer: 'beer' as PointId, chamber: 'chamber' as PointId, room: null },
    spareSensors: noSpares,
    permissives: noPermissives,
    actuators: { heater: heaterId, cooler: coolerId },
    heaterW: 60,
    coolerW: 100,
    limits: { minSpC: 0, maxSpC: 30, maxTempC: 40 },
    algorithm,
    control: {
      mode: 'auto',
      target: 'beer',
      source: 'constant',
      spC: 18,
      manualHeatPct: 0,
      manualCoolPct: 0,
    },
  };
}

/** The mash tun of a first start. */
export function kettle(algorithm: Algorithm): Vessel {
  return {
    ...fermenter(algorithm),
    id: 'kettle' as VesselId,
    name: 'Kettle',
    kind: 'kettle',
    volumeL: 25,
    sensors: { beer: 'mash' as PointId, chamber: null, room: null },
    actuators: { heater: heaterId, cooler: null },
    heaterW: 3000,
    limits: { minSpC: 10, maxSpC: 100, maxTempC: 105 },
  };
}
