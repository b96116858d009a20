import type { BoardSetup } from '#main/app/ports/driver.ts';
import { AppError } from '#shared/domain/app-error.ts';
import {
  BOARD_DISPLAY_COLUMNS,
  type BoardDisplay,
  type BoardVariables,
} from '#shared/domain/board-display.ts';
import {
  type BoardConstants,
  type BoardPart,
  type BoardRole,
  type BoardWiring,
  isSameWiring,
} from '#shared/domain/board-part.ts';
import { POWER_ON_C } from '../power-on-gate.ts';
import { encodeConstant, encodeObject, encodeQuery, OFF_ORDER, type Pair, TEST_ORDER } from './commands.ts';
import { ANSWER_WITHIN_MS } from './exchange.ts';
import { describeLog } from './log-words.ts';
import type { BoardDevice, ConstantsMessage, LogMessage } from './messages.ts';
import {
  calibrationPairs,
  freeSlot,
  installPairs,
  isProbeRole,
  partsOf,
  switchPairs,
  uninstallPairs,
} from './parts.ts';
import type { Session } from './session.ts';

/** The board waits for a conversion when it takes a probe or reads one. */
const CONVERTED_WITHIN_MS = 5000;
/** How long an output is tried, ms. */
const TRY_MS = 5000;
/** Readings and offsets come in thousandths, also of °F. */
const ROUNDING_C = 0.01;
/** How often the board is told to leave test mode before the connection is given up. */
const OFF_TIMES = 3;

/** Setting a board up over its present connection. */
export class BrewPiSetup implements BoardSetup {
  private readonly session: () => Session;
  /** A pin is being tried: the board is in test mode, or about to be. */
  trying = false;

  /** @param session the present connection; throws AppError `unavailable` when there is none */
  constructor(session: () => Session) {
    this.session = session;
  }

  async parts(): Promise<BoardPart[]> {
    const { tempFormat } = this.constantsMessage();
    const installed = await this.list('d', [['r', '1']]);
    const free = await this.list('h', [
      ['u', '-1'],
      ['v', '1'],
    ]);
    return [...partsOf(installed, tempFormat), ...partsOf(free, tempFormat)].map(believed);
  }

  async install(wiring: BoardWiring, role: BoardRole): Promise<void> {
    const installed = await this.keptParts();
    await this.place(this.slotOf(installed, wiring) ?? freeSlot(installed), wiring, role);
  }

  async uninstall(slot: number): Promise<void> {
    const [device, errors] = await this.define(uninstallPairs(slot));
    if (device['f'] !== 0)
      throw new AppError('unavailable', `The board did not let go of it${words(errors)}`);
  }

  async calibrate(slot: number, offsetC: number): Promise<void> {
    const { tempFormat } = this.constantsMessage();
    const installed = partsOf(await this.list('d', []), tempFormat);
    const role = installed.find((part) => part.slot === slot)?.role;
    if (!role || !isProbeRole(role))
      throw new AppError('not-found', `The board has no probe in slot ${slot}`);
    const [, errors] = await this.define(calibrationPairs(slot, role, offsetC, tempFormat));
    if (errors.length > 0) throw new AppError('unavailable', `The board did not take it${words(errors)}`);
  }

  /** The pin gets a slot for the time of the trial if it has none. Mode off ends it, whatever happens. */
  async tryOutput(pin: number, inverted: boolean, ensureAllowed: () => void): Promise<void> {
    const session = this.session();
    const wiring: BoardWiring = { kind: 'pin', pin, inverted };
    const installed = await this.keptParts();
    const present = this.slotOf(installed, wiring);
    const slot = present ?? freeSlot(installed);
    // A light does nothing by itself.
    if (present === null) await this.place(slot, wiring, 'light');
    session.leaveFarewell(OFF_ORDER.text);
    this.trying = true;
    try {
      ensureAllowed();
      await session.exchange.order(TEST_ORDER);
      ensureAllowed();
      await this.list('d', switchPairs(slot, true));
      await sleep(TRY_MS);
    } finally {
      await this.endTrial(session, slot, present === null).finally(() => {
        this.trying = false;
      });
    }
  }

  constants(): BoardConstants {
    const { tempFormat, setMin, setMax, values } = this.constantsMessage();
    return { unit: tempFormat, values: { tempSetMin: setMin, tempSetMax: setMax, ...values } };
  }

  async setConstant(name: string, value: number): Promise<void> {
    if (!(name in this.constants().values))
      throw new AppError('not-found', `The board has no constant ${name}`);
    await this.session().exchange.setting([[name, encodeConstant(value)]]);
  }

