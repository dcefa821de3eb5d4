import { releasedCatalog } from '@deskfleet/catalog';
import { describe, expect, test } from 'vitest';
import { checkValues, type OrderedValue } from './check-values.ts';
import { OrderRules } from './order-rules.ts';

const rules = (values: OrderedValue[], scope: 'client-sip' | 'client-hfa' = 'client-sip') =>
  new OrderRules(checkValues(values, releasedCatalog), scope, releasedCatalog);

const codes = (order: OrderRules, has: Record<string, string | undefined>) =>
  order
    .broken(order.needed.map(({ parameter }) => has[parameter.id]))
    .map(({ place, refusal }) => [place, refusal.code]);

describe('rules between parameters', () => {
  const address = { parameter: '7.6.1/ipv4-address', value: '192.0.2.7' };
  const dhcp = '7.6.1/dhcpv4-enabled';

  test('are looked at with what the client has, when the order does not say it', () => {
    const order = rules([{ parameter: '7.3.2/sip-name', value: 'x' }, address]);
    expect(order.needed.map(({ parameter }) => parameter.id)).toEqual([dhcp]);
    expect(codes(order, { [dhcp]: 'true' })).toEqual([[1, 'relation.not_editable']]);
    expect(codes(order, { [dhcp]: 'false' })).toEqual([]);
    expect(codes(order, {})).toEqual([]);
  });

  test('are looked at with what the order says, whatever the client has', () => {
    const order = rules([{ parameter: dhcp, value: false }, address]);
    expect(order.needed).toEqual([]);
    expect(codes(order, {})).toEqual([]);
    expect(codes(rules([{ parameter: dhcp, value: true }, address]), {})).toEqual([
      [1, 'relation.not_editable'],
    ]);
  });

  test('say in both languages what is wrong', () => {
    const [broken] = rules([{ parameter: dhcp, value: true }, address]).broken([]);
    expect(broken?.refusal.text.en).toMatch(/cannot be set while “.*” is on/);
    expect(broken?.refusal.text.de).toMatch(/kann nicht gesetzt werden, solange „.*“ eingeschaltet ist/);
  });

  test('of two numbers are looked at from both sides', () => {
    const order = rules([{ parameter: '7.3.7/maximum-local-number-length', value: 3 }]);
    expect(codes(order, { '7.3.7/minimum-local-number-length': '5' })).toEqual([[0, 'relation.descending']]);
    expect(codes(order, { '7.3.7/minimum-local-number-length': '3' })).toEqual([]);
  });

  test('say nothing of texts that mean nothing', () => {
    const order = rules([{ parameter: '7.3.7/maximum-local-number-length', value: 3 }]);
    expect(codes(order, { '7.3.7/minimum-local-number-length': 'hostile' })).toEqual([]);
  });

  test('hold in their scope only', () => {
    const order = [{ parameter: '7.3.4/system-h-225-port', value: 1_720 }];
    expect(rules(order, 'client-hfa').needed.length).toBeGreaterThan(0);
    expect(rules(order, 'client-sip').needed).toEqual([]);
  });

  test('that only give hints ask for nothing', () => {
    const order = rules([{ parameter: '7.3.2/sip-name', value: 'x' }]);
    expect(order.needed).toEqual([]);
    expect(order.broken([])).toEqual([]);
  });

  test('do not hold what is withdrawn against anybody', () => {
    const order = rules([
      { item: 'no-such-item', value: 'x' },
      { parameter: '7.6.1/ipv4-address', value: null },
    ]);
    expect(order.broken(order.needed.map(() => 'true'))).toEqual([]);
  });
});
