import { afterEach, describe, expect, it } from 'vitest';
import { windowOf } from '#renderer/features/trend/trend-view.ts';
import { strideEnd, strideStart } from '#renderer/features/trend/use-history.ts';
import { extend } from '#renderer/stores/live-samples.ts';
import { changeSetting, loadSettings, resetSetting, useSettings } from '#renderer/stores/settings.ts';
import { moved } from '#renderer/ui/chart-gestures.ts';
import { panWindow, valueAt, zoomWindow } from '#renderer/ui/chart-model.ts';
import { hrefOf, parseRoute } from '#renderer/ui/router.ts';
import { emptyLine } from '#renderer/ui/series.ts';
import { textInUnit } from '#renderer/ui/text-in-unit.ts';

describe('settings', () => {
  afterEach(() => loadSettings([]));

  it('take what they understand and keep the rest out', () => {
    loadSettings([
      { name: 'ui.theme', value: 'dark' },
      { name: 'units.temperature', value: 'K' },
      { name: 'my.own', value: 1 },
    ]);
    expect(useSettings.getState()).toMatchObject({ 'ui.theme': 'dark', 'units.temperature': 'C' });
    changeSetting({ name: 'units.temperature', value: 'F' });
    resetSetting('ui.theme');
    expect(useSettings.getState()).toMatchObject({ 'ui.theme': 'auto', 'units.temperature': 'F' });
    expect(useSettings.getState()).not.toHaveProperty('my.own');
  });
});

describe('addresses of screens', () => {
  it('are read and written', () => {
    expect(parseRoute('')).toEqual({ screen: 'dashboard' });
    expect(parseRoute('#/vessels/f-1')).toEqual({ screen: 'vessel', id: 'f-1' });
    expect(parseRoute('#/vessels/%E0%A4%A')).toEqual({ screen: 'vessel', id: '%E0%A4%A' });
    expect(parseRoute('#/alarms/x')).toEqual({ screen: 'unknown' });
    expect(hrefOf({ screen: 'vessel', id: 'a/b' })).toBe('#/vessels/a%2Fb');
    expect(parseRoute(hrefOf({ screen: 'logs' }))).toEqual({ screen: 'logs' });
    expect(parseRoute('#/devices')).toEqual({ screen: 'devices' });
    expect(parseRoute(hrefOf({ screen: 'board-setup', id: 'a/b' }))).toEqual({
      screen: 'board-setup',
      id: 'a/b',
    });
    expect(parseRoute('#/devices/d-1/other')).toEqual({ screen: 'unknown' });
  });
});

describe('the window of a chart', () => {
  const window = { fromMs: 0, toMs: 1_000_000 };

  it('zooms around a place and moves', () => {
    expect(zoomWindow(window, 0.5)).toEqual({ fromMs: 250_000, toMs: 750_000 });
    expect(zoomWindow(window, 0.5, 1)).toEqual({ fromMs: 500_000, toMs: 1_000_000 });
    expect(panWindow(window, -0.5)).toEqual({ fromMs: -500_000, toMs: 500_000 });
    const small = zoomWindow(window, 1e-9);
    expect(small.toMs - small.fromMs).toBe(60_000);
  });

  it('follows one finger, and spreads with two', () => {
    const box = { left: 0, width: 1000 };
    expect(moved(window, [100], [200], box)).toEqual({ fromMs: -100_000, toMs: 900_000 });
    expect(moved(window, [400, 600], [300, 700], box)).toEqual({ fromMs: 250_000, toMs: 750_000 });
  });

  it('keeps room for what a running profile will do', () => {
    const hour = 3_600_000;
    expect(windowOf({ kind: 'live', range: '1h' }, undefined, 2 * hour)).toEqual({
      fromMs: hour,
      toMs: 2 * hour,
    });
    expect(windowOf({ kind: 'run' }, undefined, 48 * hour)).toEqual({ fromMs: 24 * hour, toMs: 48 * hour });
  });

  it('asks for history in strides that always hold the range', () => {
    for (const nowMs of [0, 1, 59_999, 60_000, 123_456_789]) {
      expect(strideEnd(nowMs, 3_600_000, 1)).toBeGreaterThanOrEqual(nowMs);
      expect(strideStart(nowMs, 3_600_000, 1)).toBeLessThanOrEqual(nowMs - 3_600_000);
    }
    expect(strideEnd(60_001, 3_600_000, 1)).toBe(strideEnd(119_999, 3_600_000, 1));
  });
});

describe('values', () => {
  it('are read at an instant, and not across a gap', () => {
    const line = { atMs: [0, 10, 20, 90], values: [1, 2, null, 4] };
    expect(valueAt(line, 15, 30)).toBe(2);
    expect(valueAt(line, 25, 30)).toBeNull();
    expect(valueAt(line, 85, 30)).toBeNull();
    expect(valueAt(line, -1, 30)).toBeNull();
    expect(valueAt(emptyLine, 5, 30)).toBeNull();
  });

  it('are kept as far apart as the history records, and anew when time goes back', () => {
    let line = extend(emptyLine, 0, 1);
    expect(extend(line, 9999, 2)).toBe(line);
    line = extend(line, 10_000, 2);
    expect(line).toEqual({ atMs: [0, 10_000], values: [1, 2] });
    expect(extend(line, 5000, 3)).toEqual({ atMs: [5000], values: [3] });
  });

  it('in sentences of the console follow the unit', () => {
    expect(textInUnit('Setpoint 17.5 °C, by local', 'F')).toBe('Setpoint 63.5 °F, by local');
    expect(textInUnit('takes setpoints from -5 to 30 °C', 'F')).toBe('takes setpoints from 23 to 86 °F');
    expect(textInUnit('Heating at 12 %', 'F')).toBe('Heating at 12 %');
    const band = 'is at 20 °C, more than 1 °C from its setpoint of 18 °C';
    expect(textInUnit(band, 'F')).toBe('is at 68 °F, more than 1.8 °F from its setpoint of 64.4 °F');
    const rate = 'rises by 2.5 °C an hour, faster than 2 °C an hour';
    expect(textInUnit(rate, 'F')).toBe('rises by 4.5 °F an hour, faster than 3.6 °F an hour');
  });
});
