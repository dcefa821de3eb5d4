import type { ClientBase } from 'pg';
import { type ClientKind, toIdx } from '../values/index.ts';
import type { AssignableTemplate, Assignment } from './assignments.ts';

/**
 * What decides on the assignment of templates; those that were deleted are left out. Nobody changes their content or deletes them
 * until the transaction ends: whoever does, finds afterwards all clients that have the template.
 */
export async function findAssignable(
  tx: ClientBase,
  templateIds: readonly string[],
): Promise<Map<string, AssignableTemplate>> {
  const { rows } = await tx.query<AssignableTemplate>({
    name: 'assignable-templates',
    text: `
      select id, name, ranking, models, software_types as "softwareTypes" from templates
      where id = any($1::bigint[]) and removed_at is null order by id for key share`,
    values: [templateIds],
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/** Every template that phones get when they register; nobody changes or deletes them, as by `findAssignable`. */
export async function findOnboarding(tx: ClientBase): Promise<AssignableTemplate[]> {
  const { rows } = await tx.query<AssignableTemplate>({
    name: 'onboarding-templates',
    text: `
      select id, name, ranking, models, software_types as "softwareTypes" from templates
      where type = 'onboarding' and removed_at is null order by id for key share`,
  });
  return rows;
}

/** Names of templates, also of deleted ones. */
export async function findTemplateNames(
  tx: ClientBase,
  templateIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await tx.query<{ id: string; name: string }>({
    name: 'template-names',
    text: 'select id, name from templates where id = any($1::bigint[])',
    values: [templateIds],
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Templates that administrators have chosen for clients. */
export async function findChosen(
  tx: ClientBase,
  clientIds: readonly string[],
): Promise<{ clientId: string; templateId: string }[]> {
  const { rows } = await tx.query<{ clientId: string; templateId: string }>({
    name: 'chosen-templates',
    text: `
      select client_id as "clientId", template_id as "templateId" from client_templates
      where client_id = any($1::bigint[])`,
    values: [clientIds],
  });
  return rows;
}

/** Chooses templates for clients; what was chosen before stays as it was. */
export async function chooseTemplates(
  tx: ClientBase,
  choices: readonly { readonly clientId: string; readonly templateId: string }[],
  by: string | null,
  now: Date,
): Promise<void> {
  await tx.query({
    name: 'choose-templates',
    text: `
      insert into client_templates (client_id, template_id, chosen_at, chosen_by)
      select i.client_id, i.template_id, $3, $4 from unnest($1::bigint[], $2::bigint[]) as i (client_id, template_id)
      on conflict do nothing`,
    values: [choices.map((one) => one.clientId), choices.map((one) => one.templateId), now, by],
  });
}

/** Takes a choice back. @returns the clients that had it */
export async function unchooseTemplate(
  tx: ClientBase,
  templateId: string,
  clientIds: readonly string[],
): Promise<string[]> {
  const { rows } = await tx.query<{ clientId: string }>(
    `delete from client_templates where template_id = $1 and client_id = any($2::bigint[])
     returning client_id as "clientId"`,
    [templateId, clientIds],
  );
  return rows.map(({ clientId }) => clientId);
}

/** Marks clients of which the templates have to be settled anew; `takeUnsettled` takes them up, on whichever node. */
export async function markUnsettled(tx: ClientBase, clientIds: readonly string[]): Promise<void> {
  await tx.query(
    'insert into unsettled_clients select distinct * from unnest($1::bigint[]) order by 1 on conflict do nothing',
    [clientIds],
  );
}

/** Takes some of the clients that are to be settled; other nodes take others. */
export async function takeUnsettled(tx: ClientBase, limit: number): Promise<string[]> {
  const { rows } = await tx.query<{ clientId: string }>({
    name: 'take-unsettled',
    text: `
      delete from unsettled_clients u
      using (select client_id from unsettled_clients order by client_id limit $1 for update skip locked) taken
      where u.client_id = taken.client_id
      returning u.client_id as "clientId"`,
    values: [limit],
  });
  return rows.map(({ clientId }) => clientId);
}

/** What has been assigned to clients, by these origins. */
export async function findAssignments(tx: ClientBase, clientIds: readonly string[]): Promise<Assignment[]> {
  const { rows } = await tx.query<Assignment>({
    name: 'template-assignments',
    text: `
      select client_id as "clientId", origin, template_id as "templateId", ranking from template_assignments
      where client_id = any($1::bigint[])`,
    values: [clientIds],
  });
  return rows;
}

/** Columns for `unnest`: client, origin, template, ranking. */
function columnsOf(assignments: readonly Assignment[]): unknown[] {
  return [
    assignments.map((one) => one.clientId),
    assignments.map((one) => one.origin),
    assignments.map((one) => one.templateId),
    assignments.map((one) => one.ranking),
  ];
}

const INPUT = `unnest($1::bigint[], $2::text[], $3::bigint[], $4::int[]) as i (client_id, origin, template_id, ranking)`;

/** Takes assignments away, with what they want. */
export async function removeAssignments(tx: ClientBase, left: readonly Assignment[]): Promise<void> {
  if (left.length === 0) return;
  await tx.query({
    name: 'remove-assignments',
    text: `
      with gone as (
        delete from template_assignments a using ${INPUT}
        where a.client_id = i.client_id and a.origin = i.origin and a.template_id = i.template_id
      )
      delete from desired_values v using ${INPUT}
      where v.client_id = i.client_id and v.origin = i.origin and v.source_id = i.template_id`,
    values: columnsOf(left),
  });
}

/** Gives assignments that stay another ranking. */
export async function rerankAssignments(tx: ClientBase, reranked: readonly Assignment[]): Promise<void> {
  if (reranked.length === 0) return;
  await tx.query({
    name: 'rerank-assignments',
    text: `
      with moved as (
        update template_assignments a set ranking = i.ranking from ${INPUT}
        where a.client_id = i.client_id and a.origin = i.origin and a.template_id = i.template_id
      )
      update desired_values v set ranking = i.ranking from ${INPUT}
      where v.client_id = i.client_id and v.origin = i.origin and v.source_id = i.template_id`,
    values: columnsOf(reranked),
  });
}

/** A value of a template that phones of a kind cannot take. */
export interface UnfitValue {
  readonly templateId: string;
  readonly item: string;
  readonly index: number | null;
  /** See `kindKey`. */
  readonly kind: string;
}

/** Takes away what templates once wanted and have no more. */
export async function removeOutdated(tx: ClientBase, assignments: readonly Assignment[]): Promise<void> {
  if (assignments.length === 0) return;
  await tx.query({
    name: 'remove-outdated-wishes',
    text: `
      delete from desired_values v using ${INPUT}
      where v.client_id = i.client_id and v.origin = i.origin and v.source_id = i.template_id
        and not exists (
          select from template_values t where t.template_id = i.template_id and t.item = v.item and t.idx = v.idx
        )`,
    values: columnsOf(assignments),
  });
}

export function kindKey({ softwareType, model, softwareVersion }: ClientKind): string {
  return JSON.stringify([softwareType, model, softwareVersion]);
}

/**
 * Brings the values of assigned templates as they are now into `desired_values`; those that a phone cannot take are left out.
 * What is there already and the same keeps its marks.
 *
 * @param kinds of the clients; see `kindKey`
 */
export async function writeWishes(
  tx: ClientBase,
  assignments: readonly Assignment[],
  kinds: ReadonlyMap<string, string>,
  unfit: readonly UnfitValue[],
  now: Date,
): Promise<void> {
  if (assignments.length === 0) return;
  const values = [
    ...columnsOf(assignments),
    assignments.map(({ clientId }) => kinds.get(clientId) ?? ''),
    unfit.map((one) => one.templateId),
    unfit.map((one) => one.item),
    unfit.map((one) => toIdx(one.index ?? undefined)),
    unfit.map((one) => one.kind),
  ];
  const wanted = `
    select i.client_id, v.item, v.idx, i.origin, i.template_id, i.ranking, v.value, v.sealed
    from unnest($1::bigint[], $2::text[], $3::bigint[], $4::int[], $5::text[])
      as i (client_id, origin, template_id, ranking, kind)
    join template_values v on v.template_id = i.template_id
    where not exists (
      select from unnest($6::bigint[], $7::text[], $8::int[], $9::text[]) as u (template_id, item, idx, kind)
      where u.template_id = v.template_id and u.item = v.item and u.idx = v.idx and u.kind = i.kind
    )`;
  await tx.query({
    name: 'write-wishes',
    text: `
      insert into desired_values as d (client_id, item, idx, origin, source_id, ranking, value, sealed, set_at, drift)
      select w.client_id, w.item, w.idx, w.origin, w.template_id, w.ranking, w.value, w.sealed, $10, true
      from (${wanted}) w
      order by w.client_id, w.item collate "C", w.idx
      on conflict (client_id, item, idx, origin, source_id) do update set
        ranking = excluded.ranking, value = excluded.value, sealed = excluded.sealed, set_at = excluded.set_at,
        drift = true, refused_status = null, refused_at = null
      where (d.value, d.sealed) is distinct from (excluded.value, excluded.sealed)`,
    values: [...values, now],
  });
  await tx.query({
    name: 'add-assignments',
    text: `
      insert into template_assignments as a (client_id, origin, template_id, ranking, assigned_at)
      select i.client_id, i.origin, i.template_id, i.ranking, $5 from ${INPUT}
      on conflict (client_id, origin, template_id) do nothing`,
    values: [...columnsOf(assignments), now],
  });
}
