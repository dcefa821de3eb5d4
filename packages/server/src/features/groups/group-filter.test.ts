import { describe, expect, test } from 'vitest';
import { AppError } from '../../infra/errors/index.ts';
import { findCircles } from './circular-filter.ts';
import { checkFilter, fitsPattern } from './group-filter.ts';
import type { GroupFilter } from './groups.schema.ts';

const filter = (said: Partial<GroupFilter>): GroupFilter => ({
  match: 'all',
  e164: [],
  addresses: [],
  clientTypes: [],
  serverAddresses: [],
  ...said,
});

function faults(said: Partial<GroupFilter>) {
  try {
    checkFilter(filter(said));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(error.code).toBe('group.invalid_filter');
    return error.errors.map(({ field, code }) => [field, code]);
  }
  return [];
}

describe('addresses of a filter', () => {
  test.each([
    ['10.1.0.31', '10.1.0.31', '10.1.0.31'],
    [' 10.1.0.10 - 10.1.0.99 ', '10.1.0.10', '10.1.0.99'],
    ['10.1.2.3/16', '10.1.0.0', '10.1.255.255'],
    ['10.1.2.3/23', '10.1.2.0', '10.1.3.255'],
    ['0.0.0.0/0', '0.0.0.0', '255.255.255.255'],
    ['10.1.2.3/32', '10.1.2.3', '10.1.2.3'],
    ['2001:db8::17', '2001:db8::17', '2001:db8::17'],
    ['2001:db8::/64', '2001:db8::', '2001:db8::ffff:ffff:ffff:ffff'],
  ])('%s stands for all from %s to %s', (entry, first, last) => {
    expect(checkFilter(filter({ addresses: [entry] })).addresses).toEqual([{ first, last }]);
  });

  test.each([
    ['10.1.0.99-10.1.0.1', 'filter.reversed_range'],
    ['10.1.0.1-2001:db8::1', 'filter.mixed_range'],
    ['10.1.0.1-10.1.0.2-10.1.0.3', 'filter.no_address'],
    ['10.1', 'filter.no_address'],
    ['10.1.0.256', 'filter.no_address'],
    ['010.1.0.1', 'filter.no_address'],
    ['10.1.0.0/33', 'filter.no_address'],
    ['10.1.0.0/', 'filter.no_address'],
    ['fe80::1%eth0', 'filter.no_address'],
    ['phone.example.org', 'filter.no_address'],
  ])('%s is refused with %s', (entry, code) => {
    expect(faults({ addresses: ['10.0.0.1', entry] })).toEqual([['filter.addresses.1', code]]);
  });
});

describe('numbers of a filter', () => {
  test('are patterns, with or without a plus', () => {
    expect(checkFilter(filter({ e164: ['+4989*', '4989700??', '4**1'] })).e164).toEqual([
      '4989%',
      '4989700__',
      '4%1',
    ]);
  });

  test.each([
    ['4989-700', 'filter.number_signs'],
    ['49%', 'filter.number_signs'],
    ['1234567890123456', 'filter.number_too_long'],
    ['????????????????', 'filter.number_too_long'],
  ])('%s is refused with %s', (entry, code) => {
    expect(faults({ e164: [entry] })).toEqual([['filter.e164.0', code]]);
  });
});

describe('a filter', () => {
  test('that is empty is refused, for it would find every client', () => {
    expect(faults({})).toEqual([['filter', 'filter.empty']]);
  });

  test('is refused with everything that is wrong', () => {
    expect(faults({ e164: ['x'], addresses: ['x'], clientTypes: [' '], serverAddresses: ['a b'] })).toEqual([
      ['filter.e164.0', 'filter.number_signs'],
      ['filter.addresses.0', 'filter.no_address'],
      ['filter.clientTypes.0', 'filter.blank'],
      ['filter.serverAddresses.0', 'filter.no_server'],
    ]);
  });

  test('is circular when a template gives members what it does not find', () => {
    const circles = (said: Partial<GroupFilter>, item: string, value: string | null) =>
      findCircles(checkFilter(filter(said)), [{ templateName: 'Ward', item, value }]).map(({ code }) => code);
    const servers = { serverAddresses: ['old.example.org', '*.test'] };
    expect(circles(servers, 'reg-addr', 'new.example.org')).toEqual(['filter.circular']);
    expect(circles(servers, 'reg-addr', 'OLD.example.org')).toEqual([]);
    expect(circles(servers, 'reg-addr', 'sip.test')).toEqual([]);
    expect(circles(servers, 'reg-port', '5060')).toEqual([]);
    expect(circles({ e164: ['4989*'] }, 'e164', '4930123')).toEqual(['filter.circular']);
    expect(circles({ e164: ['4989*'] }, 'reg-addr', 'new.example.org')).toEqual([]);
  });
});

test.each([
  ['sip1.example.org', 'sip_.example.org', true],
  ['sip12.example.org', 'sip_.example.org', false],
  ['a.example.org', '%.example.org', true],
  ['aXexample.org', 'a.example.org', false],
  ['a_b', 'a\\_b', true],
  ['axb', 'a\\_b', false],
])('%s and the pattern %s', (text, pattern, fits) => {
  expect(fitsPattern(text, [pattern])).toBe(fits);
});
