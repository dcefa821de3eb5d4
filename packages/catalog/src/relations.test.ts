import { describe, expect, it } from 'vitest';
import {
  findParameter,
  formatValue,
  type Parameter,
  type ParameterValue,
  parameters,
  parseWire,
  type Relation,
  relations,
} from './index.ts';

/** What a relation is called where a test fails. */
const nameOf = (one: Relation) =>
  `${one.kind} ${'condition' in one ? one.condition.parameter : ''} ${one.parameters.join(' ')}`;

const idsOf = (one: Relation) =>
  'condition' in one ? [one.condition.parameter, ...one.parameters] : one.parameters;

/** The relations of which something holds, by name. */
const those = (holds: (one: Relation) => boolean) => relations.filter(holds).map(nameOf);

function the(id: string): Parameter {
  const found = findParameter(id);
  if (found === undefined) throw new RangeError(`no parameter ${id}`);
  return found;
}

/** Whether the parameter can have the value: one that the codec takes, or null where it can be cleared. */
function takes(parameter: Parameter, value: ParameterValue): boolean {
  try {
    // Names of numbers are not their values.
    return parseWire(parameter, formatValue(parameter, value)) === value;
  } catch {
    return false;
  }
}

const share = <T>(left: readonly T[], right: readonly T[]) => left.some((one) => right.includes(one));

describe('the relations', () => {
  it('are about parameters that exist', () => {
    const known = new Set(parameters.map(({ id }) => id));
    expect(those((one) => idsOf(one).some((id) => !known.has(id)))).toEqual([]);
    expect(relations.length).toBeGreaterThan(70);
  });

  it('name values that the parameter of the condition can have, each once', () => {
    const odd = those((one) => {
      if (!('condition' in one)) return false;
      const { parameter, in: values } = one.condition;
      if (values.length === 0 || new Set(values).size < values.length) return true;
      return !values.every((value) => takes(the(parameter), value));
    });
    expect(odd).toEqual([]);
  });

  it('leave a value out, for a condition that always holds says nothing', () => {
    const idle = those((one) => {
      if (!('condition' in one)) return false;
      const { type, values, emptyWire } = the(one.condition.parameter);
      if (emptyWire !== null) return false;
      const all = type === 'boolean' ? 2 : type === 'enum' ? (values?.length ?? 0) : Number.POSITIVE_INFINITY;
      return one.condition.in.length >= all;
    });
    expect(idle).toEqual([]);
  });

  it('are about parameters that an element can have together', () => {
    const apart = those((one) => {
      if (!('condition' in one)) {
        const [first, ...others] = one.parameters.map(the);
        return others.some(({ scopes }) => !share(scopes, first?.scopes ?? []));
      }
      const { scopes } = the(one.condition.parameter);
      return one.parameters.some((id) => !share(the(id).scopes, scopes));
    });
    expect(apart).toEqual([]);
  });

  it('relate columns to columns of the same list, or to what holds for all entries', () => {
    const odd = those((one) => {
      if (!('condition' in one)) return new Set(one.parameters.map((id) => the(id).list)).size > 1;
      const { list } = the(one.condition.parameter);
      return list !== null && one.parameters.some((id) => the(id).list !== list);
    });
    expect(odd).toEqual([]);
  });

  it('compare numbers where they ask for an order, and several values wherever they compare', () => {
    const odd = those((one) => {
      if ('condition' in one) return one.parameters.length === 0;
      const numbers = one.parameters.filter((id) => the(id).type === 'integer');
      return (
        one.parameters.length < 2 || (one.kind === 'ascending' && numbers.length < one.parameters.length)
      );
    });
    expect(odd).toEqual([]);
  });

  it('say nothing twice, and nothing of a parameter by itself', () => {
    const said = relations.flatMap((one) =>
      'condition' in one
        ? one.parameters.map((id) => `${one.kind} ${one.condition.parameter} ${id}`)
        : [nameOf({ ...one, parameters: one.parameters.toSorted() })],
    );
    expect(said.filter((one, at) => said.indexOf(one) !== at)).toEqual([]);
    expect(those((one) => new Set(idsOf(one)).size < idsOf(one).length)).toEqual([]);
  });

  it('limit only what somebody can set', () => {
    expect(
      those((one) => one.kind !== 'used-while' && one.parameters.some((id) => the(id).readOnly)),
    ).toEqual([]);
  });

  it('have a source each', () => {
    expect(those(({ source }) => source === '')).toEqual([]);
  });

  it('cannot be changed', () => {
    const [first] = relations;
    expect(Object.isFrozen(relations) && Object.isFrozen(first) && Object.isFrozen(first?.parameters)).toBe(
      true,
    );
  });
});
