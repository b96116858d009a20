import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  commands,
  type FirmataMessage,
  FirmataReader,
  pack7,
  pinModes,
  unpack7,
} from '#main/devices/firmata/codec.ts';
import { addressBytes, addressText, crc8, readScratchpad } from '#main/devices/firmata/ds18b20.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const read = (...bytes: number[]): FirmataMessage[] => new FirmataReader().push(Uint8Array.from(bytes));
/** Text as Firmata sends it: each character in two halves. */
const halves = (text: string): number[] =>
  [...Buffer.from(text, 'latin1')].flatMap((byte) => [byte & 0x7f, byte >> 7]);

describe('what is sent to a Firmata board', () => {
  it.each([
    ['version', commands.version(), 'f9'],
    ['firmware', commands.firmware(), 'f079f7'],
    ['capabilities', commands.capabilities(), 'f06bf7'],
    ['analog channels', commands.channels(), 'f069f7'],
    ['sampling interval of 1000 ms', commands.samplingInterval(1000), 'f07a6807f7'],
    ['pin 8 an output', commands.pinMode(8, pinModes.output), 'f40801'],
    ['pin 8 on', commands.digital(8, true), 'f50801'],
    ['pin 9 at 255', commands.pwm(9, 255), 'f06f097f0100f7'],
    ['report channel 2', commands.reportAnalog(2, true), 'c201'],
    ['mode of pin 7', commands.pinState(7), 'f06d07f7'],
    ['report port 1', commands.reportDigital(1, true), 'd101'],
    ['1-Wire on pin 2', commands.oneWireConfig(2, true), 'f073410201f7'],
    ['search on pin 2', commands.oneWireSearch(2), 'f0734002f7'],
  ])('%s', (_, bytes, expected) => {
    expect(hex(bytes)).toBe(expected);
  });

  it('a request on the 1-Wire bus: reset, select, write, read', () => {
    const address = addressBytes('28-0316a2799bff');
    if (address === null) throw new Error('no address');
    const bytes = commands.oneWire(2, { address, write: [0xbe], readBytes: 9, correlationId: 0x1234 });
    expect([...bytes.subarray(0, 4)]).toEqual([0xf0, 0x73, 0x01 | 0x04 | 0x08 | 0x20, 2]);
    expect(bytes.at(-1)).toBe(0xf7);
    expect(hex(unpack7([...bytes.subarray(4, -1)]))).toBe(`${hex(address)}09003412be`);
  });
});

