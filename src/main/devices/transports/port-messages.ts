/** What a console and the process that holds a port for it tell each other. Bytes go as they are, both ways. */

export interface SerialPlace {
  readonly path: string;
  readonly baudRate: number;
}

/** Where a device listens: a board on the network, or a program such as ser2net that lends a serial port out. */
export interface TcpPlace {
  readonly host: string;
  readonly port: number;
}

/** What to open: the process's one argument, as JSON. */
export type PortOptions = ({ readonly kind: 'serial' } & SerialPlace) | ({ readonly kind: 'tcp' } & TcpPlace);

/** Why a port did not open or has ended, in the system's own words; null: the other end is gone. */
export type PortCause = { readonly code: string | null; readonly text: string } | null;

/** Causes that the process itself finds. */
export const ownCauses = { flood: 'PORT_FLOOD', full: 'PORT_FULL' } as const;

export type PortMessage =
  | Uint8Array
  | { readonly type: 'open' }
  /** It could not be opened, or has ended by itself. */
  | { readonly type: 'ended'; readonly cause: PortCause };

/** What the console tells the process: bytes for the port, or bytes to send when the console has ended. */
export type HolderMessage = Uint8Array | { readonly type: 'farewell'; readonly bytes: Uint8Array };
