import {
  brokenRelations,
  type Catalog,
  CatalogError,
  type Parameter,
  type ParameterValue,
  parseWire,
  relations,
  type Scope,
} from '@deskfleet/catalog';
import type { CheckedValue, Refusal } from './check-values.ts';
import { parameterOn } from './client-fit.ts';

/** A refusal by a rule between parameters, with the place of the value in the order. */
export interface BrokenRule {
  readonly place: number;
  readonly refusal: Refusal;
}

/** A value that a rule looks at and the order does not set: what the client has of it decides. */
export interface NeededValue {
  readonly parameter: Parameter;
  readonly index: number | null;
  readonly item: string;
  /** Indexes under which it may be desired or reported. */
  readonly indexes: readonly (number | null)[];
}

/** The rules between parameters that an order may break on clients of one scope. */
export class OrderRules {
  readonly #scope: Scope;
  readonly #catalog: Catalog;
  readonly #set = new Map<string, { readonly parameter: Parameter; readonly value: CheckedValue }>();
  readonly #known = new Map<string, BrokenRule[]>();
  /** What has to be known of each client; empty when the order itself decides. */
  readonly needed: readonly NeededValue[];

  constructor(values: readonly CheckedValue[], scope: Scope, catalog: Catalog) {
    this.#scope = scope;
    this.#catalog = catalog;
    for (const value of values) {
      const parameter = parameterOn(value, scope);
      if (parameter !== undefined && value.wire !== null) {
        this.#set.set(keyOf(parameter.id, value.index), { parameter, value });
      }
    }
    const refused = refusedBy([...this.#set.values()].map(({ parameter }) => parameter.id));
    const needed = new Map<string, NeededValue>();
    this.#broken((id, index) => {
      const parameter = refused.has(id) ? catalog.findParameter(id) : undefined;
      if (parameter !== undefined) needed.set(keyOf(id, index), toNeeded(parameter, index));
      return undefined;
    });
    this.needed = [...needed.values()];
  }

  /**
   * The rules that the order breaks on a client. Clients that have the same need not be looked at again.
   *
   * @param has the client's texts, in the order of `needed`; undefined where nobody knows
   */
  broken(has: readonly (string | undefined)[]): readonly BrokenRule[] {
    const key = JSON.stringify(has);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const values = new Map(
      this.needed.map(({ parameter, index }, place) => [
        keyOf(parameter.id, index),
        understood(parameter, has[place]),
      ]),
    );
    const broken = this.#broken((id, index) => values.get(keyOf(id, index)));
    this.#known.set(key, broken);
    return broken;
  }

  #broken(client: (id: string, index: number | null) => ParameterValue | undefined): BrokenRule[] {
    const changes = [...this.#set.values()].map(({ parameter, value }) => ({
      parameter: parameter.id,
      index: value.index,
    }));
    const found = brokenRelations(
      {
        changes,
        valueOf: (id, index) => {
          const set = this.#set.get(keyOf(id, index));
          return set === undefined ? client(id, index) : understood(set.parameter, set.value.wire ?? '');
        },
      },
      this.#scope,
      this.#catalog,
    );
    return found.flatMap(({ severity, code, parameterIds: [id], index, text }) => {
      const set = severity === 'error' ? this.#set.get(keyOf(id, index)) : undefined;
      return set === undefined
        ? []
        : [{ place: set.value.place, refusal: { part: 'value' as const, code, text } }];
    });
  }
}

/** Every parameter that rules look at which could refuse one of these; rules that only give hints are left out. */
function refusedBy(ids: readonly string[]): ReadonlySet<string> {
  const set = new Set(ids);
  return new Set(
    relations
      .filter(({ kind, parameters }) => kind !== 'used-while' && parameters.some((id) => set.has(id)))
      .flatMap((relation) => [
        ...relation.parameters,
        ...('condition' in relation ? [relation.condition.parameter] : []),
      ]),
  );
}

function toNeeded(parameter: Parameter, index: number | null): NeededValue {
  const { item, index: rule } = parameter;
  const tolerated = rule.kind === 'single' && rule.tolerated !== undefined ? [rule.tolerated] : [];
  return { parameter, index, item, indexes: [index, ...tolerated] };
}

/** What a text means; undefined when it means nothing, for phones report what they like. */
function understood(parameter: Parameter, wire: string | undefined): ParameterValue | undefined {
  if (wire === undefined) return undefined;
  try {
    return parseWire(parameter, wire);
  } catch (error) {
    if (error instanceof CatalogError) return undefined;
    throw error;
  }
}

function keyOf(id: string, index: number | null): string {
  return `${id} ${index ?? ''}`;
}
