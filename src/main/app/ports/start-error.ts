/** Why the console cannot start with its data folder. */
export type StartErrorCode =
  | 'folder-busy' // another console, or another program, holds the data
  | 'disk-full'
  | 'disk-failing' // the disk reports errors
  | 'no-permission' // the folder or a file in it cannot be opened or written
  | 'not-a-folder' // something else stands where the folder should be
  | 'newer-schema' // written by a newer Maelstrom
  | 'not-ours' // an SQLite database of another program
  | 'no-server' // the address cannot be listened on
  | 'real-device'; // simulated time was asked for where real devices have been

/** Ends the start of the console. The message is one line for the user; nothing in the data folder has changed. */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly code: StartErrorCode;

  constructor(code: StartErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
