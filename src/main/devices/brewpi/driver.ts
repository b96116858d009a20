import type { BoardCommand, BoardDriver, DriverContext, DriverFamily } from '#main/app/ports/driver.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { LogBudget } from '../log-budget.ts';
import { checkPlace, connectorFor, PLACE_HINT } from '../transports/connect.ts';
import { Supervisor } from '../transports/supervisor.ts';
import type { Connector } from '../transports/transport.ts';
import { OFF_ORDER, orderFor, type SettingOrder } from './commands.ts';
import { describeLog } from './log-words.ts';
import type { SettingsMessage } from './messages.ts';
import { Session, type SessionEvents } from './session.ts';
import { BrewPiSetup } from './setup.ts';
import { isSame } from './units.ts';

/** Every board that speaks this protocol talks at this rate (protocol, section 1). */
const BAUD_RATE = 57_600;

/** Notes about what we have just told the board ourselves; anything else was done at the board. */
const OUR_NOTE = /(by web|by profile|in web interface|by temperature profile)$/;

/** A BrewPi board: it regulates by itself, and holds what it was told last when we vanish. */
class BrewPiDriver implements BoardDriver {
  readonly kind = 'board';
  readonly setup: BrewPiSetup;
  private readonly context: DriverContext;
  private readonly connector: Connector;
  private readonly supervisor: Supervisor;
  private readonly log: LogBudget;
  /** Set while the port is open. */
  private session: Session | null = null;

  constructor(context: DriverContext, connector: Connector) {
    this.context = context;
    this.connector = connector;
    this.setup = new BrewPiSetup(() => this.upSession());
    this.log = new LogBudget((level, message) => context.onLog(level, message));
    this.supervisor = new Supervisor({
      connector,
      attend: (supervision) => {
        const session: Session = new Session(
          connector.place,
          supervision,
          this.eventsOf(() => session),
        );
        this.session = session;
        return {
          onData: (bytes) => session.onData(bytes),
          end: (reason) => {
            session.end(reason);
            this.session = null;
          },
        };
      },
      onLost: (reason) => context.onLink('lost', reason),
      onFault: (error) => context.onFault(error),
    });
  }

  async command(command: BoardCommand): Promise<void> {
    const session = this.upSession();
    const { constants, settings } = session.view;
    if (constants === null || settings === null) throw this.notConnected();
    const order = orderFor(command, constants, settings.mode);
    confirm(order, await session.exchange.order(order));
  }

  async allOff(): Promise<void> {
    confirm(OFF_ORDER, await this.openSession().exchange.urgent(OFF_ORDER));
  }

  async close(): Promise<void> {
    // What it regulates goes on; what somebody only wanted to look at does not.
    if (this.setup.trying) await this.allOff().catch(() => undefined);
    await this.supervisor.close();
  }

  /** The connection, when the board answers on it. */
  private upSession(): Session {
    const session = this.openSession();
    if (!session.up) throw this.notConnected();
    return session;
  }

  private openSession(): Session {
    if (this.session === null) throw this.notConnected();
    return this.session;
  }

  private notConnected(): AppError {
    return new AppError('unavailable', `The board on ${this.connector.place} is not connected`);
  }

  private eventsOf(session: () => Session): SessionEvents {
    return {
      onUp: ({ version }) => this.context.onLink('connected', `BrewPi ${version} on ${this.connector.place}`),
      onReadings: () => {
        for (const [probe, reading] of session().view.readings(performance.now())) {
          this.context.onReading(probe, reading);
        }
      },
      onState: () => {
        const report = session().view.report(performance.now());
        if (report !== null) this.context.onBoard(report);
      },
      onLog: (message) => {
        const { level, text } = describeLog(message);
        this.log.say(level, text, performance.now());
      },
      onNote: (note) => {
        if (!OUR_NOTE.test(note)) this.log.say('info', `The board says: ${note}`, performance.now());
      },
      onTestMode: () => {
        const text = 'The board was in test mode, in which its outputs stay as they are: it is switched off';
        this.log.say('warning', text, performance.now());
      },
      onNoise: (bytes) => this.log.noise(bytes, performance.now()),
    };
  }
}

/** @throws AppError `unavailable` when the board holds something else than it was told. */
function confirm({ expected }: SettingOrder, held: SettingsMessage): void {
  const { mode, beerSet, chamberSet } = expected;
  const asTold =
    held.mode === mode &&
    (beerSet === undefined || (held.beerSet !== null && isSame(held.beerSet, beerSet))) &&
    (chamberSet === undefined || (held.chamberSet !== null && isSame(held.chamberSet, chamberSet)));
  if (asTold) return;
  const holds = `mode ${held.mode.slice(0, 10)}, beer ${held.beerSet ?? 'none'}, chamber ${held.chamberSet ?? 'none'}`;
  throw new AppError('unavailable', `The board did not take it: it holds ${holds}`);
}

export const brewPiFamily: DriverFamily = {
  name: 'brewpi',
  title: 'BrewPi (Arduino)',
  connectionHint: PLACE_HINT,
  kind: 'board',
  addressHints: { temperature: 'One of beer, chamber, room' },
  simulated: false,
  checkConnection: checkPlace,
  open: (context) =>
    new BrewPiDriver(
      context,
      connectorFor(context.connection, { baudRate: BAUD_RATE, memory: context.memory }),
    ),
};
