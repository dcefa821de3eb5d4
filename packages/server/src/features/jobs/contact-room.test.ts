import { describe, expect, test } from 'vitest';
import { type ContactLimits, ContactRoom, chooseInTurn, type Lane } from './contact-room.ts';

const unlimited: ContactLimits = {
  maxContacts: null,
  maxContactsPerSubnet: null,
  subnetPrefixIpv4: 24,
  subnetPrefixIpv6: 64,
};

const room = (limits: Partial<ContactLimits> = {}, taken: Record<string, number> = {}) =>
  new ContactRoom({ ...unlimited, ...limits }, new Map(Object.entries(taken)));

/** Phones of a job, named by it. */
const lane = (name: string, count: number, { underWay = 0, network = '10.0.0' } = {}): Lane => ({
  underWay,
  due: Array.from({ length: count }, (_, place) => ({
    clientId: `${name}${place + 1}`,
    address: `${network}.${place + 1}`,
  })),
});

describe('turns', () => {
  test('go from job to job, so that a small one is through while a large one has hardly begun', () => {
    expect(chooseInTurn([lane('large', 1_000), lane('small', 2)], room(), 6)).toEqual([
      'large1',
      'small1',
      'large2',
      'small2',
      'large3',
      'large4',
    ]);
  });

  test('come first to the job of which the fewest phones are under way', () => {
    const lanes = [lane('a', 9, { underWay: 5 }), lane('b', 9, { underWay: 3 }), lane('c', 9)];
    expect(chooseInTurn(lanes, room(), 6)).toEqual(['c1', 'c2', 'c3', 'b1', 'c4', 'b2']);
  });

  test('take a phone once that several jobs want', () => {
    const both = lane('phone', 2);
    expect(chooseInTurn([both, both], room(), 10)).toEqual(['phone1', 'phone2']);
  });

  test('leave no place free while anybody is due', () => {
    const lanes = [lane('a', 1), lane('b', 100, { underWay: 50 })];
    expect(chooseInTurn(lanes, room({ maxContacts: 80 }, { '10.0.0.0/24': 50 }), 1_000)).toHaveLength(30);
  });
});

describe('limits', () => {
  test('for all phones count those that are under way', () => {
    expect(chooseInTurn([lane('a', 9)], room({ maxContacts: 5 }, { somewhere: 3 }), 100)).toEqual([
      'a1',
      'a2',
    ]);
    expect(chooseInTurn([lane('a', 9)], room({ maxContacts: 3 }, { somewhere: 4 }), 100)).toEqual([]);
  });

  test('for a subnet let the phones of others pass', () => {
    const near = lane('near', 4, { network: '10.0.1' });
    const far = lane('far', 2, { network: '10.0.2' });
    const mixed = { underWay: 0, due: [...near.due, ...far.due] };
    expect(chooseInTurn([mixed], room({ maxContactsPerSubnet: 2 }, { '10.0.1.0/24': 1 }), 100)).toEqual([
      'near1',
      'far1',
      'far2',
    ]);
  });

  test.each([
    ['10.1.2.3', 24, '10.1.2.0/24'],
    ['10.1.2.3', 16, '10.1.0.0/16'],
    ['10.1.2.3', 32, '10.1.2.3/32'],
    ['::ffff:10.1.2.3', 24, '10.1.2.0/24'],
    ['2001:db8:1:2:3::4', 24, '2001:db8:1:2::/64'],
    ['no address', 24, 'no address'],
  ])('put %s with /%i into the subnet %s', (address, subnetPrefixIpv4, subnet) => {
    expect(room({ subnetPrefixIpv4 }).subnetOf(address)).toBe(subnet);
  });

  test('hold for IPv6 by the length of its own prefix', () => {
    const network = (n: number) => ({ clientId: String(n), address: `2001:db8:0:1:${n}::1` });
    const lanes = [{ underWay: 0, due: [network(1), network(2)] }];
    expect(chooseInTurn(lanes, room({ maxContactsPerSubnet: 1 }), 10)).toEqual(['1']);
    expect(chooseInTurn(lanes, room({ maxContactsPerSubnet: 1, subnetPrefixIpv6: 80 }), 10)).toEqual([
      '1',
      '2',
    ]);
  });
});
