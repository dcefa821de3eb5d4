import { describe, expect, test } from 'vitest';
import { readAddressFilter } from './address-filter.ts';

const spans = (text: string) => {
  const read = readAddressFilter(text);
  if ('fault' in read) throw new TypeError(read.fault.en);
  return read.map(({ first, last }) => (first === last ? first : `${first} to ${last}`));
};

describe('a filter for addresses', () => {
  test('takes an address as it is, whatever way it is written', () => {
    expect(spans(' 192.0.2.31 ')).toEqual(['192.0.2.31']);
    expect(spans('2001:DB8:0:0::1')).toEqual(['2001:db8::1']);
  });

  test.each([
    ['192.0.', '192.0.0.0 to 192.0.255.255'],
    ['192.0.2.3', '192.0.2.3'],
    ['10.255.255.25', '10.255.255.25'],
    ['2001:db8:', '2001:db8:: to 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'],
    ['fe80', 'fe80:: to fe80:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ])('takes the beginning %s of addresses', (text, span) => expect(spans(text)).toEqual([span]));

  test('takes a part that goes on in several ways as several ranges', () => {
    expect(spans('10.1.2')).toEqual([
      '10.1.2.0 to 10.1.2.255',
      '10.1.20.0 to 10.1.29.255',
      '10.1.200.0 to 10.1.255.255',
    ]);
    expect(spans('10.0')).toEqual(['10.0.0.0 to 10.0.255.255']);
    expect(spans('10.26')).toEqual(['10.26.0.0 to 10.26.255.255']);
    expect(spans('10')).toEqual([
      '10.0.0.0 to 10.255.255.255',
      '100.0.0.0 to 109.255.255.255',
      '10:: to 10:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
      '100:: to 10f:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
      '1000:: to 10ff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    ]);
  });

  test.each([
    ['10.1.6.9/22', '10.1.4.0 to 10.1.7.255'],
    ['10.1.2.5/30', '10.1.2.4 to 10.1.2.7'],
    ['10.1.2.5/32', '10.1.2.5'],
    ['0.0.0.0/0', '0.0.0.0 to 255.255.255.255'],
    ['2001:db8::/33', '2001:db8:: to 2001:db8:7fff:ffff:ffff:ffff:ffff:ffff'],
    ['10.1.0.10-10.1.0.99', '10.1.0.10 to 10.1.0.99'],
  ])('takes the network or range %s', (text, span) => expect(spans(text)).toEqual([span]));

  test.each([
    '10.1.0.0/33',
    '10.1/16',
    '10.1.2.3/',
    '2001:db8::/129',
    'ward 3',
    '10.%',
    '256.',
    '10.1.0.9-10.1.0.1',
  ])('says what is wrong with %s', (text) => expect(readAddressFilter(text)).toHaveProperty('fault'));
});
