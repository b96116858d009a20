import { setTimeout as sleep } from 'node:timers/promises';
import type { BoardSetup } from '#main/app/ports/driver.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { BoardConstants, BoardPart, BoardRole, BoardWiring } from '#shared/domain/board-part.ts';
import { PowerOnGate } from '../power-on-gate.ts';
import { encodeObject, OFF_ORDER, type Pair, TEST_ORDER } from './commands.ts';
import { describeLog } from './log-words.ts';
import type { BoardDevice, ConstantsMessage, LogMessage } from './messages.ts';
import {
  calibrationPairs,
  freeSlot,
  installPairs,
  isSameWiring,
  partsOf,
  switchPairs,
  uninstallPairs,
} from './parts.ts';
import type { Session } from './session.ts';

/** The board waits for a conversion when it takes a probe or reads one. */
const ANSWER_WITHIN_MS = 5000;
/** How long an output is tried, ms. */
const TRY_MS = 5000;

/** Setting a board up over its present connection. */
export class BrewPiSetup implements BoardSetup {
  private readonly session: () => Session;
  private readonly gates = new Map<string, PowerOnGate>();

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
    return [...partsOf(installed, tempFormat), ...partsOf(free, tempFormat)].map((part) =>
      this.believed(part),
    );
  }

  async install(wiring: BoardWiring, role: BoardRole): Promise<void> {
    const installed = partsOf(await this.list('d', []), this.constantsMessage().tempFormat);
    const present = installed.find((part) => isSameWiring(part.wiring, wiring));
    const slot = present?.slot ?? freeSlot(installed);
    const [device, errors] = await this.define(installPairs(slot, wiring, role));
    const [taken] = partsOf([device], this.constantsMessage().tempFormat);
    if (errors.length > 0 || taken?.role !== role || !isSameWiring(taken.wiring, wiring)) {
      throw new AppError('unavailable', `The board did not take it${words(errors)}`);
    }
  }

  async uninstall(slot: number): Promise<void> {
    const [device, errors] = await this.define(uninstallPairs(slot));
    if (device['f'] !== 0)
      throw new AppError('unavailable', `The board did not let go of it${words(errors)}`);
  }

  async calibrate(slot: number, offsetC: number): Promise<void> {
    const { tempFormat } = this.constantsMessage();
    await this.define(calibrationPairs(slot, offsetC, tempFormat));
  }

  /** The pin gets a slot for the time of the trial if it has none. Mode off ends it, whatever happens. */
  async tryOutput(pin: number, inverted: boolean): Promise<void> {
    const session = this.session();
    const wiring: BoardWiring = { kind: 'pin', pin, inverted };
    const installed = partsOf(await this.list('d', []), this.constantsMessage().tempFormat);
    const present = installed.find((part) => isSameWiring(part.wiring, wiring))?.slot ?? null;
    // A light does nothing by itself.
    if (present === null) await this.install(wiring, 'light');
    const slot = present ?? freeSlot(installed);
    session.leaveFarewell(OFF_ORDER.text);
    try {
      await session.exchange.order(TEST_ORDER);
      await this.list('d', switchPairs(slot, true));
      await sleep(TRY_MS);
    } finally {
      await this.endTrial(session, slot, present === null);
    }
  }

  constants(): BoardConstants {
    const { tempFormat, setMin, setMax, values } = this.constantsMessage();
    return { unit: tempFormat, values: { tempSetMin: setMin, tempSetMax: setMax, ...values } };
  }

  async setConstant(name: string, value: number): Promise<void> {
    if (!(name in this.constants().values))
      throw new AppError('not-found', `The board has no constant ${name}`);
    await this.session().exchange.setting([[name, String(value)]]);
  }

  private async endTrial(session: Session, slot: number, forget: boolean): Promise<void> {
    // First the pin, which is the quicker one; then the mode, which ends it in any case.
    await this.list('d', switchPairs(slot, false)).catch(() => undefined);
    await session.exchange.urgent(OFF_ORDER);
    session.leaveFarewell('');
    if (forget) await this.uninstall(slot);
  }

  private async list(letter: 'd' | 'h', pairs: readonly Pair[]): Promise<readonly BoardDevice[]> {
    const kind = letter === 'd' ? 'installed' : 'hardware';
    const { answer } = await this.session().exchange.request(
      encodeObject(letter, pairs),
      kind,
      ANSWER_WITHIN_MS,
    );
    return answer.devices;
  }

  private async define(pairs: readonly Pair[]): Promise<[BoardDevice, readonly LogMessage[]]> {
    const text = encodeObject('U', pairs);
    const { answer, logs } = await this.session().exchange.request(text, 'slot', ANSWER_WITHIN_MS);
    return [answer.device, logs.filter(({ type }) => type === 'E')];
  }

  private constantsMessage(): ConstantsMessage {
    const { constants } = this.session().view;
    if (constants === null) throw new AppError('unavailable', 'The board has not said enough yet');
    return constants;
  }

  /** A probe that has never converted reads 85 °C: that is no value. */
  private believed(part: BoardPart): BoardPart {
    if (part.wiring.kind !== 'probe') return part;
    const gate = this.gates.get(part.wiring.address) ?? new PowerOnGate();
    this.gates.set(part.wiring.address, gate);
    return gate.admit(part.value, performance.now()) ? part : { ...part, value: null };
  }
}

function words(errors: readonly LogMessage[]): string {
  return errors.length === 0 ? '' : `: ${errors.map((error) => describeLog(error).text).join('; ')}`;
}
