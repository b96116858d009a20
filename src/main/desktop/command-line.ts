/** A start without a window: the tray is there, and control runs. */
export const HIDDEN_FLAG = '--hidden';
/** Says that this process takes the place of one whose core had failed. */
export const RELAUNCHED_FLAG = '--relaunched';

/** Options of the console that take a value. */
const withValue: ReadonlySet<string> = new Set(['--port', '--host', '--data', '--speed', '--token-file']);

export interface DesktopCommandLine {
  /** What is for the console. */
  readonly args: readonly string[];
  /** Start without showing the window. */
  readonly hidden: boolean;
  readonly relaunched: boolean;
}

/**
 * Takes from the command line what is ours. The rest belongs to Electron and Chromium, which put switches of their own
 * there. `npm start` has refused what nobody knows before.
 */
export function readCommandLine(words: readonly string[]): DesktopCommandLine {
  const args: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const [flag = ''] = word.split('=', 1);
    if (!withValue.has(flag)) continue;
    args.push(word);
    const value = words[at + 1];
    if (flag === word && value !== undefined) args.push(value);
  }
  return { args, hidden: words.includes(HIDDEN_FLAG), relaunched: words.includes(RELAUNCHED_FLAG) };
}
