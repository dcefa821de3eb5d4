import { describe, expect, it } from 'vitest';
import { hostFault, isLoopback, readVlan, serverUri, toHex, vendorOptionParts } from './dhcp-option.ts';

const bytesOf = (host: string, vlan: number | null = null): string =>
  toHex(
    vendorOptionParts({ host, port: 18443, vlan }).flatMap((part) => part.bytes),
    ' ',
  );

describe('DHCP option 43', () => {
  it('gives the bytes of the protocol reference for its own example', () => {
    expect(bytesOf('10.20.30.40', 250)).toBe(
      [
        '01 07 53 69 65 6D 65 6E 73',
        '02 04 00 00 00 FA',
        '03 18 73 64 6C 70 3A 2F 2F 31 30 2E 32 30 2E 33 30 2E 34 30 3A 31 38 34 34 33',
        'FF',
      ].join(' '),
    );
  });

  it('leaves the VLAN out when there is none', () => {
    expect(
      vendorOptionParts({ host: 'a.example', port: 18443, vlan: null }).map((part) => part.kind),
    ).toEqual(['vendor', 'server', 'end']);
  });

  it('writes the length of the address that it carries, not that of a sample', () => {
    const server = vendorOptionParts({ host: 'deskfleet.hospital.example', port: 18443, vlan: null })[1];
    expect(server?.bytes[1]).toBe('sdlp://deskfleet.hospital.example:18443'.length);
    expect(server?.bytes).toHaveLength(2 + 39);
  });

  it('puts an IPv6 address in brackets', () => {
    expect(serverUri({ host: '2001:db8::7', port: 18443 })).toBe('sdlp://[2001:db8::7]:18443');
  });
});

describe('the address told to phones', () => {
  it.each(['10.20.30.40', 'deskfleet', 'df-1.example.org', '2001:db8::7'])('takes %s', (host) => {
    expect(hostFault(host)).toBeNull();
  });

  it.each([
    ['', 'missing'],
    ['https://df.example', 'form'],
    ['df example', 'form'],
    ['-df.example', 'form'],
    [`${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example`, 'length'],
  ])('refuses "%s"', (host, fault) => {
    expect(hostFault(host)).toBe(fault);
  });

  it('takes a VLAN from 1 to 4094 or none', () => {
    expect([readVlan(''), readVlan('1'), readVlan('4094')]).toEqual([null, 1, 4094]);
    expect([readVlan('0'), readVlan('4095'), readVlan('x'), readVlan('2.5')]).toEqual(
      Array(4).fill(undefined),
    );
  });

  it('knows the addresses that no phone can reach', () => {
    expect(['localhost', '127.0.0.1', '::1'].every(isLoopback)).toBe(true);
    expect(isLoopback('10.20.30.40')).toBe(false);
  });
});
