import type {
  BoardCommand,
  BoardDriver,
  BoardReport,
  DriverContext,
  DriverFamily,
} from '#main/app/ports/driver.ts';
import { AppError } from '#shared/domain/app-error.ts';
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
    link: (link, text) => context?.onLink(link, text),
  };
  return board;

  function open(opened: DriverContext): BoardDriver {
    context = opened;
    opened.onLink('connected', 'Connected');
    opened.onStep((nowMs) => {
      if (nowMs % 1000 !== 0) return;
      for (const [address, value] of board.probes) opened.onReading(address, { quality: 'good', value });
      opened.onBoard(board.report);
    });
    const command = (told: BoardCommand): Promise<void> => {
      board.commands.push(told);
      if (board.refuse) return Promise.reject(new AppError('unavailable', 'The board does not answer'));
      board.report = obey(told);
      opened.onBoard(board.report);
      return Promise.resolve();
    };
    return { kind: 'board', command, allOff: () => command({ mode: 'off' }), close: () => Promise.resolve() };
  }
}

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
