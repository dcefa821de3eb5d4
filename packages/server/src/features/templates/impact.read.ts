import type { LocalizedText } from '@deskfleet/catalog';
import { sql } from 'kysely';
import type { ServerContext } from '../../infra/context.ts';
import {
  type CheckedValue,
  type ClientKind,
  contentKey,
  type Refusal,
  toIdx,
  unfitness,
} from '../values/index.ts';
import { kindKey } from './assignments.queries.ts';
import { identityOf, isSameValue } from './content.ts';
import type { StoredValue } from './templates.queries.ts';
import type { Template } from './templates.schema.ts';

/** A change of the content that somebody thinks of. */
export interface ContentDraft {
  readonly template: Template;
  readonly existing: readonly StoredValue[];
  readonly checked: readonly CheckedValue[];
}

/** Clients of one model and software type that cannot take all of a change. */
interface UnfitKind {
  readonly model: string;
  readonly softwareType: string;
  clients: number;
  /** Why they cannot take the first of the values that they do not take. */
  readonly reason: LocalizedText;
}

/** More than these help nobody to see whom it concerns. */
const MAX_UNFIT_KINDS = 50;

interface Counts {
  readonly clients: number;
  /** Clients with something that goes before the template, by place of the value. */
  readonly overridden: readonly number[];
  readonly overriddenClients: number;
  /** Clients whose phones cannot take the value, by place of the value. */
  readonly unfit: readonly number[];
  readonly unfitClients: number;
  /** The kinds of these clients, those with the most clients first. */
  readonly unfitKinds: readonly UnfitKind[];
  /** Clients on which no value changes anything. */
  readonly untouchedClients: number;
}

/**
 * What a change of the content will do to clients as they are at this moment. Only templates that share a value with the
 * change and the clients' own edits of these values are looked at, so the cost grows with the change and with the clients that
 * have the template.
 */
export async function findImpact(
  { db, catalog, secrets }: Pick<ServerContext, 'db' | 'catalog' | 'secrets'>,
  { template, existing, checked }: ContentDraft,
) {
  const stored = new Map(existing.map((value) => [contentKey(value.item, value.index), value]));
  const changed = checked.filter(
    (value) => !isSameValue(stored.get(contentKey(value.item, value.index)), value, secrets),
  );
  const counts = await count(db, template.id, changed);
  return {
    clients: counts.clients,
    affectedClients: changed.length === 0 ? 0 : counts.clients - counts.untouchedClients,
    overriddenClients: counts.overriddenClients,
    unfitClients: counts.unfitClients,
    unfitKinds: counts.unfitKinds.map((kind) => ({ ...kind, reason: { ...kind.reason } })),
    values: changed.map((value, place) => {
      const identity = identityOf(value, catalog.current());
      const before = stored.get(contentKey(value.item, value.index));
      const overridden = counts.overridden[place] ?? 0;
      const unfit = counts.unfit[place] ?? 0;
      return {
        ...identity,
        old: identity.secret ? null : (before?.value ?? null),
        new: identity.secret ? null : value.wire,
        oldSet: before !== undefined,
        newSet: value.wire !== null,
        clients: counts.clients - overridden - unfit,
        overridden,
        unfit,
      };
    }),
  };
}

/** Clients of one kind to which the same templates and edits come before the template. */
interface Likeness extends ClientKind {
  /** Templates that go before it and have one of the values. */
  readonly templateIds: readonly string[];
  /** Places of values that they have edits of their own of, from 1. */
  readonly edited: readonly number[];
  readonly clients: number;
}

