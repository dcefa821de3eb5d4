import { describe, expect, it } from 'vitest';
import { addressOf, macOf } from './addresses.ts';

describe('addresses of a fleet', () => {
  it.each([
    ['127.10.0.1', 1, '127.10.0.1'],
    ['127.10.0.1', 254, '127.10.0.254'],
    ['127.10.0.1', 255, '127.10.1.1'],
    ['127.10.0.200', 56, '127.10.1.1'],
    ['127.10.255.254', 2, '127.11.0.1'],
    ['127.10.0.1', 100_000, '127.11.137.178'],
  ])('from %s, phone %i: %s', (base, number, address) => {
    expect(addressOf(base, number)).toBe(address);
  });

  it.each([
    ['127.0.0.0', 1, 'The base address must be like 127.10.0.1, not "127.0.0.0".'],
    ['localhost', 1, 'The base address must be like 127.10.0.1, not "localhost".'],
    ['127.255.255.1', 255, '255 phones do not fit behind the base address 127.255.255.1.'],
  ])('from %s refuses phone %i', (base, number, message) => {
    expect(() => addressOf(base, number)).toThrow(message);
  });
});

describe('MACs of a fleet', () => {
  it('are all different and have the prefix of the vendor', () => {
    const macs = new Set(Array.from({ length: 100_000 }, (_unused, place) => macOf(1, place + 1)));

    expect(macs.size).toBe(100_000);
    for (const mac of [...macs].slice(0, 10)) expect(mac).toMatch(/^00:1A:E8(:[0-9A-F]{2}){3}$/);
  });
});
