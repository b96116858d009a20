import type { DriverContext, DriverFamily, Lease, PointDriver, RawReading } from '#main/app/ports/driver.ts';
import type { Link } from '#shared/domain/device.ts';

/** What a test sees and does at a board that it holds in its hands. */
export interface TestBoard {
  readonly family: DriverFamily;
  /** Everything that was written, oldest first. */
  readonly writes: { address: string; outPct: number; lease: Lease; nowMs: number }[];
  /** Present output by address, %. */
  readonly outputs: Map<string, number>;
  /** How often everything was switched off at once. */
  readonly allOffs: () => number;
  /** A probe delivers this each second from now on. */
  readonly show: (address: string, reading: RawReading | number) => void;
  /** A probe delivers nothing any more. */
  readonly silence: (address: string) => void;
  readonly link: (link: Link, text: string) => void;
  /** The board says that it switches its outputs off by itself. */
  readonly sayDeadMan: () => void;
  /** From now on `allOff` rejects: the board does not confirm. */
  readonly refuseToConfirm: () => void;
  /** From now on it confirms again. */
  readonly confirmAgain: () => void;
}

/** A board whose probes show what the test says, and whose relays remember what they were told. */
export function createTestBoard(
  options: { readonly simulated?: boolean; readonly outputsStay?: boolean } = {},
): TestBoard {
  const writes: TestBoard['writes'] = [];
  const outputs = new Map<string, number>();
  const shown = new Map<string, RawReading>();
  let context: DriverContext | null = null;
  let allOffs = 0;
  let confirms = true;

  const open = (opened: DriverContext): PointDriver => {
    context = opened;
    let second = -1;
    opened.onLink('connected', 'Connected');
    opened.onStep((nowMs) => {
      if (Math.floor(nowMs / 1000) === second) return;
      second = Math.floor(nowMs / 1000);
      for (const [address, reading] of shown) opened.onReading(address, reading);
    });
    const allOff = (): Promise<void> => {
      allOffs += 1;
      outputs.clear();
      return confirms ? Promise.resolve() : Promise.reject(new Error('no answer'));
    };
    return {
      kind: 'points',
      write: (address, outPct, lease) => {
        writes.push({ address, outPct, lease, nowMs: opened.clock.nowMs() });
        outputs.set(address, outPct);
      },
      allOff,
      close: () => allOff().catch(() => {}),
    };
  };

  return {
    family: {
      name: 'test-board',
      kind: 'points',
      title: 'Test board',
      connectionHint: '',
      outputsStay: options.outputsStay ?? false,
      simulated: options.simulated ?? false,
      checkConnection: () => {},
      open,
    },
    writes,
    outputs,
    allOffs: () => allOffs,
    show: (address, reading) => {
      const raw: RawReading = typeof reading === 'number' ? { quality: 'good', value: reading } : reading;
      shown.set(address, raw);
    },
    silence: (address) => void shown.delete(address),
    link: (link, text) => context?.onLink(link, text),
    sayDeadMan: () => context?.onDeadMan(5),
    refuseToConfirm: () => {
      confirms = false;
    },
    confirmAgain: () => {
      confirms = true;
    },
  };
}