describe('what a Firmata board says', () => {
  it('is understood', () => {
    expect(read(0xf9, 2, 6)).toEqual([{ kind: 'version', major: 2, minor: 6 }]);
    expect(read(0xf0, 0x79, 2, 5, ...halves('StandardFirmata.ino'), 0xf7)).toEqual([
      { kind: 'firmware', name: 'StandardFirmata.ino', major: 2, minor: 5 },
    ]);
    expect(read(0xe2, 0x7f, 0x07)).toEqual([{ kind: 'analog', channel: 2, value: 1023 }]);
    expect(read(0x91, 0x05, 0x01)).toEqual([{ kind: 'digital', port: 1, bits: 0x85 }]);
    expect(read(0xf0, 0x6e, 7, 11, 1, 0xf7)).toEqual([{ kind: 'pin-state', pin: 7, mode: 11 }]);
    expect(read(0xf0, 0x6e, 99, 0xf7)).toEqual([{ kind: 'pin-state', pin: 99, mode: null }]);
    expect(read(0xf0, 0x6a, 0x7f, 0, 1, 0xf7)).toEqual([{ kind: 'channels', channels: [null, 0, 1] }]);
    expect(read(0xf0, 0x6c, 0x7f, 0, 1, 1, 1, 3, 8, 0x7f, 0xf7)).toEqual([
      {
        kind: 'capabilities',
        pins: [
          new Map(),
          new Map([
            [0, 1],
            [1, 1],
            [3, 8],
          ]),
        ],
      },
    ]);
    expect(read(0xf0, 0x71, ...halves('Bus é'), 0xf7)).toEqual([{ kind: 'text', text: 'Bus é' }]);
  });

  it('on the 1-Wire bus is understood', () => {
    const address = addressBytes('28-0316a2799bff') ?? new Uint8Array();
    expect(read(0xf0, 0x73, 0x42, 2, ...pack7([...address, ...address]), 0xf7)).toEqual([
      { kind: 'one-wire-found', pin: 2, addresses: [address, address] },
    ]);
    expect(read(0xf0, 0x73, 0x43, 2, ...pack7([0x34, 0x12, 1, 255]), 0xf7)).toEqual([
      { kind: 'one-wire-read', pin: 2, correlationId: 0x1234, bytes: Uint8Array.of(1, 255) },
    ]);
  });

  it('is found again after noise, in pieces of any size, and what is lost is counted', () => {
    const good = [0xe2, 0x7f, 0x07, 0xf0, 0x79, 2, 5, ...halves('Std'), 0xf7];
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.array(fc.integer({ min: 1, max: 7 })),
        (noise, sizes) => {
          const reader = new FirmataReader();
          const bytes = Uint8Array.from([...noise, ...good]);
          const found: FirmataMessage[] = [];
          for (let at = 0, i = 0; at < bytes.length; i += 1) {
            const size = sizes[i % Math.max(1, sizes.length)] ?? 3;
            found.push(...reader.push(bytes.subarray(at, at + size)));
            at += size;
          }
          expect(found.slice(-2)).toEqual([
            { kind: 'analog', channel: 2, value: 1023 },
            { kind: 'firmware', name: 'Std', major: 2, minor: 5 },
          ]);
        },
      ),
    );
    const reader = new FirmataReader();
    reader.push(Uint8Array.of(1, 2, 3, 0xf7, 0xe0, 5, 0xe0, 5, 0));
    expect(reader.takeStray()).toBe(6);
    expect(reader.takeStray()).toBe(0);
  });

  it('takes no memory when a message never ends', () => {
    const reader = new FirmataReader();
    reader.push(Uint8Array.of(0xf0));
    for (let i = 0; i < 100; i += 1) expect(reader.push(new Uint8Array(1000))).toEqual([]);
    expect(reader.takeStray()).toBeGreaterThan(90_000);
    expect(reader.push(Uint8Array.of(0xe0, 1, 0))).toHaveLength(1);
  });

  it('comes through 7-bit groups whole', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(unpack7(pack7([...bytes])).subarray(0, bytes.length)).toEqual(bytes);
      }),
    );
  });
});

describe('a DS18B20', () => {
  // Scratchpads of the data sheet, table 1, with the checksums of their bytes.
  const pad = (temperature: number): Uint8Array => {
    const raw = Math.round(temperature * 16) & 0xffff;
    const body = [raw & 0xff, raw >> 8, 0x4b, 0x46, 0x7f, 0xff, 0x0c, 0x10];
    return Uint8Array.from([...body, crc8(Uint8Array.from(body))]);
  };

  it.each([125, 85, 25.0625, 10.125, 0.5, 0, -0.5, -10.125, -55])('reads %d °C', (value) => {
    expect(readScratchpad(pad(value))).toEqual({ quality: 'good', value });
  });

  it('is never a number when its answer is damaged, empty, shorted or impossible', () => {
    const good = pad(20);
    for (let bit = 0; bit < 72; bit += 1) {
      const damaged = Uint8Array.from(good);
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(readScratchpad(damaged)).toEqual({ quality: 'bad', reason: 'crc' });
    }
    expect(readScratchpad(new Uint8Array(9).fill(0xff))).toEqual({ quality: 'bad', reason: 'open-circuit' });
    expect(readScratchpad(new Uint8Array(9))).toEqual({ quality: 'bad', reason: 'crc' });
    expect(readScratchpad(good.subarray(0, 4))).toEqual({ quality: 'bad', reason: 'open-circuit' });
    expect(readScratchpad(pad(126))).toEqual({ quality: 'bad', reason: 'out-of-range' });
  });

  it('has an address as on its label', () => {
    const address = addressBytes('28-0316a2799bff') ?? new Uint8Array();
    expect(hex(address.subarray(0, 7))).toBe('28ff9b79a21603');
    expect(crc8(address)).toBe(0);
    expect(addressText(address)).toBe('28-0316a2799bff');
    // The example of Maxim's application note 27.
    expect(crc8(Uint8Array.from([0x02, 0x1c, 0xb8, 0x01, 0, 0, 0]))).toBe(0xa2);
    expect(addressBytes('28-0316')).toBeNull();
  });
});
