import { AppError } from '#shared/domain/app-error.ts';
import type { VesselId } from '#shared/domain/ids.ts';
import { setpointSchema, type Vessel, type VesselControl } from '#shared/domain/vessel.ts';
import type { AlarmService } from './alarm-service.ts';
import { type BoardRests, restWords } from './board-rests.ts';
import type { DeviceService } from './device-service.ts';
import type { LogService } from './log-service.ts';
import type { OpenDevice } from './open-device.ts';
import type { BoardCommand, BoardReport } from './ports/driver.ts';
import type { RunService } from './run-service.ts';
import type { VesselService } from './vessel-service.ts';

/** A board answers in its own steps of 1/512 °C: what is nearer than this is the same setpoint, °C. */
const SAME_C = 0.02;
/** What a profile asks for is sent when it has moved this far, °C: below a brewer's notice, above the board's steps. */
const STREAM_STEP_C = 0.05;
/** After a command that failed, the next attempt waits, console time, ms. */
const RETRY_MS = 5000;

export interface BoardVesselParts {
  readonly devices: DeviceService;
  readonly vessels: VesselService;
  readonly runs: RunService;
  readonly alarms: AlarmService;
  readonly log: LogService;
  readonly rests: BoardRests;
  readonly emergencyStopActive: () => boolean;
}

interface Link {
  /** Commands on their way: what the board reports meanwhile is not compared. */
  pending: number;
  /** Trials of what is connected, each of which ends with the board off. */
  trials: number;
  /** What people have asked for last, while the board has not confirmed it. */
  asked: VesselControl | null;
  /** The vessel was told something that its board does not know yet. */
  untold: boolean;
  /** What the board was told last by a profile, °C. */
  streamedC: number | null;
  retryAtMs: number;
  /** It was said that the board is told when its cooler has rested. */
  restSaid: boolean;
}

/**
 * The vessels whose boards regulate by themselves. What people ask for goes to the board first and is kept when the board
 * has confirmed it; what somebody changed at the board is taken over; a profile's setpoint is streamed.
 */
export class BoardVessels {
  private readonly parts: BoardVesselParts;
  private readonly links = new Map<VesselId, Link>();

  constructor(parts: BoardVesselParts) {
    this.parts = parts;
  }

  /** What the board of a vessel said last; null when it is away, or the vessel has none. */
  reportOf(vessel: Vessel): BoardReport | null {
    return this.deviceOf(vessel)?.board ?? null;
  }

  /**
   * Tells the board of a vessel to do what `control` says. Does nothing for a vessel without a board.
   * @throws AppError `conflict` for what no board can do, and for auto while its cooler rests from a trial; `unavailable` when it
   * has not confirmed.
   */
  async tell(vessel: Vessel, control: VesselControl): Promise<void> {
    const device = this.deviceOf(vessel);
    if (vessel.algorithm.kind !== 'board') return;
    if (device === undefined) throw new AppError('unavailable', `The board of ${vessel.name} is not there`);
    const command = this.commandFor(vessel, control);
    const link = this.linkOf(vessel.id);
    if (link.trials > 0 && command.mode !== 'off') {
      const what = `What is connected to the board of ${vessel.name}`;
      throw new AppError('conflict', `${what} is being tried: wait until it is off again`);
    }
    const rest = restOf(vessel, command, this.parts.rests);
    if (rest !== null) throw new AppError('conflict', rest.text, { retryAfterS: rest.leftS });
    link.pending += 1;
    link.asked = control;
    try {
      await device.command(command);
      link.streamedC = null;
      link.untold = false;
    } finally {
      link.pending -= 1;
      if (link.asked === control) link.asked = null;
    }
  }

  /** Tries what is connected to the board of a vessel: meanwhile what it reports is not compared with what it was told. */
  async tried<T>({ id }: Vessel, trial: () => Promise<T>): Promise<T> {
    const link = this.linkOf(id);
    link.pending += 1;
    link.trials += 1;
    try {
      return await trial();
    } finally {
      link.pending -= 1;
      link.trials -= 1;
    }
  }

  /** What a vessel does, or will do when its board has confirmed what it is being told just now. */
  intended(vessel: Vessel): VesselControl {
    return this.links.get(vessel.id)?.asked ?? vessel.control;
  }

