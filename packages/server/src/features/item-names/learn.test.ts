import { correctedCatalog, findParameter, parameters, releasedCatalog } from '@deskfleet/catalog';
import { describe, expect, test } from 'vitest';
import { countUnknown, type LearnInput, learn, type ReportedInstance } from './learn.ts';
import { similarity, wordsOf } from './similar-names.ts';

const ROUTE = '7.6.5/ipv4-route-1-destination';

const input = (reported: readonly ReportedInstance[], more: Partial<LearnInput> = {}): LearnInput => ({
  catalog: releasedCatalog,
  reported,
  scope: 'client-sip',
  model: 'CP410',
  ...more,
});

function learned(reported: readonly ReportedInstance[], more: Partial<LearnInput> = {}) {
  return [...learn(input(reported, more))];
}

const idsFor = (reported: readonly ReportedInstance[], more: Partial<LearnInput> = {}) =>
  learned(reported, more)[0]?.matches.map(({ parameter }) => parameter.id) ?? [];

describe('what a phone teaches', () => {
  test('is only about names that no parameter has, and that are no basic items', () => {
    const reported = [
      { name: 'reg-addr', value: '192.0.2.1' },
      { name: 'mac-addr', value: '00:1A:E8:00:00:01' },
      { name: 'km15-modules', value: '1' },
      { name: 'never-heard-of-it', value: 'x' },
    ];
    expect(learned(reported).map(({ item }) => item)).toEqual(['never-heard-of-it']);
    expect(countUnknown(releasedCatalog, reported)).toBe(1);
  });

  test('is a parameter whose name and values fit, with reasons; one that the phone reports itself is none', () => {
    const item = { name: 'route1-dest-address', value: '192.0.2.0' };
    const [first] = learned([item])[0]?.matches ?? [];
    expect(first).toMatchObject({ parameter: { id: ROUTE }, override: { item: 'route1-dest-address' } });
    expect(first?.reasons.map(({ code }) => code)).toEqual([
      'learn.name',
      'learn.value',
      'learn.not_reported',
    ]);
    expect(idsFor([item, { name: 'route1-addr', value: '192.0.2.9' }])).not.toContain(ROUTE);
  });

  test('counts items of the same section that begin alike, and says so', () => {
    const item = { name: 'route1-dest-address', value: '192.0.2.0' };
    const alone = learned([item])[0]?.matches[0];
    const beside = learned([item, { name: 'route1-mask', value: '255.255.255.0' }])[0]?.matches[0];
    expect(beside?.score).toBeGreaterThan(alone?.score ?? 100);
    expect(beside?.reasons.map(({ code }) => code)).toContain('learn.siblings');
  });

  test('is nothing where a value cannot be one of the parameter', () => {
    expect(idsFor([{ name: 'route1-dest-mask', value: '255.255.255.0' }])).toContain(
      '7.6.5/ipv4-route-1-subnet-mask',
    );
    expect(idsFor([{ name: 'route1-dest-mask', value: 'neither mask nor address!' }])).toEqual([]);
  });

  test('says that a code is unknown where codes are inferred, too', () => {
    const choice = parameters.find(
      ({ type, codesCertainty, certainty, purpose, list, index, scopes }) =>
        type === 'enum' &&
        codesCertainty === 'inferred' &&
        certainty === 'inferred' &&
        purpose === 'setting' &&
        list === null &&
        index.kind === 'single' &&
        scopes.includes('client-sip'),
    );
    if (choice === undefined) throw new RangeError('no such parameter');
    const found = learned([{ name: `${choice.item}-code`, value: '4711' }])[0]?.matches.find(
      ({ parameter }) => parameter.id === choice.id,
    );
    expect(found?.reasons.map(({ code }) => code)).toContain('learn.unknown_code');
  });

  test('may be another index rule, which is told', () => {
    const [first] =
      learned([{ name: 'route1-dest-address', index: 1, value: '192.0.2.0' }])[0]?.matches ?? [];
    expect(first?.override).toEqual({ item: 'route1-dest-address', index: { kind: 'fixed', index: 1 } });
    expect(first?.reasons.map(({ code }) => code)).toContain('learn.index');
  });

  test('never gives a secret the name of something else, nor the other way round', () => {
    const secrets = parameters.filter(({ secret, certainty }) => secret && certainty === 'inferred');
    expect(secrets.length).toBeGreaterThan(0);
    for (const { item } of secrets) {
      const [shown] = learned([
        { name: `${item.replace(/-(pwd|password|passwd|certificate).*/, '')}-shown`, value: 'x' },
      ]);
      expect(shown?.matches.filter(({ parameter }) => parameter.secret)).toEqual([]);
    }
    const [hidden] = learned([{ name: 'route1-dest-address-pwd', value: null }]);
    expect(hidden?.matches.filter(({ parameter }) => !parameter.secret)).toEqual([]);
    expect(hidden?.example).toBeNull();
  });

  test('leaves out what was corrected already, and what phones of this kind do not have', () => {
    const item = { name: 'route1-dest-address', value: '192.0.2.0' };
    const catalog = correctedCatalog(new Map([[ROUTE, { item: 'static-route' }]]));
    expect(idsFor([item], { catalog })).not.toContain(ROUTE);
    expect(findParameter(ROUTE)?.scopes).not.toContain('user');
    expect(idsFor([item], { scope: 'user' })).not.toContain(ROUTE);
  });

  test('of thousands of invented names and long values is bounded', () => {
    const reported = Array.from({ length: 9_000 }, (_, number) => ({
      name: `route1-addr-${number}`,
      value: '<b>'.repeat(1_000),
    }));
    const startedAt = performance.now();
    const items = learned(reported);
    expect(items).toHaveLength(300);
    expect(items[0]?.example?.length).toBeLessThanOrEqual(60);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(countUnknown(releasedCatalog, reported)).toBe(9_000);
  });
});

describe('names', () => {
  test.each([
    ['route1-addr', 'route1-address', 1],
    ['sipServerPort', 'sip-server-port', 1],
    ['sip-srv', 'sip-server', 1],
  ])('%s and %s are the same to %d', (one, other, expected) => {
    expect(similarity(wordsOf(one), wordsOf(other))).toBeCloseTo(expected);
  });

  test('that have nothing in common are not alike', () => {
    expect(similarity(wordsOf('ringer-volume'), wordsOf('ldap-host'))).toBeLessThan(0.2);
  });
});
