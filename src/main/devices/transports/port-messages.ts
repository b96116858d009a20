/** What a console and the process that holds a serial port for it tell each other. Bytes go as they are, both ways. */

/** How to open the port: the process's one argument, as JSON. */
export interface PortOptions {
  readonly path: string;
  readonly baudRate: number;
}

export type PortMessage =
  | Uint8Array
  | { readonly type: 'open' }
  /** It could not be opened; `cause` is the system's own text. */
  | { readonly type: 'failed'; readonly cause: string }
  /** It has ended by itself. */
  | { readonly type: 'closed'; readonly cause: string | null };

/** What the console tells the process: bytes for the port, or bytes to send when the console has ended. */
export type HolderMessage = Uint8Array | { readonly type: 'farewell'; readonly bytes: Uint8Array };
