import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBridgeConnection, printBridgeConnection } from '#shared/domain/bridge-connection.ts';

describe('the connection of a bridge', () => {
  it('is read by people', () => {
    const connection = { address: '10.0.0.5', port: '8888', socket: '/home/brewpi/BEERSOCKET', unit: 'F' };
    const text = 'address=10.0.0.5, port=8888, socket=/home/brewpi/BEERSOCKET, unit=F';
    expect(printBridgeConnection({ ...connection, unit: 'F' })).toBe(text);
    expect(parseBridgeConnection(text)).toEqual(connection);
    expect(parseBridgeConnection('')).toEqual({ address: '', port: '', socket: '', unit: 'C' });
  });

  it('comes back as it was, whatever is in it', () => {
    const value = fc.string().map((text) => text.trim());
    const unit = fc.constantFrom('C' as const, 'F' as const);
    const connection = fc.record({ address: value, port: value, socket: value, unit });
    fc.assert(
      fc.property(connection, (each) => {
        expect(parseBridgeConnection(printBridgeConnection(each))).toEqual(each);
      }),
    );
  });

  it.each([
    ['host=10.0.0.5', /host is not one of address, port, socket, unit/],
    ['10.0.0.5', /10.0.0.5 is not one of/],
    ['port=1, port=2', /port is said twice/],
    ['unit=K', /unit must be C or F/],
  ])('%s is refused in words', (text, words) => {
    expect(() => parseBridgeConnection(text)).toThrow(words);
  });
});
