import { describe, expect, it } from 'vitest';
import { addressSource, isLoopback, plainAddress } from './client-address.ts';

describe('the address of a sender', () => {
  it.each([
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:127.0.0.1', '127.0.0.1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['2001:DB8::1', '2001:db8::1'],
    ['192.0.2.7', '192.0.2.7'],
    [undefined, ''],
  ])('%s is written as %s', (address, plain) => {
    expect(plainAddress(address)).toBe(plain);
  });

  it.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])('%s is this machine', (address) => {
    expect(isLoopback(address)).toBe(true);
  });

  it.each(['192.0.2.7', '::2', '2001:db8::1', '127.example.org', '', '128.0.0.1', '::ffff:192.0.2.1'])(
    '%j is another machine',
    (address) => {
      expect(isLoopback(address)).toBe(false);
    },
  );

  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s counts as the source %s', (address, source) => {
    expect(addressSource(address)).toBe(source);
  });
});
