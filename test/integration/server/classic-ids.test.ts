import { describe, expect, it } from 'vitest';
import { ClassicIds } from '#main/app/classic-ids.ts';
import { open, temporaryFolder } from '../storage/fixtures.ts';

function start(dataDir = temporaryFolder()) {
  const { store } = open(dataDir);
  return { dataDir, store, ids: new ClassicIds(store) };
}

describe('the numbers of the original', () => {
  it('are given at first sight, from 1, devices and vessels in one sequence, and hold over a restart', () => {
    const { dataDir, store, ids } = start();
    expect(ids.peek('device', 'board')).toBeUndefined();
    expect(ids.numberOf('device', 'board')).toBe(1);
    expect(ids.numberOf('vessel', 'keller')).toBe(2);
    expect(ids.numberOf('profile', 'ale')).toBe(1);
    expect(ids.numberOf('device', 'other')).toBe(3);
    expect(ids.numberOf('device', 'board')).toBe(1);
    expect(ids.find('controller', 2)).toEqual({ kind: 'vessel', n: 2, id: 'keller' });
    expect(ids.find('profile', 2)).toBeUndefined();
    store.close();
    const again = start(dataDir);
    expect(again.ids.peek('vessel', 'keller')).toBe(2);
    expect(again.ids.numberOf('vessel', 'new')).toBe(4);
  });

  it('go to who had them in the original; the holder gets a new one, and no number comes twice', () => {
    const { ids } = start();
    for (const id of ['a', 'b', 'c']) ids.numberOf('device', id);
    ids.take('device', 'imported', 2);
    expect(ids.numberOf('device', 'imported')).toBe(2);
    expect(ids.numberOf('device', 'b')).toBe(4);
    ids.take('device', 'b', 7);
    ids.take('device', 'b', 7);
    ids.take('vessel', 'b', 3);
    expect(ids.find('controller', 3)).toEqual({ kind: 'vessel', n: 3, id: 'b' });
    expect(ids.numberOf('device', 'c')).toBe(8);
    ids.take('device', 'c', 1);
    expect(ids.numberOf('device', 'a')).toBe(9);
    // 4 and 8 were given once.
    expect(ids.numberOf('device', 'next')).toBe(10);
  });

  it('that a larger transaction has taken back are not remembered', () => {
    const { ids, store } = start();
    ids.numberOf('profile', 'ale');
    const failing = () =>
      store.transaction(() => {
        ids.take('profile', 'imported', 1);
        expect(ids.numberOf('profile', 'ale')).toBe(2);
        throw new Error('half way');
      });
    expect(failing).toThrow('half way');
    ids.reload();
    expect(ids.peek('profile', 'imported')).toBeUndefined();
    expect(ids.numberOf('profile', 'ale')).toBe(1);
    expect(ids.numberOf('profile', 'next')).toBe(2);
  });
});
