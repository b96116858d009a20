import type { DriverContext, DriverFamily, Lease, PointDriver } from '#main/app/ports/driver.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { LogBudget } from '../log-budget.ts';
import { checkPlace, connectorFor, PLACE_HINT } from '../transports/connect.ts';
import { Supervisor } from '../transports/supervisor.ts';
import type { Connector } from '../transports/transport.ts';
import { addressHints, clash, parseAddress } from './addresses.ts';
import { Session } from './session.ts';

/** The rate of StandardFirmata and ConfigurableFirmata. */
const BAUD_RATE = 57_600;

/** An Arduino with StandardFirmata or ConfigurableFirmata: our loop drives its pins. */
class FirmataDriver implements PointDriver {
  readonly kind = 'points';
  private readonly context: DriverContext;
  private readonly place: () => string;
  private readonly supervisor: Supervisor;
  private readonly log: LogBudget;
  /** Set while the connection is open. */
  private session: Session | null = null;
  /** What switches every output off that was set up on the connection before. */
  private before: Uint8Array = new Uint8Array();

  constructor(context: DriverContext, connector: Connector) {
    this.context = context;
    this.place = () => connector.place;
    this.log = new LogBudget((level, message) => context.onLog(level, message));
    this.supervisor = new Supervisor({
      connector,
      attend: (supervision) => {
        const session = new Session(connector.place, supervision, this.events());
        this.session = session;
        return {
          onData: (bytes) => session.onData(bytes),
          end: () => {
            session.end();
            this.before = session.farewell();
            this.session = null;
          },
        };
      },
      onLost: (reason) => context.onLink('lost', reason),
      onFault: (error) => context.onFault(error),
    });
  }

  write(address: string, outPct: number, lease: Lease): void {
    this.session?.write(address, outPct, lease);
  }

  pointsChanged(): void {
    this.session?.pointsChanged();
  }

  async allOff(): Promise<void> {
    if (this.session === null)
      throw new AppError('unavailable', `The board on ${this.place()} is not connected`);
    await this.session.allOff();
  }

  async close(): Promise<void> {
    // What does not confirm now has been told all the same; the port is let go of either way.
    await this.session?.allOff().catch(() => undefined);
    await this.supervisor.close();
  }

  private events(): ConstructorParameters<typeof Session>[2] {
    const { context, log } = this;
    return {
      points: () => context.points(),
      before: this.before,
      onUp: (firmware) => context.onLink('connected', `${firmware} on ${this.place()}`),
      onReading: (address, reading) => context.onReading(address, reading),
      onDeadMan: (afterS) => context.onDeadMan(afterS),
      onLog: (level, message) => log.say(level, message, performance.now()),
      onNoise: (bytes) => log.noise(bytes, performance.now()),
    };
  }
}

export const firmataFamily: DriverFamily = {
  name: 'firmata',
  title: 'Arduino with Firmata',
  kind: 'points',
  connectionHint: PLACE_HINT,
  addressHints,
  outputsStay: true,
  simulated: false,
  checkConnection: checkPlace,
  checkAddress: (point) => void parseAddress(point),
  clash,
  open: (context) =>
    new FirmataDriver(
      context,
      connectorFor(context.connection, { baudRate: BAUD_RATE, memory: context.memory }),
    ),
};
