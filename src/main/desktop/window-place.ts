import { promises as files, readFileSync } from 'node:fs';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a window stands; without `x` and `y` the system chooses. */
export interface WindowPlace {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
}

export const MIN_WIDTH = 420;
export const MIN_HEIGHT = 360;
const usual: WindowPlace = { width: 1280, height: 860, maximized: false };
/** So much of a window has to be on a display for a person to get hold of it, px. */
const GRIP_PX = 80;

/** The place that was kept, as far as it makes sense on the displays that are there now. */
export function fitPlace(kept: unknown, displays: readonly Rectangle[]): WindowPlace {
  if (!isPlace(kept)) return usual;
  const { x, y, maximized } = kept;
  const on = displays.find((area) => x !== undefined && y !== undefined && hasGrip({ ...kept, x, y }, area));
  const area = on ?? displays[0];
  const width = clamp(kept.width, MIN_WIDTH, area?.width ?? usual.width);
  const height = clamp(kept.height, MIN_HEIGHT, area?.height ?? usual.height);
  if (on === undefined || x === undefined || y === undefined) return { width, height, maximized };
  return { x, y, width, height, maximized };
}

function hasGrip(window: Rectangle, area: Rectangle): boolean {
  const across = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  // The title bar is what a window is moved by.
  return across >= GRIP_PX && window.y >= area.y && window.y <= area.y + area.height - GRIP_PX;
}

function isPlace(value: unknown): value is WindowPlace {
  if (typeof value !== 'object' || value === null) return false;
  const { x, y, width, height, maximized } = value as Readonly<Record<string, unknown>>;
  const fits = (part: unknown): boolean => Number.isInteger(part) && Math.abs(part as number) < 100_000;
  return (
    fits(width) &&
    fits(height) &&
    (x === undefined || fits(x)) &&
    (y === undefined || fits(y)) &&
    typeof maximized === 'boolean'
  );
}

function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(value, Math.max(min, max)));
}

/** Keeps the place in a file that is whole at every instant. What cannot be kept is no reason to trouble anybody. */
export class PlaceFile {
  private readonly path: string;
  private writing: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.path = path;
  }

  read(): unknown {
    try {
      return JSON.parse(readFileSync(this.path, 'utf8')) as unknown;
    } catch {
      return null;
    }
  }

  /** Resolves when it is written, after all that was to be written before. */
  async write(place: WindowPlace): Promise<void> {
    this.writing = this.writing.then(async () => {
      try {
        const draft = `${this.path}.new`;
        await files.writeFile(draft, `${JSON.stringify(place)}\n`, { flush: true });
        await files.rename(draft, this.path);
      } catch {
        // The next start opens the window at its usual place.
      }
    });
    return this.writing;
  }
}
