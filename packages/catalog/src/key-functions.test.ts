import { describe, expect, it } from 'vitest';
import {
  findParameter,
  fitsIndex,
  isKeyNumber,
  keyFunctions,
  keyLayouts,
  keyNumbering,
  parameters,
} from './index.ts';

const functionParameter = findParameter('7.7.2/fpk.function');

/** What every key has, whatever its function. */
const OF_EVERY_KEY = [
  '7.7.2/fpk.function',
  '7.7.2/fpk:label',
  'other/key-label',
  'other/key-functionality',
  'other/locked-function-keys',
];

describe('the functions of keys', () => {
  it('are the choices of the parameter, in its order', () => {
    expect(keyFunctions.map(({ value }) => value)).toEqual(
      functionParameter?.values?.map(({ value }) => value),
    );
  });

  it.each(keyFunctions)('$value uses parameters of its key only, each once', ({ fields, oneOf }) => {
    const ids = fields.map(({ parameter }) => parameter);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) {
      expect([id, findParameter(id)?.list]).toEqual([id, 'function-keys']);
      expect(findParameter(id)?.purpose).toBe('setting');
    }
    for (const id of oneOf) expect(ids).toContain(id);
  });

  it('leave no column of the list without a function that uses it', () => {
    const used = new Set(keyFunctions.flatMap(({ fields }) => fields.map(({ parameter }) => parameter)));
    const unused = parameters
      .filter((one) => one.list === 'function-keys' && one.index.kind === 'keys' && !used.has(one.id))
      .map(({ id }) => id);
    expect(unused.toSorted()).toEqual(OF_EVERY_KEY.toSorted());
  });

  it('need what they are for', () => {
    const needs = (value: string) =>
      keyFunctions
        .find((one) => one.value === value)
        ?.fields.filter(({ required }) => required)
        .map(({ parameter }) => parameter);
    expect(needs('selected-dialing')).toEqual(['other/select-dial']);
    expect(needs('line')).toEqual(['other/line-sip-uri']);
    expect(needs('blf')).toEqual(['other/stimulus-led-control-uri']);
    expect(needs('hold')).toEqual([]);
  });
});

describe('the keys of models', () => {
  it('are numbered as an index of their items can be', () => {
    const { secondLevel, firstModule, moduleStep, moduleKeys, fixedFrom, fixedTo } = keyNumbering;
    const numbers = keyLayouts.flatMap(({ keys, levels }) => [
      1,
      keys,
      ...(levels > 1 ? [secondLevel + keys] : []),
    ]);
    const modules = [firstModule, firstModule + moduleStep].flatMap((base) => [base + 1, base + moduleKeys]);
    const all = [...numbers, ...modules, ...modules.map((one) => one + secondLevel), fixedFrom, fixedTo];
    expect(all.filter((number) => !isKeyNumber(number))).toEqual([]);
    expect(fitsIndex({ kind: 'keys' }, 1312)).toBe(true);
  });

  it.each([0, 100, 201, 300, 1000, 1200, 2001, 4000, 4100, 1.5, -1])('%d is no key', (number) => {
    expect(isKeyNumber(number)).toBe(false);
  });

  it('are stated once for each model', () => {
    const models = keyLayouts.flatMap((layout) => layout.models);
    expect(new Set(models).size).toBe(models.length);
  });
});