  /** A run has been started, resumed or stopped on a vessel: its board is told as soon as it can be. */
  runChanged(vesselId: VesselId): void {
    this.linkOf(vesselId).untold = true;
  }

  /** Compares what boards do with what they were told; called once a second. */
  step(nowMs: number): void {
    this.parts.rests.step(nowMs);
    const vessels = this.parts.vessels.list();
    this.forgetLinks(vessels);
    for (const vessel of vessels) {
      if (vessel.algorithm.kind !== 'board') continue;
      const device = this.deviceOf(vessel);
      const report = device?.board ?? null;
      const link = this.linkOf(vessel.id);
      if (device === undefined || report === null || link.pending > 0 || nowMs < link.retryAtMs) continue;
      this.reportUnknown(vessel, report.mode === 'unknown');
      if (this.parts.emergencyStopActive()) this.keepOff(vessel, device, report, nowMs);
      else if (link.untold) this.send(vessel, device, this.commandFor(vessel, vessel.control), nowMs);
      else if (this.follows(vessel, report)) this.stream(vessel, device, report, nowMs);
      else this.takeOver(vessel, report, nowMs);
    }
  }

  /** A vessel that is gone, or that the console regulates now, has no board to tell and none to complain of. */
  private forgetLinks(vessels: readonly Vessel[]): void {
    if (this.links.size === 0) return;
    const byId = new Map(vessels.map((vessel) => [vessel.id, vessel]));
    for (const [id, link] of this.links) {
      const vessel = byId.get(id);
      if (vessel?.algorithm.kind === 'board' || link.pending > 0) continue;
      this.links.delete(id);
      if (vessel !== undefined) this.reportUnknown(vessel, false);
    }
  }

  private deviceOf({ algorithm }: Vessel): OpenDevice | undefined {
    return algorithm.kind === 'board' ? this.parts.devices.peek(algorithm.deviceId) : undefined;
  }

  private linkOf(id: VesselId): Link {
    const known = this.links.get(id);
    if (known !== undefined) return known;
    const link: Link = {
      pending: 0,
      trials: 0,
      asked: null,
      untold: false,
      streamedC: null,
      retryAtMs: Number.NEGATIVE_INFINITY,
      restSaid: false,
    };
    this.links.set(id, link);
    return link;
  }

  private commandFor(vessel: Vessel, control: VesselControl): BoardCommand {
    if (control.mode === 'off') return { mode: 'off' };
    if (control.mode === 'manual') {
      throw new AppError(
        'conflict',
        `${vessel.name} is regulated by its board, which has no outputs by hand`,
      );
    }
    const { target, source } = control;
    return { mode: 'auto', target, source, spC: this.wantedC(vessel, control) };
  }

  /** The setpoint, °C. No plan on a vessel with a board switches control off: such plans are refused. */
  private wantedC(vessel: Vessel, { source, spC }: VesselControl): number {
    const planned = source === 'profile' ? this.parts.runs.setpoint(vessel.id) : null;
    return limited(vessel, planned?.kind === 'at' ? planned.spC : spC);
  }

  /** The vessel follows a profile, and its board knows. */
  private follows({ id, control }: Vessel, report: BoardReport): boolean {
    const planned =
      control.mode === 'auto' && control.source === 'profile' && this.parts.runs.ofVessel(id) !== undefined;
    return planned && report.mode === 'auto' && report.source === 'profile';
  }

  private stream(vessel: Vessel, device: OpenDevice, report: BoardReport, nowMs: number): void {
    const link = this.linkOf(vessel.id);
    const wantedC = this.wantedC(vessel, vessel.control);
    const hasC = report.beerSpC;
    const changedByHand =
      link.streamedC !== null && hasC !== null && Math.abs(hasC - link.streamedC) > STREAM_STEP_C + SAME_C;
    if (changedByHand) {
      link.streamedC = null;
      // The board itself goes on saying that it follows a profile, until it is told.
      link.untold = this.takeOver(vessel, { ...report, source: 'constant' }, nowMs);
      return;
    }
    if (hasC !== null && Math.abs(wantedC - hasC) < STREAM_STEP_C) return;
    this.send(vessel, device, { mode: 'auto', target: 'beer', source: 'profile', spC: wantedC }, nowMs);
  }

