import { AppError } from '#shared/domain/app-error.ts';
import type { VesselId } from '#shared/domain/ids.ts';
import type {
  SetpointSource,
  Vessel,
  VesselControl,
  VesselMode,
  VesselTarget,
} from '#shared/domain/vessel.ts';
import type { AlarmService } from './alarm-service.ts';
import type { BoardVessels } from './board-vessels.ts';
import type { LogService } from './log-service.ts';
import { checkFollows } from './run-plans.ts';
import type { RunService } from './run-service.ts';
import { checkRegulable, checkSetpoint } from './vessel-rules.ts';
import type { VesselService } from './vessel-service.ts';

export interface VesselCommandParts {
  readonly log: LogService;
  readonly vessels: VesselService;
  readonly runs: RunService;
  readonly alarms: AlarmService;
  readonly boards: BoardVessels;
  /** Throws AppError `conflict` while the emergency stop is on. */
  readonly ensureReleased: () => void;
  /** Throws AppError `conflict` when the heater stays on if the computer dies, and nobody has accepted that. */
  readonly ensureAccepted: (vessel: Vessel) => void;
}

export interface ModeRequest {
  readonly id: VesselId;
  readonly mode: VesselMode;
  readonly target?: VesselTarget | undefined;
  readonly source?: SetpointSource | undefined;
}

/** What people tell a vessel to do, with the rules between vessels and the runs on them. */
export class VesselCommands {
  private readonly parts: VesselCommandParts;

  constructor(parts: VesselCommandParts) {
    this.parts = parts;
  }

  /**
   * Changes the mode. Whatever takes a vessel away from its profile holds the run, so that it can go on later. A board
   * that regulates by itself has confirmed it first.
   */
  async setMode(request: ModeRequest, by: string): Promise<Vessel> {
    const { vessels, runs, log, boards } = this.parts;
    const vessel = vessels.get(request.id);
    const change = this.changeFor(vessel, request);
    const control = { ...boards.intended(vessel), ...change };
    this.checkPossible(vessel, control);
    const follows = control.mode === 'auto' && control.source === 'profile';
    const run = runs.ofVessel(vessel.id);
    if (follows) {
      if (run === undefined)
        throw new AppError('conflict', `${vessel.name} has no profile to follow: start one on it`);
      checkFollows(vessel, run, control.target);
    }
    if (vessel.algorithm.kind === 'board') {
      await boards.tell(vessel, control);
      this.checkStillPossible(vessel, control);
    }
    if (follows && run?.state === 'held') runs.resume(run.id, by);
    const commanded = vessels.commanded(vessel.id, change);
    runs.commit(follows ? [] : runs.heldDraft(vessel.id), [commanded]);
    this.reportReset(vessel, false);
    log.add('info', vessel.name, `${describeControl(control)}, by ${by}`);
    return commanded;
  }

  /** @throws AppError `conflict` while a profile sets the temperature. */
  async setSetpoint(id: VesselId, spC: number, by: string): Promise<Vessel> {
    const { vessels, runs, log, boards } = this.parts;
    const vessel = vessels.get(id);
    checkSetpoint(vessel, spC);
    const intended = boards.intended(vessel);
    const { mode, source } = intended;
    const run = runs.ofVessel(id);
    if (mode === 'auto' && source === 'profile' && run !== undefined) {
      throw new AppError(
        'conflict',
        `${vessel.name} follows ${run.profileName}: stop the profile to set the temperature by hand`,
      );
    }
    if (vessel.algorithm.kind === 'board' && mode === 'auto') await boards.tell(vessel, { ...intended, spC });
    const commanded = vessels.commanded(id, { spC });
    runs.commit([], [commanded]);
    log.add('info', vessel.name, `Setpoint ${spC} °C, by ${by}`);
    return commanded;
  }