  async variables(): Promise<BoardVariables> {
    const { tempFormat } = this.constantsMessage();
    const { exchange } = this.session();
    const { answer } = await exchange.request(encodeQuery('v'), 'variables', ANSWER_WITHIN_MS);
    return { unit: tempFormat, values: answer.values };
  }

  async display(): Promise<BoardDisplay> {
    const lines = await this.session().displayLines();
    return { lines: lines.map(displayable) };
  }

  private async endTrial(session: Session, slot: number, forget: boolean): Promise<void> {
    // First the pin, which is the quicker one; then the mode, which ends it in any case.
    await this.list('d', switchPairs(slot, false)).catch(() => undefined);
    await this.leaveTestMode(session);
    session.leaveFarewell('');
    if (forget) await this.uninstall(slot);
  }

  /** A board that does not obey is connected to anew: whoever is found in test mode then is switched off. */
  private async leaveTestMode(session: Session): Promise<void> {
    for (let i = 1; ; i += 1) {
      try {
        const { mode } = await session.exchange.urgent(OFF_ORDER);
        if (mode === OFF_ORDER.expected.mode) return;
        throw new AppError('unavailable', 'The board stays in test mode');
      } catch (error) {
        if (i < OFF_TIMES && session.up) continue;
        session.startOver('The board did not end the trial of a pin');
        throw error;
      }
    }
  }

  /**
   * What is installed, on a board that keeps it. One that was just flashed takes roles and forgets them until its memory
   * is prepared; it is known by listing no slots, not even empty ones, and has nothing that could be lost.
   */
  private async keptParts(): Promise<readonly BoardDevice[]> {
    const installed = await this.list('d', []);
    if (installed.length > 0) return installed;
    const slots = await this.list('d', [['e', '1']]);
    if (slots.length === 0) await this.session().exchange.prepareMemory();
    return [];
  }

  private slotOf(installed: readonly BoardDevice[], wiring: BoardWiring): number | null {
    const parts = partsOf(installed, this.constantsMessage().tempFormat);
    return parts.find((part) => isSameWiring(part.wiring, wiring))?.slot ?? null;
  }

  private async place(slot: number, wiring: BoardWiring, role: BoardRole): Promise<void> {
    const [device, errors] = await this.define(installPairs(slot, wiring, role));
    const [taken] = partsOf([device], this.constantsMessage().tempFormat);
    if (errors.length > 0 || taken?.role !== role || !isSameWiring(taken.wiring, wiring)) {
      throw new AppError('unavailable', `The board did not take it${words(errors)}`);
    }
  }

  private async list(letter: 'd' | 'h', pairs: readonly Pair[]): Promise<readonly BoardDevice[]> {
    const kind = letter === 'd' ? 'installed' : 'hardware';
    const { answer } = await this.session().exchange.request(
      encodeObject(letter, pairs),
      kind,
      CONVERTED_WITHIN_MS,
    );
    return answer.devices;
  }

  private async define(pairs: readonly Pair[]): Promise<[BoardDevice, readonly LogMessage[]]> {
    const text = encodeObject('U', pairs);
    const { answer, logs } = await this.session().exchange.request(text, 'slot', CONVERTED_WITHIN_MS);
    return [answer.device, logs.filter(({ type }) => type === 'E')];
  }

  private constantsMessage(): ConstantsMessage {
    const { constants } = this.session().view;
    if (constants === null) throw new AppError('unavailable', 'The board has not said enough yet');
    return constants;
  }
}

/**
 * What a probe holds from power-up until it has converted is no value. These readings are as measured: the board filters
 * none of them, so the next one is true.
 */
function believed(part: BoardPart): BoardPart {
  const measuredC = part.value === null ? null : part.value - part.offsetC;
  const unmeasured = measuredC !== null && Math.abs(measuredC - POWER_ON_C) < ROUNDING_C;
  return part.wiring.kind === 'probe' && unmeasured ? { ...part, value: null } : part;
}

/** A line as wide as the display; what its characters of its own mean nobody can tell. */
function displayable(line: string): string {
  return line
    .replaceAll(/[^\x20-\x7e°]/g, ' ')
    .slice(0, BOARD_DISPLAY_COLUMNS)
    .padEnd(BOARD_DISPLAY_COLUMNS);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}

function words(errors: readonly LogMessage[]): string {
  return errors.length === 0 ? '' : `: ${errors.map((error) => describeLog(error).text).join('; ')}`;
}