  private keepOff(vessel: Vessel, device: OpenDevice, report: BoardReport, nowMs: number): void {
    if (report.mode !== 'off') this.send(vessel, device, { mode: 'off' }, nowMs);
  }

  /** Tells the board without anybody waiting for it: what would start a cooler that rests is told when it has rested. */
  private send(vessel: Vessel, device: OpenDevice, command: BoardCommand, nowMs: number): void {
    const link = this.linkOf(vessel.id);
    if (this.waits(vessel, command, link)) return;
    link.pending += 1;
    const done = device.command(command).then(
      () => {
        link.untold = false;
        link.streamedC = command.mode === 'auto' && command.source === 'profile' ? command.spC : null;
      },
      (error: unknown) => {
        link.retryAtMs = nowMs + RETRY_MS;
        this.parts.log.add('warning', vessel.name, error instanceof Error ? error.message : String(error));
      },
    );
    void done.finally(() => {
      link.pending -= 1;
    });
  }

  /** Asked anew each second and not put off once, so that mode off never waits. */
  private waits(vessel: Vessel, command: BoardCommand, link: Link): boolean {
    const rest = restOf(vessel, command, this.parts.rests);
    if (rest !== null && !link.restSaid)
      this.parts.log.add('info', vessel.name, `${rest.text}. Its board goes on then`);
    link.restSaid = rest !== null;
    return link.restSaid;
  }

  /** What somebody changed at the board itself is what the vessel does now; a run on it is held. @returns whether it was kept. */
  private takeOver(vessel: Vessel, report: BoardReport, nowMs: number): boolean {
    const { vessels, runs, log } = this.parts;
    const seen = controlOf(vessel, report);
    if (seen === null || sameControl(vessel.control, seen)) return false;
    try {
      runs.commit(runs.heldDraft(vessel.id), [vessels.commanded(vessel.id, seen)]);
      log.add('info', vessel.name, `Changed at the board: ${describe(seen)}`);
      return true;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.linkOf(vessel.id).retryAtMs = nowMs + RETRY_MS;
      log.add('warning', vessel.name, `What was changed at the board could not be kept: ${error.message}`);
      return false;
    }
  }

  private reportUnknown({ id, name }: Vessel, isUnknown: boolean): void {
    this.parts.alarms.report(
      { code: 'board-mode-unknown', source: id, sourceName: name },
      isUnknown,
      `${name}: its board says a mode that does not exist. Set the mode again.`,
    );
  }
}

/** The firmware does not count a trial: it would start the compressor at once. Null when nothing keeps the board from obeying. */
function restOf(
  { name, algorithm }: Vessel,
  { mode }: BoardCommand,
  rests: BoardRests,
): { readonly text: string; readonly leftS: number } | null {
  const leftS = mode === 'off' || algorithm.kind !== 'board' ? 0 : rests.triedCoolerRestS(algorithm.deviceId);
  if (leftS === 0) return null;
  const text = `The cooler of ${name} was tried: as a compressor it rests for another ${restWords(leftS)}`;
  return { text, leftS };
}

function limited({ limits }: Vessel, spC: number): number {
  return Math.min(limits.maxSpC, Math.max(limits.minSpC, spC));
}

/** What the vessel is doing by what its board says; null when that is nothing the console knows. */
function controlOf({ control }: Vessel, report: BoardReport): VesselControl | null {
  if (report.mode === 'unknown') return null;
  if (report.mode !== 'auto') return { ...control, mode: report.mode };
  const spC = (report.target === 'beer' ? report.beerSpC : report.chamberSpC) ?? control.spC;
  // A board with damaged settings says anything; what no setpoint can be would make the stored vessel unreadable.
  if (!setpointSchema.safeParse(spC).success) return null;
  return { ...control, mode: 'auto', target: report.target, source: report.source, spC };
}

function sameControl(a: VesselControl, b: VesselControl): boolean {
  if (a.mode !== b.mode) return false;
  if (a.mode !== 'auto') return true;
  return a.target === b.target && a.source === b.source && Math.abs(a.spC - b.spC) < SAME_C;
}

function describe({ mode, target, spC }: VesselControl): string {
  return mode === 'auto' ? `${target} at ${spC} °C` : mode;
}