  /** Outputs by hand, %. @throws AppError `conflict` in another mode, `invalid` for heat and cool at once. */
  setOutput(id: VesselId, output: { heatPct: number; coolPct: number }, by: string): Vessel {
    const { vessels, runs, log } = this.parts;
    const vessel = vessels.get(id);
    const { heatPct, coolPct } = output;
    if (vessel.control.mode !== 'manual') {
      throw new AppError('conflict', `${vessel.name} is not in manual: switch it to manual first`);
    }
    if (heatPct > 0 && coolPct > 0)
      throw new AppError('invalid', 'heatPct and coolPct: only one of them can be above 0');
    if (heatPct > 0 && vessel.actuators.heater === null)
      throw new AppError('invalid', `${vessel.name} has no heater`);
    if (coolPct > 0 && vessel.actuators.cooler === null)
      throw new AppError('invalid', `${vessel.name} has no cooler`);
    const commanded = vessels.commanded(id, { manualHeatPct: heatPct, manualCoolPct: coolPct });
    runs.commit([], [commanded]);
    this.reportReset(vessel, false);
    log.add('info', vessel.name, `By hand: heat ${heatPct} %, cool ${coolPct} %, by ${by}`);
    return commanded;
  }

  /** After a restart nobody may be watching: outputs that were set by hand start at 0 %, and an alarm says so. */
  resetManualOutputs(): void {
    const { vessels, runs } = this.parts;
    for (const vessel of vessels.list()) {
      const { mode, manualHeatPct, manualCoolPct } = vessel.control;
      if (mode !== 'manual' || (manualHeatPct === 0 && manualCoolPct === 0)) continue;
      runs.commit([], [vessels.commanded(vessel.id, { manualHeatPct: 0, manualCoolPct: 0 })]);
      this.reportReset(vessel, true);
    }
  }

  /** Mode off for all vessels at once, their runs held: nothing starts again by itself when the stop is released. */
  switchAllOff(): void {
    const { vessels, runs } = this.parts;
    const running = vessels.list().filter((vessel) => vessel.control.mode !== 'off');
    runs.commit(
      running.flatMap((vessel) => runs.heldDraft(vessel.id)),
      running.map((vessel) =>
        vessels.commanded(vessel.id, { mode: 'off', manualHeatPct: 0, manualCoolPct: 0 }),
      ),
    );
  }

  private changeFor({ control }: Vessel, request: ModeRequest): Omit<VesselControl, 'spC'> {
    const target = request.target ?? control.target;
    // Heat set by hand last week must not come back with the mode.
    const byHand = { manualHeatPct: 0, manualCoolPct: 0 };
    const source = request.source ?? (request.mode === 'auto' ? 'constant' : control.source);
    return { ...byHand, mode: request.mode, target, source };
  }

  private checkPossible(vessel: Vessel, control: VesselControl): void {
    if (control.mode === 'off') return;
    this.parts.ensureReleased();
    this.parts.ensureAccepted(vessel);
    if (control.mode === 'auto') checkRegulable(vessel, control.target);
  }

  /** Much can happen while a board is asked. */
  private checkStillPossible({ id, name, algorithm }: Vessel, control: VesselControl): void {
    const vessel = this.parts.vessels.get(id);
    if (vessel.algorithm !== algorithm)
      throw new AppError('conflict', `${name} was changed while its board was asked`);
    this.checkPossible(vessel, control);
  }

  private reportReset({ id, name }: Vessel, wasReset: boolean): void {
    this.parts.alarms.report(
      { code: 'manual-output-reset', source: id, sourceName: name },
      wasReset,
      `${name} is in manual and the console was restarted: its outputs are at 0 %. Set them again.`,
    );
  }
}

function describeControl(control: VesselControl): string {
  switch (control.mode) {
    case 'off':
      return 'Switched off';
    case 'manual':
      return 'Switched to manual, outputs at 0 %';
    case 'auto':
      return `Switched to auto (${control.target}, ${control.source === 'profile' ? 'profile' : `${control.spC} °C`})`;
    default:
      return control.mode satisfies never;
  }
}