/** Of 100,000 clients most are alike: what each value comes to is counted for the kinds of them, not for each. */
async function count(
  db: ServerContext['db'],
  templateId: string,
  changed: readonly CheckedValue[],
): Promise<Counts> {
  const items = changed.map(({ item }) => item);
  const indexes = changed.map(({ index }) => toIdx(index ?? undefined));
  const rivals = await findRivals(db, templateId, items, indexes);
  const alike = await findAlike(db, templateId, [...rivals.keys()], items, indexes);
  const refusalsBy = refusalsOf(changed);
  const unfitKinds = new Map<string, UnfitKind>();
  const overridden = changed.map(() => 0);
  const unfit = changed.map(() => 0);
  let [clients, overriddenClients, unfitClients, untouchedClients] = [0, 0, 0, 0];
  for (const { templateIds, edited, clients: number, ...kind } of alike) {
    const unfitHere = refusalsBy(kind);
    const [reason] = unfitHere.values();
    // What a phone cannot take is not there, whoever wants it.
    const wantedOtherwise = [...edited, ...templateIds.flatMap((id) => rivals.get(id) ?? [])];
    const overriddenHere = new Set(wantedOtherwise.filter((place) => !unfitHere.has(place)));
    clients += number;
    if (overriddenHere.size > 0) overriddenClients += number;
    if (reason !== undefined) {
      const { model, softwareType } = kind;
      const key = JSON.stringify([model, softwareType, reason.en]);
      const known = unfitKinds.get(key) ?? { model, softwareType, clients: 0, reason };
      known.clients += number;
      unfitKinds.set(key, known);
      unfitClients += number;
    }
    if (overriddenHere.size + unfitHere.size === changed.length) untouchedClients += number;
    for (const place of overriddenHere) overridden[place - 1] = (overridden[place - 1] ?? 0) + number;
    for (const place of unfitHere.keys()) unfit[place - 1] = (unfit[place - 1] ?? 0) + number;
  }
  return {
    clients,
    overridden,
    overriddenClients,
    unfit,
    unfitClients,
    unfitKinds: [...unfitKinds.values()].sort((a, b) => b.clients - a.clients).slice(0, MAX_UNFIT_KINDS),
    untouchedClients,
  };
}

/** Why phones of a kind cannot take values, by place from 1; each kind is looked at once. */
function refusalsOf(
  changed: readonly CheckedValue[],
): (kind: ClientKind) => ReadonlyMap<number, LocalizedText> {
  const known = new Map<string, ReadonlyMap<number, LocalizedText>>();
  return (kind) => {
    const key = kindKey(kind);
    let refusals = known.get(key);
    if (refusals === undefined) {
      refusals = new Map(
        changed.flatMap((value, place) => {
          const refusal = unfitness(value, kind);
          return refusal === undefined ? [] : [[place + 1, reasonOf(refusal, value, kind)] as const];
        }),
      );
      known.set(key, refusals);
    }
    return refusals;
  };
}

/** Among clients it is their software that a parameter is not for; what else could be set there is of no interest here. */
function reasonOf({ code, text }: Refusal, { parameters }: CheckedValue, kind: ClientKind): LocalizedText {
  const [parameter] = parameters;
  if (code !== 'parameter.wrong_scope' || parameter === undefined) return text;
  const { label } = parameter;
  return {
    en: `“${label.en}” does not exist on phones with ${kind.softwareType}.`,
    de: `„${label.de}“ gibt es auf Telefonen mit ${kind.softwareType} nicht.`,
  };
}

/** Other templates that have one of the values, with their places. */
async function findRivals(
  db: ServerContext['db'],
  templateId: string,
  items: readonly string[],
  indexes: readonly number[],
): Promise<Map<string, number[]>> {
  const { rows } = await sql<{ templateId: string; places: number[] }>`
    select v.template_id, array_agg(i.place::int) as places
    from unnest(${items}::text[], ${indexes}::int[]) with ordinality as i (item, idx, place)
    join template_values v on v.item = i.item and v.idx = i.idx
    where v.template_id <> ${templateId}
    group by v.template_id`.execute(db);
  return new Map(rows.map((row) => [row.templateId, row.places]));
}

async function findAlike(
  db: ServerContext['db'],
  templateId: string,
  rivalIds: readonly string[],
  items: readonly string[],
  indexes: readonly number[],
): Promise<readonly Likeness[]> {
  const { rows } = await sql<Likeness>`
    with assigned as materialized (
      select client_id, origin, ranking from template_assignments
      where template_id = ${templateId} and origin <> 'onboarding'
    ), before as (
      select a.client_id, array_agg(r.template_id order by r.template_id) as template_ids
      from assigned a join template_assignments r on r.client_id = a.client_id
      where r.template_id = any(${rivalIds}::bigint[]) and r.origin <> 'onboarding'
        and (r.origin, r.ranking, r.template_id) < (a.origin, a.ranking, ${templateId}::bigint)
      group by a.client_id
    ), edits as (
      select e.client_id, array_agg(i.place::int order by i.place) as places
      from unnest(${items}::text[], ${indexes}::int[]) with ordinality as i (item, idx, place)
      join desired_values e on e.item = i.item and e.idx = i.idx and e.origin = 'edit'
      group by e.client_id
    )
    select coalesce(b.template_ids, '{}')::text[] as template_ids, coalesce(e.places, '{}') as edited,
      c.software_type, c.model, c.software_version, count(*)::int as clients
    from assigned a
    join clients c on c.id = a.client_id
    left join before b on b.client_id = a.client_id
    left join edits e on e.client_id = a.client_id
    group by b.template_ids, e.places, c.software_type, c.model, c.software_version`.execute(db);
  return rows;
}
