/** What an Uno with Firmata answers, byte by byte (firmata/protocol on GitHub). */

export const MODE = { input: 0, output: 1, analog: 2, pwm: 3, oneWire: 7, pullUp: 11 } as const;
export const SYSEX = { start: 0xf0, end: 0xf7 } as const;
export const oneWireFlags = { search: 0x40, config: 0x41, read: 0x08 } as const;

const text = (words: string): number[] =>
  [...Buffer.from(words, 'latin1')].flatMap((sign) => [sign & 0x7f, sign >> 7]);

export const answers = {
  version: [0xf9, 2, 6],
  firmware: (name: string): number[] => [SYSEX.start, 0x79, 2, 10, ...text(name), SYSEX.end],
  capabilities: (pins: number, firstAnalog: number, pwm: readonly number[]): number[] => {
    const ofPin = (pin: number): number[] => [
      // The first two pins are the serial port.
      ...(pin < 2 ? [] : [MODE.input, 1, MODE.pullUp, 1, MODE.output, 1]),
      ...(pin >= firstAnalog ? [MODE.analog, 10] : []),
      ...(pwm.includes(pin) ? [MODE.pwm, 8] : []),
      ...(pin >= 2 ? [MODE.oneWire, 1] : []),
      0x7f,
    ];
    return [SYSEX.start, 0x6c, ...Array.from({ length: pins }, (_, pin) => ofPin(pin)).flat(), SYSEX.end];
  },
  pinState: (pin: number, held: { readonly mode: number; readonly value: number } | undefined): number[] => [
    SYSEX.start,
    0x6e,
    pin,
    ...(held === undefined ? [] : [held.mode, held.value & 0x7f]),
    SYSEX.end,
  ],
  channels: (pins: number, firstAnalog: number): number[] => [
    SYSEX.start,
    0x6a,
    ...Array.from({ length: pins }, (_, pin) => (pin >= firstAnalog ? pin - firstAnalog : 0x7f)),
    SYSEX.end,
  ],
} as const;
