import { expect, it } from 'vitest';
import type { RawReading } from '#main/app/ports/driver.ts';
import { commands, pinModes } from '#main/devices/firmata/codec.ts';
import { Contacts } from '#main/devices/firmata/contacts.ts';

const on: RawReading = { quality: 'good', value: 1 };
const off: RawReading = { quality: 'good', value: 0 };
const none: RawReading = { quality: 'bad', reason: 'no-reading' };
const ALL_HIGH = 0xff;

/** A contact on D4 of a board whose answers the test gives. */
function contactOf() {
  const told: RawReading[] = [];
  const sent: string[] = [];
  const forgotten: true[] = [];
  const contacts = new Contacts({
    send: (bytes) => void sent.push(Buffer.from(bytes).toString('hex')),
    onReading: (_, reading) => void told.push(reading),
    onForgotten: () => void forgotten.push(true),
  });
  contacts.add('D4', { use: 'contact', pin: 4, pullUp: false });
  return {
    contacts,
    forgotten,
    /** What was told since the last look. */
    taken: () => told.splice(0),
    /** How often the mode of the pin was asked for since the last look. */
    asked: () =>
      sent.splice(0).filter((each) => each === Buffer.from(commands.pinState(4)).toString('hex')).length,
  };
}

it('what a contact says is told once the board has said that its pin is an input', () => {
  const { contacts, taken } = contactOf();
  contacts.step(0);
  contacts.takePort(0, ALL_HIGH);
  expect(taken()).toEqual([]);
  contacts.takeMode(4, pinModes.input);
  expect(taken()).toEqual([on]);
});

it('nothing is told again that the board has not said again', () => {
  const { contacts, taken } = contactOf();
  contacts.takePort(0, ALL_HIGH);
  contacts.takeMode(4, pinModes.input);
  expect(taken()).toEqual([on]);
  for (let s = 0; s < 60; s += 1) contacts.step(s * 1000);
  // The board lives and knows its pin, but its reports are lost.
  contacts.takeMode(4, pinModes.input);
  expect(taken()).toEqual([]);
  contacts.takePort(0, 0);
  contacts.takeMode(4, pinModes.input);
  expect(taken()).toEqual([off]);
});

it('a report from before a silence is not vouched for by an answer after it', () => {
  const { contacts, taken } = contactOf();
  contacts.takePort(0, ALL_HIGH);
  contacts.step(0);
  contacts.step(1000);
  contacts.takeMode(4, pinModes.input);
  expect(taken()).toEqual([]);
});

it('a contact that chatters has one question on its way', () => {
  const { contacts, asked, taken } = contactOf();
  for (let i = 0; i < 50; i += 1) contacts.takePort(0, i % 2 === 0 ? 0 : ALL_HIGH);
  expect(asked()).toBe(1);
  contacts.takeMode(4, pinModes.input);
  expect(taken()).toEqual([on]);
});

it('a pin that is no input any more is no closed contact: it reads nothing, and the board is set up anew', () => {
  const { contacts, forgotten, taken } = contactOf();
  contacts.takePort(0, ALL_HIGH);
  contacts.takeMode(4, pinModes.input);
  expect(taken()).toEqual([on]);
  // Firmware that has started anew reports its outputs as 0.
  contacts.takePort(0, 0);
  contacts.takeMode(4, pinModes.output);
  expect([taken(), forgotten]).toEqual([[none], []]);
  contacts.takeMode(4, pinModes.output);
  expect(taken()).toEqual([none]);
  expect(forgotten).toEqual([true]);
});

it('one damaged answer sets nothing up anew', () => {
  const { contacts, forgotten, taken } = contactOf();
  for (const mode of [pinModes.input, pinModes.pwm, pinModes.input, pinModes.pwm]) contacts.takeMode(4, mode);
  expect(taken()).toEqual([none, none]);
  expect(forgotten).toEqual([]);
});

it('a board that never takes the mode is not set up again and again', () => {
  const { contacts, forgotten, taken } = contactOf();
  for (let i = 0; i < 5; i += 1) contacts.takeMode(4, pinModes.output);
  expect(taken()).toEqual(Array.from({ length: 5 }, () => none));
  expect(forgotten).toEqual([]);
});
