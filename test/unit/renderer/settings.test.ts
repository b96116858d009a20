import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { phoneAddress } from '#renderer/features/settings/phone-address.ts';
import { kindOf, nameProblem, parseValue } from '#renderer/features/settings/setting-text.ts';
import {
  changeSetting,
  loadSettings,
  resetSetting,
  useForeignSettings,
  useSettings,
} from '#renderer/stores/settings.ts';
import { formatBytes } from '#renderer/ui/bytes.ts';
import { knownSettings } from '#shared/domain/setting.ts';

describe('settings of other programs', () => {
  it('are kept beside the console’s own', () => {
    loadSettings([
      { name: 'ui.accent', value: 'green' },
      { name: 'script.every', value: 5 },
    ]);
    expect(useSettings.getState()['ui.accent']).toBe('green');
    expect(useForeignSettings.getState().values).toEqual({ 'script.every': 5 });
    changeSetting({ name: 'script.on', value: true });
    resetSetting('script.every');
    resetSetting('ui.accent');
    expect(useForeignSettings.getState().values).toEqual({ 'script.on': true });
    expect(useSettings.getState()['ui.accent']).toBe('copper');
  });

  it('are read as what they are', () => {
    expect(kindOf('12')).toBe('text');
    expect(parseValue('12', 'text')).toEqual({ ok: true, value: '12' });
    expect(parseValue('−1,5', 'number')).toEqual({ ok: true, value: -1.5 });
    expect(parseValue('', 'number')).toMatchObject({ ok: false });
    expect(parseValue('1e999', 'number')).toMatchObject({ ok: false });
    expect(parseValue('true', 'switch')).toEqual({ ok: true, value: true });
    expect(parseValue('x'.repeat(2001), 'text')).toMatchObject({ ok: false });
  });

  it('have names of their own', () => {
    const taken = (name: string) => (name === 'ui.theme' ? 'known' : name === 'mine' ? 'foreign' : null);
    expect(nameProblem('new', taken)).toBeNull();
    expect(nameProblem('  ', taken)).toMatch(/must not be empty/);
    expect(nameProblem('a/b', taken)).toMatch(/slashes/);
    expect(nameProblem('ui.theme', taken)).toMatch(/console has this setting/);
    expect(nameProblem(' mine ', taken)).toMatch(/already/);
  });
});

describe('the address for a phone', () => {
  const open = { addresses: ['http://192.168.1.20:8888/'], thisComputerOnly: false, needsToken: true };
  const closed = { addresses: ['http://127.0.0.1:8888/'], thisComputerOnly: true, needsToken: false };

  it('is the one of this page when that came from elsewhere', () => {
    expect(phoneAddress('https://brew.example/maelstrom/#/settings', closed)).toBe(
      'https://brew.example/maelstrom/',
    );
  });

  it('is the first of the console for whoever sits at it', () => {
    expect(phoneAddress('http://localhost:8888/#/settings', open)).toBe('http://192.168.1.20:8888/');
    expect(phoneAddress('app://console/#/settings', open)).toBe('http://192.168.1.20:8888/');
  });

  it('is none where only this computer reaches the console', () => {
    expect(phoneAddress('http://127.0.0.1:8888/', closed)).toBeNull();
    expect(phoneAddress('app://console/', { ...closed, addresses: [] })).toBeNull();
  });
});

describe('sizes', () => {
  it.each([
    [0, '0 bytes'],
    [812, '812 bytes'],
    [999.6, '1.0 kB'],
    [4_200_000, '4.2 MB'],
    [123_400_000_000, '123 GB'],
  ])('%d', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

/** What a rule of the page's theme says, by the name of each variable. */
function variablesOf(css: string, selector: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const rule of css.matchAll(/([^{}]+)\{([^}]*)\}/g)) {
    if ((rule[1] ?? '').replaceAll(/\/\*[\s\S]*?\*\//g, '').trim() !== selector) continue;
    for (const [, name = '', value = ''] of (rule[2] ?? '').matchAll(/(--[\w-]+):\s*([^;]+);/g))
      found[name] = value;
  }
  return found;
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.039_28 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

describe('each accent', () => {
  const css = readFileSync(new URL('../../../src/renderer/ui/theme.css', import.meta.url), 'utf8');
  const light = variablesOf(css, ':root');
  const dark = variablesOf(css, ':root[data-mantine-color-scheme="dark"]');

  it.each(
    knownSettings['ui.accent'].options.flatMap((name) => [
      { name, theme: 'light', colors: light },
      { name, theme: 'dark', colors: { ...light, ...dark } },
    ]),
  )('$name is read on every ground in the $theme theme', ({ name, colors }) => {
    const color = (variable: string): string => colors[variable] ?? `no ${variable}`;
    const accent = color(`--swatch-${name}`);
    const soft = color(`--swatch-${name}-soft`);
    for (const ground of ['--bg', '--surface', '--raised'].map(color))
      expect(contrast(accent, ground)).toBeGreaterThan(4.5);
    expect(contrast(accent, soft)).toBeGreaterThan(4.5);
    expect(contrast(color('--accent-ink'), accent)).toBeGreaterThan(4.5);
    for (const ink of ['--ink', '--ink-2'].map(color)) expect(contrast(ink, soft)).toBeGreaterThan(4.5);
    expect(css).toContain(`:root[data-accent="${name}"]`);
  });
});
