import type { BoardReport, RawReading } from '#main/app/ports/driver.ts';
import { PowerOnGate } from '../power-on-gate.ts';
import { type BoardState, type DisplayLine, reportOf } from './board-state.ts';
import type { ConstantsMessage, Message, SettingsMessage, TemperaturesMessage } from './messages.ts';
import { isSame, toC } from './units.ts';

export const probes = ['beer', 'chamber', 'room'] as const;
export type Probe = (typeof probes)[number];

/** What must be asked again because of what the board has just said. */
export type Doubt = 'settings' | 'constants' | null;

/** What a board has said so far on this connection, and what that means. */
export class BoardView {
  constants: ConstantsMessage | null = null;
  settings: SettingsMessage | null = null;
  private temperatures: Omit<TemperaturesMessage, 'kind' | 'note'> | null = null;
  private display: DisplayLine | null = null;
  private readonly gates: Readonly<Record<Probe, PowerOnGate>> = {
    beer: new PowerOnGate(),
    chamber: new PowerOnGate(),
    room: new PowerOnGate(),
  };

  /** @param nowMs monotonic. @returns what to ask again, sooner than its turn. */
  take(message: Message, nowMs: number): Doubt {
    switch (message.kind) {
      case 'constants':
        this.constants = message;
        return null;
      case 'settings':
        this.settings = message;
        return null;
      case 'temperatures':
        return this.takeTemperatures(message);
      case 'display':
        this.display = { text: message.lines[3] ?? '', nowMs };
        return this.doubtOfUnit(message.lines);
      default:
        return null;
    }
  }

  /** The readings of the probes. One that is not installed has none, one that the board cannot read a bad one. */
  readings(nowMs: number): [Probe, RawReading][] {
    const { temperatures, constants } = this;
    if (temperatures === null || constants === null) return [];
    return probes.flatMap((probe): [Probe, RawReading][] => {
      const value = temperatures[probe];
      if (value === undefined) return [];
      const valueC = value === null ? null : toC(value, constants.tempFormat);
      const admitted = this.gates[probe].admit(valueC, nowMs);
      if (valueC === null) return [[probe, { quality: 'bad', reason: 'open-circuit' }]];
      if (!admitted) return [[probe, { quality: 'bad', reason: 'power-on-value' }]];
      return [[probe, { quality: 'good', value: valueC }]];
    });
  }

  /** What the board does; null until it has said enough. */
  report(nowMs: number): BoardReport | null {
    const { settings, temperatures, constants, display } = this;
    if (settings === null || temperatures === null || constants === null) return null;
    const state: BoardState = {
      mode: settings.mode,
      beerSet: settings.beerSet,
      chamberSet: settings.chamberSet,
      state: temperatures.state ?? 0,
      display,
    };
    return reportOf(state, constants.tempFormat, nowMs);
  }

  private takeTemperatures(message: TemperaturesMessage): Doubt {
    const { kind: _, note, ...said } = message;
    const known = Object.entries(said).filter(([, value]) => value !== undefined);
    // A line with every key is the whole truth: a room probe that it leaves out is gone.
    const whole = said.beer !== undefined && said.state !== undefined;
    this.temperatures = {
      ...(whole || this.temperatures === null ? said : this.temperatures),
      ...Object.fromEntries(known),
    };
    if (note !== null) return 'settings';
    return this.followSetpoints(said);
  }

  /** The board moves the chamber's setpoint by itself; a beer setpoint that moved was somebody at the board. */
  private followSetpoints({
    beerSet,
    chamberSet,
  }: Pick<TemperaturesMessage, 'beerSet' | 'chamberSet'>): Doubt {
    const { settings } = this;
    if (settings === null) return null;
    if (chamberSet !== undefined) this.settings = { ...settings, chamberSet };
    if (beerSet === undefined) return null;
    const moved =
      beerSet === null || settings.beerSet === null
        ? beerSet !== settings.beerSet
        : !isSame(beerSet, settings.beerSet);
    return moved ? 'settings' : null;
  }

  /** The display shows the unit: another one than we convert from makes every number wrong. */
  private doubtOfUnit(lines: readonly string[]): Doubt {
    const unit = /°([CF])\s*$/.exec(lines[1] ?? '')?.[1];
    return unit !== undefined && this.constants !== null && unit !== this.constants.tempFormat
      ? 'constants'
      : null;
  }
}
