import { expect, it } from 'vitest';
import type { DriverPoint } from '#main/app/ports/driver.ts';
import { type PinAbilities, pinModes } from '#main/devices/firmata/codec.ts';
import { Pins } from '#main/devices/firmata/pins.ts';

const everything: PinAbilities = new Map(Object.values(pinModes).map((mode) => [mode, 8]));
const SYSEX = 0xf0;
const ONEWIRE = 0x73;
const SET_PIN_VALUE = 0xf5;

/** Pins of a board that can do everything, with what is sent to it. */
function pinsOf() {
  const sent: Uint8Array[] = [];
  const misfits: string[] = [];
  const board = { abilities: Array.from({ length: 20 }, () => everything), channels: [] };
  const pins = new Pins(board, {
    send: (bytes) => void sent.push(bytes),
    onReading: () => {},
    onFound: () => {},
    onForgotten: () => {},
    onMisfit: (address, why) => void misfits.push(`${address}: ${why}`),
  });
  const isOneWire = (bytes: Uint8Array): boolean => bytes[0] === SYSEX && bytes[1] === ONEWIRE;
  return { pins, sent, misfits, isOneWire };
}

const output = (address: string): DriverPoint => ({ kind: 'output', address, outputKind: 'contactor' });
const probe = (address: string): DriverPoint => ({ kind: 'temperature', address });

it('a pin that is no bus any more is not searched for probes: it may be a relay now', () => {
  const { pins, sent, isOneWire } = pinsOf();
  pins.setUp([probe('D2 any')]);
  pins.step(0);
  expect(sent.some(isOneWire)).toBe(true);
  pins.setUp([output('D2')]);
  sent.length = 0;
  pins.step(60_000);
  expect(sent.some(isOneWire)).toBe(false);
});

it('an address that was an output and is a contact now is switched off and no output any more', () => {
  const { pins, sent } = pinsOf();
  pins.setUp([output('D7')]);
  pins.outputs.write('D7', 100, { validForMs: 60_000 }, 0);
  sent.length = 0;
  pins.setUp([{ kind: 'input', address: 'D7' }]);
  expect(Array.from(sent[0] ?? [])).toEqual([SET_PIN_VALUE, 7, 0]);
  expect(pins.outputs.has('D7')).toBe(false);
});
