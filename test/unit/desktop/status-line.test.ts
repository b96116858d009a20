import { describe, expect, it } from 'vitest';
import { readCommandLine } from '#main/desktop/command-line.ts';
import type { BreweryState } from '#main/desktop/console-watch.ts';
import { runningVessels, statusLine } from '#main/desktop/status-line.ts';
import type { Alarm } from '#shared/domain/alarm.ts';
import type { VesselState } from '#shared/domain/vessel-state.ts';
import { alarmSample, shelved } from '#test/rig/alarm-sample.ts';

const vessel = (vesselId: string, state: Partial<VesselState>) =>
  [vesselId, { vesselId, mode: 'auto', pvC: 18.06, text: 'Holding', ...state } as VesselState] as const;

const many = (count = 0, shelf: Alarm['shelved']) =>
  Array.from({ length: count }, (_, i) => {
    const alarm = alarmSample({ id: `${shelf === null ? 'alarm' : 'shelved'}-${i}`, shelved: shelf });
    return [alarm.id, alarm] as const;
  });

function brewery(
  vessels: readonly (readonly [string, VesselState])[],
  options: { readonly alarms?: number; readonly shelved?: number; readonly unit?: string } = {},
): BreweryState {
  return {
    names: new Map([
      ['f1', 'Fermenter 1'],
      ['mt', 'Mash tun'],
    ]),
    vessels: new Map(vessels),
    alarms: new Map([...many(options.alarms, null), ...many(options.shelved, shelved())]),
    settings: new Map([['units.temperature', options.unit ?? 'C']]),
    url: null,
  };
}

describe('the line of the tray', () => {
  it.each([
    [{ text: 'Cooling for 3 min 12 s, at least 2 min more' }, 'Fermenter 1: 18.1 °C, cooling'],
    [{ text: 'Wants to cool: compressor off-time, 2 min left' }, 'Fermenter 1: 18.1 °C, wants to cool'],
    [{ text: 'Heating at 40 %' }, 'Fermenter 1: 18.1 °C, heating'],
    [{ pvC: null, text: 'Sensor lost (no signal): outputs off' }, 'Fermenter 1: sensor lost'],
    [{ mode: 'off', text: 'Off' } as const, 'Everything is off'],
  ])('says %j as %s', (state, line) => {
    expect(statusLine(brewery([vessel('f1', state)]))).toBe(line);
  });

  it('begins with the alarms, and names everything that runs', () => {
    const state = brewery([vessel('f1', {}), vessel('mt', { pvC: 66, text: 'Heating' })], { alarms: 2 });
    expect(statusLine(state)).toBe('2 alarms · Fermenter 1: 18.1 °C, holding · Mash tun: 66.0 °C, heating');
    expect(statusLine(brewery([], { alarms: 1 }))).toBe('1 alarm');
    expect(statusLine(brewery([], { alarms: 1, shelved: 2 }))).toBe('1 alarm');
    expect(statusLine(brewery([vessel('f1', { mode: 'off' })], { shelved: 1 }))).toBe('Everything is off');
    expect(runningVessels(state)).toEqual(['Fermenter 1', 'Mash tun']);
  });

  it('speaks the unit of the user, and stays short', () => {
    expect(statusLine(brewery([vessel('f1', {})], { unit: 'F' }))).toBe('Fermenter 1: 64.5 °F, holding');
    const many = Array.from({ length: 30 }, (_, i) => vessel(`vessel-${i}`, {}));
    expect(statusLine(brewery(many)).length).toBeLessThanOrEqual(127);
  });
});

describe('the command line of the desktop app', () => {
  it('takes what is ours and leaves the rest to Chromium', () => {
    const words = ['--no-sandbox', '--data', '/beer', '--port=0', '--inspect=0', '--hidden', '--speed', '60'];
    expect(readCommandLine(words)).toEqual({
      args: ['--data', '/beer', '--port=0', '--speed', '60'],
      hidden: true,
      relaunched: false,
    });
  });
});
