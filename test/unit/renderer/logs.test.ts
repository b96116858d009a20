import { describe, expect, it } from 'vitest';
import { type LogFilter, matches, requestOf } from '#renderer/features/logs/log-filter.ts';
import { groupSources, kindOfSource } from '#renderer/features/logs/log-source.ts';
import { logFile } from '#renderer/features/logs/log-text.ts';
import { addLogEntries, breakLogTail, LOG_TAIL_KEPT, useLogTail } from '#renderer/stores/log-tail.ts';
import type { LogEntry } from '#shared/domain/log-entry.ts';

const entry = (change: Partial<LogEntry> = {}): LogEntry => ({
  id: 1,
  atMs: Date.UTC(2027, 2, 4, 5, 6, 7),
  level: 'warning',
  source: 'console',
  message: 'Device lost',
  ...change,
});
const all: LogFilter = { level: 'debug', source: null, search: '' };

describe('the filter of live entries', () => {
  it('goes by gravity, by source and by words', () => {
    expect(matches(entry(), { ...all, level: 'info' })).toBe(true);
    expect(matches(entry(), { ...all, level: 'error' })).toBe(false);
    expect(matches(entry(), { ...all, search: 'LOST' })).toBe(true);
    expect(matches(entry(), { ...all, search: 'found' })).toBe(false);
    expect(matches(entry(), { ...all, source: 'console' })).toBe(true);
    expect(matches(entry(), { ...all, source: 'Console' })).toBe(false);
  });

  it('folds letters as the console does: A to Z only', () => {
    expect(matches(entry({ message: 'Kühler' }), { ...all, search: 'kühl' })).toBe(true);
    expect(matches(entry({ message: 'KÜHLER' }), { ...all, search: 'kühl' })).toBe(false);
  });

  it('asks the console for no more than it says', () => {
    expect(requestOf(all)).toEqual({ level: 'debug' });
    expect(requestOf({ level: 'error', source: 'Cellar', search: 'lost' })).toEqual({
      level: 'error',
      source: 'Cellar',
      search: 'lost',
    });
  });
});

describe('sources of the log', () => {
  const names = { devices: new Set(['Chamber board']), vessels: new Set(['Fermenter 1']) };

  it('are told apart', () => {
    expect(kindOfSource('console', names)).toBe('system');
    expect(kindOfSource('Console', names)).toBe('system');
    expect(kindOfSource('computer', names)).toBe('system');
    expect(kindOfSource('Chamber board', names)).toBe('device');
    expect(kindOfSource('Fermenter 1', names)).toBe('vessel');
    expect(kindOfSource('my script', names)).toBe('other');
  });

  it('stand under the heading of their kind; kinds that nobody is of are left out', () => {
    expect(groupSources(['a script', 'Chamber board', 'console'], names)).toEqual([
      { group: 'System', items: ['console'] },
      { group: 'Devices', items: ['Chamber board'] },
      { group: 'Others', items: ['a script'] },
    ]);
  });
});

describe('a log as a file', () => {
  it('is CSV that no spreadsheet computes', () => {
    const text = logFile(
      [entry({ source: '=HYPERLINK("x")', message: 'At 20 °C, "so"\nit goes' })],
      'csv',
      'F',
    );
    expect(text).toBe(
      '\uFEFFTime (UTC),Level,Source,Message\r\n2027-03-04 05:06:07,warning,"\'=HYPERLINK(""x"")","At 68 °F, ""so""\nit goes"\r\n',
    );
  });

  it('is text with an entry a line, further lines indented', () => {
    const lines = logFile([entry({ message: 'one\ntwo' }), entry({ level: 'info' })], 'text', 'C').split(
      '\n',
    );
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^2027-03-0\dT\d\d:\d\d:07[+-]\d\d:\d\d {2}warning {2}console: one$/);
    expect(lines[1]).toBe('    two');
    expect(lines[2]).toMatch(/ {2}info {5}console: Device lost$/);
  });
});

describe('the live tail', () => {
  it('keeps a bounded number in order and once, and counts what was missed', () => {
    addLogEntries([entry({ id: 1 }), entry({ id: 2 })]);
    addLogEntries([entry({ id: 2 }), entry({ id: 3 })]);
    expect(useLogTail.getState().entries.map(({ id }) => id)).toEqual([1, 2, 3]);
    addLogEntries(Array.from({ length: LOG_TAIL_KEPT }, (_, i) => entry({ id: 4 + i })));
    expect(useLogTail.getState().entries).toHaveLength(LOG_TAIL_KEPT);
    const { gaps } = useLogTail.getState();
    breakLogTail();
    expect(useLogTail.getState()).toEqual({ entries: [], gaps: gaps + 1 });
  });
});
