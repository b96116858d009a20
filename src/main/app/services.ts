import type { Role } from '#shared/contract/base.ts';
import type { Contract, Inputs, Outputs } from '#shared/contract/index.ts';
import type { DeviceId } from '#shared/domain/ids.ts';
import type { LogLevel } from '#shared/domain/log-entry.ts';
import type { ChannelHub } from './channel-hub.ts';
import type { ClassicIds } from './classic-ids.ts';
import type { IngestService } from './ingest-service.ts';
import type { RawReading } from './ports/driver.ts';

/** Who asks: written into the log and the alarms. */
export interface Actor {
  readonly name: string;
  readonly role: Role;
}

/** The implementation of one procedure. Throws AppError with words for the user. */
export type Procedure<I, O> = (input: I, actor: Actor) => O | Promise<O>;

/** Every procedure of the contract, implemented by the services of the running console under the same names. */
export type Procedures = {
  readonly [N in keyof Contract]: {
    readonly [V in keyof Contract[N]]: Procedure<
      Inputs[N][V & keyof Inputs[N]],
      Outputs[N][V & keyof Outputs[N]]
    >;
  };
};

/** What a running console offers to the outside: procedures and channels. */
export interface ConsoleServices {
  readonly procedures: Procedures;
  readonly hub: ChannelHub;
  readonly classic: ClassicSide;
  /** Takes what sensors on the network have sent. */
  readonly ingest: Pick<IngestService, 'take'>;
}

/** What the wire format of the original maelstrom needs beside procedures and channels. */
export interface ClassicSide {
  readonly ids: ClassicIds;
  /** Hands over readings that a program outside has sent for a device. @returns false when the device takes nothing. */
  readonly receive: (id: DeviceId, values: ReadonlyMap<string, RawReading>) => boolean;
  /** Adds an entry to the log. */
  readonly note: (level: LogLevel, source: string, message: string) => void;
}
