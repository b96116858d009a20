import type { RawReading } from '#main/app/ports/driver.ts';

/** DS18B20's family code, the first byte of its address (Maxim's data sheet, page 7). */
export const DS18B20_FAMILY = 0x28;
/** Commands of the probe. */
export const CONVERT = 0x44;
export const READ_SCRATCHPAD = 0xbe;
export const SCRATCHPAD_BYTES = 9;
/** A conversion with 12 bits takes at most so long, ms. */
export const CONVERSION_MS = 750;
/** What a probe can measure, °C. */
const MIN_C = -55;
const MAX_C = 125;

/** Dallas/Maxim CRC-8: x^8 + x^5 + x^4 + 1, lowest bit first (Maxim application note 27). 0 for data with its own CRC. */
export function crc8(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >> 1) ^ 0x8c : crc >> 1;
  }
  return crc;
}

/** What a scratchpad says. The power-on value is judged elsewhere: a boil passes 85 °C as well. */
export function readScratchpad(bytes: Uint8Array): RawReading {
  // A bus without a probe reads all ones.
  if (bytes.length < SCRATCHPAD_BYTES || bytes.every((byte) => byte === 0xff)) {
    return { quality: 'bad', reason: 'open-circuit' };
  }
  const pad = bytes.subarray(0, SCRATCHPAD_BYTES);
  // All zeros have a good checksum: a bus that is shorted to ground.
  if (crc8(pad) !== 0 || pad.every((byte) => byte === 0)) return { quality: 'bad', reason: 'crc' };
  const value = new DataView(pad.buffer, pad.byteOffset).getInt16(0, true) / 16;
  return value < MIN_C || value > MAX_C
    ? { quality: 'bad', reason: 'out-of-range' }
    : { quality: 'good', value };
}

/** An address as it is printed on labels and used by Linux: `28-0316a2799bff`. */
export function addressText(address: Uint8Array): string {
  const serial = Buffer.from(address.subarray(1, 7).toReversed()).toString('hex');
  return `${(address[0] ?? 0).toString(16).padStart(2, '0')}-${serial}`;
}

/** The eight bytes of such an address with their checksum; null when it is none. */
export function addressBytes(text: string): Uint8Array | null {
  const match = /^([0-9a-f]{2})-([0-9a-f]{12})$/i.exec(text);
  if (match === null) return null;
  const [, family = '', serial = ''] = match;
  const bytes = Uint8Array.of(Number.parseInt(family, 16), ...Buffer.from(serial, 'hex').toReversed(), 0);
  bytes[7] = crc8(bytes.subarray(0, 7));
  return bytes;
}
