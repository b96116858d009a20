import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { browserAddresses } from '#main/server/browser-addresses.ts';

const at = (address: string, family: 'IPv4' | 'IPv6', internal = false) =>
  ({ address, family, internal }) as NetworkInterfaceInfo;

const machine = {
  name: 'Cellar',
  interfaces: {
    lo: [at('127.0.0.1', 'IPv4', true), at('::1', 'IPv6', true)],
    eth0: [at('192.168.1.20', 'IPv4'), at('fe80::1', 'IPv6'), at('2001:db8::20', 'IPv6')],
    wlan0: [at('10.0.0.7', 'IPv4'), at('169.254.3.4', 'IPv4')],
    gone: undefined,
  },
};

describe('the addresses of a console in a browser', () => {
  it.each(['0.0.0.0', '::'])('are those of the networks and the name where it listens on %s', (host) => {
    expect(browserAddresses(host, 8888, machine)).toEqual([
      'http://192.168.1.20:8888/',
      'http://10.0.0.7:8888/',
      'http://cellar.local:8888/',
    ]);
  });

  it('is the one it listens on otherwise', () => {
    expect(browserAddresses('127.0.0.1', 80, machine)).toEqual(['http://127.0.0.1:80/']);
    expect(browserAddresses('::1', 80, machine)).toEqual(['http://[::1]:80/']);
  });

  it('are the new ones where there are no others', () => {
    const interfaces = { eth0: [at('2001:db8::20', 'IPv6'), at('fe80::1', 'IPv6')] };
    expect(browserAddresses('::', 8888, { name: 'cellar.example', interfaces })).toEqual([
      'http://[2001:db8::20]:8888/',
      'http://cellar.example:8888/',
    ]);
  });
});
