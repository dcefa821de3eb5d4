import { describe, expect, test } from 'vitest';
import { splitWaves, type WaveClient, type WaveRules } from './split-waves.ts';

const someClients = (count: number, model: (place: number) => string = () => 'CP410'): WaveClient[] =>
  Array.from({ length: count }, (_, place) => ({ id: String(place + 1), model: model(place) }));
const nobody = new Set<string>();
const sizes = (clients: WaveClient[], rules: WaveRules, inCanary = nobody) =>
  splitWaves(clients, rules, inCanary, 'seed').map(({ clients: { length } }) => length);

describe('waves', () => {
  test.each<[string, number, WaveRules, number[]]>([
    [
      'a canary, then percents of all',
      200,
      { canary: { count: 10 }, steps: [10, 50, 100] },
      [10, 10, 80, 100],
    ],
    ['steps without a canary', 10, { canary: null, steps: [50, 100] }, [5, 5]],
    ['no step that the canary has covered', 20, { canary: { count: 10 }, steps: [10, 50, 100] }, [10, 10]],
    ['a canary that is all there is', 3, { canary: { count: 10 }, steps: [50, 100] }, [3]],
    ['whole phones, rounded up', 3, { canary: null, steps: [1, 34, 100] }, [1, 1, 1]],
    ['everybody at once', 7, { canary: null, steps: [100] }, [7]],
    ['none when there is nobody', 0, { canary: { count: 1 }, steps: [100] }, []],
  ])('are %s', (_name, count, rules, expected) => {
    expect(sizes(someClients(count), rules)).toEqual(expected);
  });

  test('begin with the members of the group that is the canary', () => {
    const members = new Set(['3', '7', '99']);
    const waves = splitWaves(someClients(10), { canary: { groupId: '1' }, steps: [100] }, members, 'seed');
    expect(waves.map(({ clients }) => clients.map(({ id }) => id).sort())[0]).toEqual(['3', '7']);
    expect(waves.map(({ clients: { length } }) => length)).toEqual([2, 8]);
  });

  test('have each client once', () => {
    const waves = splitWaves(someClients(57), { canary: { count: 5 }, steps: [20, 100] }, nobody, 'seed');
    const ids = waves.flatMap(({ clients }) => clients.map(({ id }) => Number(id)));
    expect(ids.sort((a, b) => a - b)).toEqual(Array.from({ length: 57 }, (_, place) => place + 1));
  });

  test('have a phone of every model in the canary, as far as there is room', () => {
    const models = (place: number) => (place === 99 ? 'CP710' : place > 90 ? 'CP210' : 'CP410');
    const canary = (count: number) => {
      const rules = { canary: { count }, steps: [100] };
      return splitWaves(someClients(100, models), rules, nobody, 'seed')[0]?.clients.map(
        ({ model }) => model,
      );
    };
    expect(canary(2)).toEqual(['CP410', 'CP210']);
    expect(new Set(canary(5))).toEqual(new Set(['CP410', 'CP210', 'CP710']));
  });

  test('are drawn anew for each rollout, and the same whenever one is asked for them', () => {
    const canary = (seed: string) =>
      splitWaves(someClients(100), { canary: { count: 5 }, steps: [100] }, nobody, seed)[0]?.clients;
    expect(canary('1')).toEqual(canary('1'));
    expect(canary('1')).not.toEqual(canary('2'));
  });
});
