import type {
  BoardCommand,
  BoardDriver,
  BoardReport,
  BoardSetup,
  DriverContext,
  DriverFamily,
} from '#main/app/ports/driver.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { type BoardPart, type BoardRole, type BoardWiring, isSameWiring } from '#shared/domain/board-part.ts';
import type { Link } from '#shared/domain/device.ts';

/** A board that regulates by itself, in the hands of a test. */
export interface TestRegulator {
  readonly family: DriverFamily;
  /** Everything that it was told, oldest first. */
  readonly commands: BoardCommand[];
  /** What it says each second. */
  report: BoardReport;
  /** Its probes, °C. */
  readonly probes: Map<string, number>;
  /** From now on it confirms nothing. */
  refuse: boolean;
  /** From now on it confirms only when `confirm` says so, one command after the other; a stop overtakes. */
  slow: boolean;
  readonly confirm: () => Promise<void>;
  /** What is connected to it. */
  parts: BoardPart[];
  /** The pins that were tried, oldest first; a trial takes no time. */
  readonly tried: number[];
  readonly link: (link: Link, text: string) => void;
}

const off: BoardReport = {
  mode: 'off',
  target: 'beer',
  source: 'constant',
  beerSpC: null,
  chamberSpC: null,
  activity: 'idle',
  text: 'Off',
};

export function createTestRegulator(): TestRegulator {
  let context: DriverContext | null = null;
  const unconfirmed: (() => void)[] = [];
  const board: TestRegulator = {
    family: {
      name: 'test-regulator',
      kind: 'board',
      title: 'Test regulator',
      connectionHint: '',
      simulated: false,
      checkConnection: () => {},
      open,
    },
    commands: [],
    report: off,
    probes: new Map([
      ['beer', 20],
      ['chamber', 19],
    ]),
    refuse: false,
    slow: false,
    confirm: async () => {
      unconfirmed.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
    parts: [],
    tried: [],
    link: (link, text) => context?.onLink(link, text),
  };
  return board;

  function setup(): BoardSetup {
    const none = (): never => {
      throw new AppError('unavailable', 'The test regulator has nothing of the kind');
    };
    return {
      parts: () => Promise.resolve(board.parts),
      install: (wiring, role) => {
        board.parts = [...without(board.parts, wiring), partOf(wiring, role)];
        return Promise.resolve();
      },
      uninstall: () => {
        board.parts = board.parts.map((part) => ({ ...part, role: null, slot: null }));
        return Promise.resolve();
      },
      tryOutput: (pin) => {
        board.tried.push(pin);
        return Promise.resolve();
      },
      calibrate: none,
      constants: none,
      setConstant: none,
      variables: none,
      display: none,
    };
  }

  function open(opened: DriverContext): BoardDriver {
    context = opened;
    opened.onLink('connected', 'Connected');
    opened.onStep((nowMs) => {
      if (nowMs % 1000 !== 0) return;
      for (const [address, value] of board.probes) opened.onReading(address, { quality: 'good', value });
      opened.onBoard(board.report);
    });
    const does = (told: BoardCommand): void => {
      board.report = obey(told);
      opened.onBoard(board.report);
    };
    const command = async (told: BoardCommand, slow = board.slow): Promise<void> => {
      board.commands.push(told);
      if (board.refuse) throw new AppError('unavailable', 'The board does not answer');
      if (slow) await new Promise<void>((resolve) => unconfirmed.push(resolve));
      does(told);
    };
    return {
      kind: 'board',
      command: (told) => command(told),
      allOff: () => command({ mode: 'off' }, false),
      close: () => Promise.resolve(),
      setup: setup(),
    };
  }
}

const without = (parts: readonly BoardPart[], wiring: BoardWiring): BoardPart[] =>
  parts.filter((part) => !isSameWiring(part.wiring, wiring));

const partOf = (wiring: BoardWiring, role: BoardRole): BoardPart => ({
  slot: wiring.pin,
  role,
  wiring,
  offsetC: 0,
  value: null,
});

function obey(told: BoardCommand): BoardReport {
  if (told.mode === 'off') return off;
  const { target, source, spC } = told;
  const chamber = target === 'chamber';
  return {
    ...off,
    mode: 'auto',
    target,
    source,
    beerSpC: chamber ? null : spC,
    chamberSpC: chamber ? spC : 12,
    text: 'Cooling',
  };
}
