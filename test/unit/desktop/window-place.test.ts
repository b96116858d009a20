import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitPlace, PlaceFile } from '#main/desktop/window-place.ts';
import { temporaryFolder } from '#test/rig/console.ts';

const screen = { x: 0, y: 0, width: 1600, height: 1000 };
const left = { x: -1200, y: 100, width: 1200, height: 800 };
const place = { x: 40, y: 50, width: 900, height: 700, maximized: false };

describe('the place of the window', () => {
  it('is the one that was kept', () => {
    expect(fitPlace(place, [screen])).toEqual(place);
    expect(fitPlace({ ...place, x: -1000, y: 150 }, [screen, left])).toMatchObject({ x: -1000, y: 150 });
  });

  it.each([
    ['a display that is gone', { ...place, x: -1000, y: 150 }],
    ['beyond the edge', { ...place, x: 1590 }],
    ['above the edge, where no hand gets hold of it', { ...place, y: -20 }],
    ['below the edge', { ...place, y: 980 }],
  ])('is chosen by the system when it was on %s', (_, kept) => {
    expect(fitPlace(kept, [screen])).toEqual({ width: 900, height: 700, maximized: false });
  });

  it('is no larger than its display, and no smaller than the page can be', () => {
    expect(fitPlace({ ...place, width: 5000, height: 5000 }, [screen])).toMatchObject({
      width: 1600,
      height: 1000,
    });
    expect(fitPlace({ ...place, width: 1, height: 1 }, [screen])).toMatchObject({ width: 420, height: 360 });
  });

  it('is a usable one, whatever was kept', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.anything(), fc.record({ x: fc.anything(), width: fc.double(), maximized: fc.boolean() })),
        (kept) => {
          const { width, height } = fitPlace(kept, [screen]);
          expect(width).toBeGreaterThanOrEqual(420);
          expect(height).toBeLessThanOrEqual(1000);
        },
      ),
    );
  });

  it('is kept whole, the last of several', async () => {
    const folder = temporaryFolder();
    const file = new PlaceFile(join(folder, 'window.json'));
    expect(file.read()).toBeNull();
    await Promise.all([1, 2, 3].map(async (x) => file.write({ ...place, x })));
    expect(file.read()).toEqual({ ...place, x: 3 });
    expect(readdirSync(folder)).toEqual(['window.json']);
    writeFileSync(join(folder, 'window.json'), '{"x":');
    expect(file.read()).toBeNull();
  });
});
