import { describe, expect, test } from 'vitest';
import { readAddressFilter } from './address-filter.ts';

describe('a filter for addresses', () => {
  test('takes an address as it is, whatever way it is written', () => {
    expect(readAddressFilter(' 192.0.2.31 ')).toEqual({ kind: 'exactly', addresses: ['192.0.2.31'] });
    expect(readAddressFilter('2001:DB8:0:0::1')).toEqual({ kind: 'exactly', addresses: ['2001:db8::1'] });
  });

  test('takes the beginning of one', () => {
    expect(readAddressFilter('192.0.')).toEqual({ kind: 'beginning', texts: ['192.0.'] });
  });

  test('takes a network apart into the beginnings of its addresses', () => {
    expect(readAddressFilter('10.1.6.9/22')).toEqual({
      kind: 'beginning',
      texts: ['10.1.4.', '10.1.5.', '10.1.6.', '10.1.7.'],
    });
    expect(readAddressFilter('10.1.2.3/24')).toEqual({ kind: 'beginning', texts: ['10.1.2.'] });
    expect(readAddressFilter('10.0.0.0/7')).toEqual({ kind: 'beginning', texts: ['10.', '11.'] });
  });

  test('takes a small network apart into its addresses', () => {
    expect(readAddressFilter('10.1.2.5/30')).toEqual({
      kind: 'exactly',
      addresses: ['10.1.2.4', '10.1.2.5', '10.1.2.6', '10.1.2.7'],
    });
    expect(readAddressFilter('10.1.2.5/32')).toEqual({ kind: 'exactly', addresses: ['10.1.2.5'] });
  });

  test.each(['10.1.0.0/33', '10.1/16', '10.1.2.3/', '2001:db8::/32', 'ward 3', '10.%'])(
    'says what is wrong with %s',
    (text) => expect(readAddressFilter(text)).toHaveProperty('fault'),
  );
});
