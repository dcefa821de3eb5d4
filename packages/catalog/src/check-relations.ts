import { relations, releasedCatalog } from './catalog.ts';
import type { Catalog } from './catalog-view.ts';
import type { LocalizedText, Parameter, ParameterValue, Scope } from './parameter.ts';
import {
  descendingWords,
  equalWords,
  type Known,
  notEditableWords,
  withoutEffectWords,
} from './relation-words.ts';
import type { Relation } from './relations.ts';

/** A value that is being set: which parameter, and with which index; null for none. */
export interface Change {
  readonly parameter: string;
  readonly index: number | null;
}

/** The values of one element as they would be after a change. */
export interface ValuesAfter {
  /** What is being set. Only this can break a rule: what a phone has held all along is nobody's mistake. */
  readonly changes: readonly Change[];
  /** The value that would hold afterwards; undefined where it is not known, and then no rule says anything. */
  readonly valueOf: (parameter: string, index: number | null) => ParameterValue | undefined;
}

const CODES = {
  'editable-while': 'relation.not_editable',
  'used-while': 'relation.without_effect',
  ascending: 'relation.descending',
  different: 'relation.equal',
} as const satisfies Record<Relation['kind'], string>;

/** Stable code of a broken rule. */
export type RelationCode = (typeof CODES)[keyof typeof CODES];

/** A rule between parameters that values do not keep. */
export interface BrokenRelation {
  readonly code: RelationCode;
  /** A hint keeps nobody from setting the values. */
  readonly severity: 'error' | 'hint';
  /** The parameter to show it at, then the other one that it is about. */
  readonly parameterIds: readonly [string, string];
  /** Index of the first of them; null without. */
  readonly index: number | null;
  /** One sentence that names the parameters, their values and the rule; it repeats no secret. */
  readonly text: LocalizedText;
}

type Conditional = Extract<Relation, { readonly condition: unknown }>;
type Comparison = Exclude<Relation, Conditional>;

const RELATIONS_OF: ReadonlyMap<string, readonly Relation[]> = collect();

/**
 * The rules that a change would break in this scope, errors and hints, in the order of the changes. Entries of a list
 * are looked at one by one. Where a parameter cannot be set at all, hints on it are left out.
 *
 * @param catalog the corrected one, where an installation has corrected any; by default that of the release
 */
export function brokenRelations(
  values: ValuesAfter,
  scope: Scope,
  catalog: Pick<Catalog, 'findParameter'> = releasedCatalog,
): readonly BrokenRelation[] {
  const look: Look = (id, beside, index) => {
    const parameter = catalog.findParameter(id);
    if (parameter === undefined || !parameter.scopes.includes(scope)) return undefined;
    const at = indexOf(parameter, beside, index);
    const value = values.valueOf(id, at);
    return value === undefined ? undefined : { parameter, value, at };
  };
  const changed = new Set(values.changes.map(({ parameter, index }) => keyOf(parameter, index)));
  const found: BrokenRelation[] = [];
  const compared = new Set<string>();
  for (const { parameter: id, index } of values.changes) {
    const target = catalog.findParameter(id);
    if (target === undefined || !target.scopes.includes(scope)) continue;
    const own: BrokenRelation[] = [];
    for (const relation of RELATIONS_OF.get(id) ?? []) {
      if ('condition' in relation) {
        own.push(...checkCondition(relation, target, index, look));
        continue;
      }
      const key = `${relation.kind} ${relation.parameters.join(' ')} ${target.list === null ? null : index}`;
      if (compared.has(key)) continue;
      compared.add(key);
      own.push(...compare(relation, target, index, look, changed));
    }
    const isBarred = own.some(({ code }) => code === 'relation.not_editable');
    found.push(...(isBarred ? own.filter(({ severity }) => severity === 'error') : own));
  }
  return found;
}

/** The value of a parameter that goes with an index of another one, and the index that it has itself. */
type Look = (
  id: string,
  beside: Parameter,
  index: number | null,
) => (Known & { readonly at: number | null }) | undefined;

function checkCondition(
  relation: Conditional,
  target: Parameter,
  index: number | null,
  look: Look,
): BrokenRelation[] {
  const { kind, condition } = relation;
  const found = look(condition.parameter, target, index);
  if (found === undefined || condition.in.includes(found.value)) return [];
  const words = kind === 'editable-while' ? notEditableWords : withoutEffectWords;
  return [
    {
      code: CODES[kind],
      severity: kind === 'editable-while' ? 'error' : 'hint',
      parameterIds: [target.id, condition.parameter],
      index,
      text: words(target, found, condition.in, index),
    },
  ];
}

/** All pairs of the values that are known, of which at least one is being set. */
function compare(
  { kind, parameters }: Comparison,
  target: Parameter,
  index: number | null,
  look: Look,
  changed: ReadonlySet<string>,
): BrokenRelation[] {
  const known = parameters.flatMap((id) => {
    const found = look(id, target, index);
    return found === undefined || isNone(found)
      ? []
      : [{ ...found, isSet: changed.has(keyOf(id, found.at)) }];
  });
  return known.flatMap((first, place) =>
    known
      .slice(place + 1)
      .filter((second) => (first.isSet || second.isSet) && breaks(kind, first.value, second.value))
      .map((second) => {
        const [shown, other] = first.isSet ? [first, second] : [second, first];
        return {
          code: CODES[kind],
          severity: 'error' as const,
          parameterIds: [shown.parameter.id, other.parameter.id] as const,
          index: shown.at,
          text: (kind === 'ascending' ? descendingWords : equalWords)(first, second, first.at),
        };
      }),
  );
}

function keyOf(id: string, index: number | null): string {
  return `${id} ${index ?? ''}`;
}

function breaks(kind: Comparison['kind'], first: ParameterValue, second: ParameterValue): boolean {
  if (kind === 'different') return first === second;
  return typeof first === 'number' && typeof second === 'number' && first > second;
}

/** Nothing to compare: an empty value, or the port 0. */
function isNone({ parameter, value }: Known): boolean {
  return value === null || (value === 0 && parameter.format === 'port');
}

/** The index of a parameter that goes with an index of another: of the same entry, its own, or none. */
function indexOf(parameter: Parameter, beside: Parameter, index: number | null): number | null {
  if (parameter.list !== null && parameter.list === beside.list) return index;
  return parameter.index.kind === 'fixed' ? parameter.index.index : null;
}

function collect(): ReadonlyMap<string, readonly Relation[]> {
  const found = new Map<string, Relation[]>();
  for (const relation of relations) {
    for (const id of relation.parameters) {
      const those = found.get(id);
      if (those === undefined) found.set(id, [relation]);
      else those.push(relation);
    }
  }
  return found;
}
