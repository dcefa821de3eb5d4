import { describe, expect, it } from 'vitest';
import {
  type BrokenRelation,
  brokenRelations,
  type Correction,
  correctedCatalog,
  findParameter,
  formatValue,
  type IndexRule,
  newsOf,
  type Parameter,
  type ParameterValue,
  parameters,
  parseWire,
  relations,
  releasedCatalog,
  rulesOverlap,
} from './index.ts';

const ROUTE = '7.6.5/ipv4-route-1-destination';

function aParameter(fits: (parameter: Parameter) => boolean): Parameter {
  const found = parameters.find(fits);
  if (found === undefined) throw new RangeError('the catalog has no such parameter');
  return found;
}

const corrected = (entries: Record<string, Correction>) => correctedCatalog(new Map(Object.entries(entries)));

describe('a corrected catalog', () => {
  it('is the released one without corrections, and with corrections of parameters that it does not have', () => {
    expect(corrected({})).toBe(releasedCatalog);
    expect(corrected({ '9.9.9/gone': { item: 'gone' } })).toBe(releasedCatalog);
  });

  it('finds a parameter by its new name and no longer by the old one', () => {
    const catalog = corrected({ [ROUTE]: { item: 'static-route-1' } });
    expect(catalog.findParameter(ROUTE)).toMatchObject({ item: 'static-route-1', certainty: 'certain' });
    expect(catalog.findParameterForValue('static-route-1', null)?.id).toBe(ROUTE);
    expect(catalog.findParameterForValue('route1-addr', null)).toBeUndefined();
    expect(catalog.parameters).toHaveLength(parameters.length);
    expect(findParameter(ROUTE)?.item).toBe('route1-addr');
  });

  it('takes the new index and not the old one', () => {
    const catalog = corrected({ [ROUTE]: { index: { kind: 'fixed', index: 1 } } });
    expect(catalog.findParameterForValue('route1-addr', 1)?.id).toBe(ROUTE);
    expect(catalog.findParameterForValue('route1-addr', null)).toBeUndefined();
    expect(catalog.findParameter(ROUTE)?.certainty).toBe('inferred');
  });

  it('writes and reads the new codes, and keeps those that are not named', () => {
    const choice = aParameter(
      ({ type, values, codesCertainty }) =>
        type === 'enum' && codesCertainty === 'inferred' && (values?.length ?? 0) > 2,
    );
    const [first, second] = choice.values ?? [];
    if (first === undefined || second === undefined) throw new RangeError('no choices');
    const catalog = corrected({ [choice.id]: { codes: { [first.value]: '77' } } });
    const now = catalog.findParameter(choice.id);
    if (now === undefined) throw new RangeError('no parameter');
    expect(formatValue(now, first.value)).toBe('77');
    expect(parseWire(now, '77')).toBe(first.value);
    expect(() => parseWire(now, first.wire)).toThrow();
    expect(formatValue(now, second.value)).toBe(second.wire);
    expect(now.codesCertainty).toBe('inferred');
    const all = Object.fromEntries((choice.values ?? []).map(({ value }, place) => [value, `x${place}`]));
    expect(corrected({ [choice.id]: { codes: all } }).findParameter(choice.id)?.codesCertainty).toBe(
      'certain',
    );
  });

  it('has a version of its own that does not depend on the order of corrections', () => {
    const other = '7.6.5/ipv4-route-2-destination';
    const one = corrected({ [ROUTE]: { item: 'a-route' }, [other]: { item: 'b-route' } });
    const same = corrected({ [other]: { item: 'b-route' }, [ROUTE]: { item: 'a-route' } });
    expect(one.version).toBe(same.version);
    expect(
      new Set([one.version, releasedCatalog.version, corrected({ [ROUTE]: { item: 'c' } }).version]).size,
    ).toBe(3);
  });

  it('is what rules between parameters ask for the index of another parameter', () => {
    const relation = relations.find((one) => 'condition' in one && one.kind === 'editable-while');
    if (relation === undefined || !('condition' in relation))
      throw new RangeError('no rule with a condition');
    const [target] = relation.parameters;
    const condition = relation.condition.parameter;
    const scope = findParameter(target ?? '')?.scopes.find((one) =>
      findParameter(condition)?.scopes.includes(one),
    );
    if (target === undefined || scope === undefined) throw new RangeError('no scope for both');
    const wrong = ([true, false, 'x'] as ParameterValue[]).find(
      (value) => !relation.condition.in.includes(value),
    );
    const brokenBy = (catalog = releasedCatalog): readonly BrokenRelation[] =>
      brokenRelations(
        {
          changes: [{ parameter: target, index: null }],
          valueOf: (id, index) => (id === condition && index === 3 ? wrong : undefined),
        },
        scope,
        catalog,
      );
    expect(brokenBy()).toEqual([]);
    expect(brokenBy(corrected({ [condition]: { index: { kind: 'fixed', index: 3 } } }))).toMatchObject([
      { code: 'relation.not_editable', parameterIds: [target, condition] },
    ]);
  });
});

describe('the news of a correction', () => {
  const parameter = aParameter(({ id }) => id === ROUTE);
  it.each<[Correction, Correction | undefined]>([
    [{ item: 'route1-addr' }, undefined],
    [{ item: 'route1-addr', index: { kind: 'single' } }, undefined],
    [{ item: 'other', index: { kind: 'single' } }, { item: 'other' }],
    [{ index: { kind: 'single', tolerated: 1 } }, { index: { kind: 'single', tolerated: 1 } }],
    [{ codes: {} }, undefined],
  ])('of %j are %j', (given, news) => {
    expect(newsOf(parameter, given)).toEqual(news);
  });
});

describe('two index rules', () => {
  const single: IndexRule = { kind: 'single' };
  const keys: IndexRule = { kind: 'keys' };
  it.each<[IndexRule, IndexRule, boolean]>([
    [single, single, true],
    [single, { kind: 'list', from: 1 }, false],
    [single, { kind: 'list', from: 1, optional: true }, true],
    [{ kind: 'single', tolerated: 1 }, { kind: 'list', from: 1 }, true],
    [{ kind: 'fixed', index: 2 }, { kind: 'fixed', index: 3 }, false],
    [{ kind: 'fixed', index: 2 }, { kind: 'list', from: 0, to: 2 }, true],
    [{ kind: 'fixed', index: 2 }, { kind: 'list', from: 0, to: 1 }, false],
    [{ kind: 'list', from: 0, to: 0 }, { kind: 'list', from: 1 }, false],
    [{ kind: 'list', from: 0 }, { kind: 'list', from: 1 }, true],
    [keys, keys, true],
    [keys, single, false],
    [keys, { kind: 'fixed', index: 4002 }, true],
    [keys, { kind: 'fixed', index: 200 }, false],
    [keys, { kind: 'list', from: 0, to: 0 }, false],
    [keys, { kind: 'list', from: 1 }, true],
  ])('%j and %j overlap: %s', (one, other, expected) => {
    expect(rulesOverlap(one, other)).toBe(expected);
    expect(rulesOverlap(other, one)).toBe(expected);
  });
});
