import type { BoardActivity, BoardReport } from '#main/app/ports/driver.ts';
import type { TempFormat } from './messages.ts';
import { toC } from './units.ts';

/** What a board is doing, from its state number, its mode letter and the last line of its display (section 4). */

/** `time`: what the time on the display means, if it shows one in this state. */
interface StateWords {
  readonly activity: BoardActivity;
  readonly text: string;
  readonly time: 'for' | 'left' | 'none';
  /** How the display's last line begins in this state; a line that was read in another one says nothing. */
  readonly display: string;
}

const state = (
  activity: BoardActivity,
  text: string,
  time: StateWords['time'],
  display: string,
): StateWords => ({
  activity,
  text,
  time,
  display,
});

/** By state number, 0 to 9. An open door is only on the display: the state stays what it was. */
const states: readonly StateWords[] = [
  state('idle', 'Idle', 'for', 'Idling for'),
  state('idle', 'Temperature control is off', 'none', 'Temp. control'),
  state('idle', 'The door is open', 'none', 'Door open'),
  state('heating', 'Heating', 'for', 'Heating for'),
  state('cooling', 'Cooling', 'for', 'Cooling for'),
  state('waiting', 'Waits before it cools', 'left', 'Wait to Cool'),
  state('waiting', 'Waits before it heats', 'left', 'Wait to Heat'),
  state('waiting', 'Waits for the temperature to peak', 'none', 'Waiting for peak'),
  state('cooling', 'Cools for its minimum time', 'left', 'Cool time left'),
  state('heating', 'Heats for its minimum time', 'left', 'Heat time left'),
];

/** What the display's last line said, and when. */
export interface DisplayLine {
  readonly text: string;
  /** Monotonic, ms. */
  readonly nowMs: number;
}

export interface BoardState {
  /** Mode letter as the board says it. */
  readonly mode: string;
  /** In the unit of the board. */
  readonly beerSet: number | null;
  readonly chamberSet: number | null;
  readonly state: number;
  readonly display: DisplayLine | null;
}

const modes: Readonly<Record<string, Pick<BoardReport, 'mode' | 'target' | 'source'>>> = {
  o: { mode: 'off', target: 'beer', source: 'constant' },
  b: { mode: 'auto', target: 'beer', source: 'constant' },
  f: { mode: 'auto', target: 'chamber', source: 'constant' },
  p: { mode: 'auto', target: 'beer', source: 'profile' },
  t: { mode: 'manual', target: 'beer', source: 'constant' },
};

/** @param nowMs monotonic. */
export function reportOf(board: BoardState, format: TempFormat, nowMs: number): BoardReport {
  const known = Object.hasOwn(modes, board.mode) ? modes[board.mode] : undefined;
  const asC = (value: number | null): number | null => (value === null ? null : toC(value, format));
  const { activity, text } = activityOf(board, nowMs);
  return {
    ...(known ?? { mode: 'unknown', target: 'beer', source: 'constant' }),
    beerSpC: asC(board.beerSet),
    chamberSpC: asC(board.chamberSet),
    activity,
    text:
      known === undefined
        ? `Its mode is ${quoted(board.mode)}, which is none. ${text}`
        : modeText(board, text),
  };
}

function modeText({ mode }: BoardState, text: string): string {
  if (mode === 't') return `Test mode: outputs are switched by hand. ${text}`;
  return mode === 'o' && text.startsWith('Idle') ? 'Off' : text;
}

function activityOf(board: BoardState, nowMs: number): { activity: BoardActivity; text: string } {
  const words = states[board.state];
  if (words === undefined) return { activity: 'idle', text: `State ${board.state}, which is unknown` };
  const { activity, text } = words;
  const line = board.display?.text ?? '';
  const door = words !== states[2] && line.startsWith('Door open') ? '; the door is open' : '';
  if (board.display === null || words.time === 'none' || !line.startsWith(words.display)) {
    return { activity, text: text + door };
  }
  const shownS = secondsOf(line);
  if (shownS === null) return { activity, text };
  const sinceS = (nowMs - board.display.nowMs) / 1000;
  return words.time === 'for'
    ? { activity, text: `${text} for ${duration(shownS + sinceS)}` }
    : { activity, text: `${text}, ${duration(Math.max(0, shownS - sinceS))} left` };
}

/** Seconds of a time such as `04m55` or `1h02m03` at the end of a line of the display. */
export function secondsOf(line: string): number | null {
  const match = /(?:(\d+)h)?(\d+)m(\d+)\s*$/.exec(line);
  if (match === null) return null;
  const [, hours, minutes, seconds] = match;
  return Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds);
}

function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${whole % 60} s` : `${whole} s`;
}

const quoted = (mode: string): string => JSON.stringify(mode.slice(0, 10).replaceAll(/[^\x20-\x7e]/g, '?'));
