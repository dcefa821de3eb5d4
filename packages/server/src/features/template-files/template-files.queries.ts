import type { ClientBase, Pool } from 'pg';
import type { SoftwareUpdate } from '../../infra/db/index.ts';

/** What of a template decides on its files. */
export interface TemplateWithFiles {
  readonly id: string;
  readonly name: string;
  readonly softwareUpdate: SoftwareUpdate;
}

export async function findTemplatesWithFiles(
  db: Pool | ClientBase,
  templateIds: readonly string[],
): Promise<Map<string, TemplateWithFiles>> {
  const { rows } = await db.query<TemplateWithFiles>({
    name: 'templates-with-files',
    text: `
      select id, name, software_update as "softwareUpdate" from templates t
      where id = any($1::bigint[]) and removed_at is null
        and exists (select from template_files f where f.template_id = t.id)`,
    values: [templateIds],
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/** Clients that have got a template and shall get its files. */
export interface FilesDue {
  readonly templateId: string;
  readonly withSoftware: boolean;
  readonly clientIds: readonly string[];
}

/**
 * Takes files that are due off the list, of templates that nobody was given in the last moment: so that a template that comes to
 * many clients makes one job and not one for each portion of them.
 */
export async function takeFilesDue(
  tx: ClientBase,
  quietSince: Date,
  patientUntil: Date,
  limit: number,
): Promise<FilesDue[]> {
  const { rows } = await tx.query<{ template_id: string; with_software: boolean; client_id: string }>({
    name: 'take-template-files-due',
    text: `
      with ready as (
        select template_id from template_files_due group by template_id
        having max(since) <= $1 or min(since) <= $2
      ), taken as (
        select d.client_id, d.template_id from template_files_due d
        where d.template_id in (select template_id from ready)
        order by d.template_id, d.client_id limit $3 for update skip locked
      )
      delete from template_files_due d using taken t
      where d.client_id = t.client_id and d.template_id = t.template_id
      returning d.template_id, d.with_software, d.client_id`,
    values: [quietSince, patientUntil, limit],
  });
  const groups = Map.groupBy(rows, (row) => `${row.template_id} ${row.with_software}`);
  return [...groups.values()].flatMap((some) => {
    const [first] = some;
    if (first === undefined) return [];
    return [
      {
        templateId: first.template_id,
        withSoftware: first.with_software,
        clientIds: some.map((row) => row.client_id),
      },
    ];
  });
}

/** One node does what time brings about at a time: whether it is this one, until the transaction ends. */
export async function tryToKeep(tx: ClientBase): Promise<boolean> {
  const { rows } = await tx.query<{ mine: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended('template files', 0)) as mine`,
  );
  return rows[0]?.mine === true;
}

/** The templates of a client that bring software for it, those that go first at the head. */
const WITH_SOFTWARE = `
  select a.template_id, t.name, row_number() over (
      order by array_position(array['group', 'template', 'onboarding'], a.origin), a.ranking, a.template_id
    ) as place
  from template_assignments a join templates t on t.id = a.template_id
  where a.client_id = c.id and t.removed_at is null and t.software_update in ('always', 'only-newer')
    and exists (
      select from template_files f join files b on b.id = f.file_id
      where f.template_id = t.id and f.action = 'deploy' and b.type = 'software' and b.missing_since is null
        and (b.models = '{}' or c.model = '' or c.model = any(b.models))
        and (b.software_type is null or c.software_type = '' or c.software_type = b.software_type)
    )`;

/** A client, and the template that has the say on its software. */
export interface SoftwareLeader {
  readonly clientId: string;
  readonly model: string;
  readonly softwareType: string;
  readonly templateId: string;
  readonly templateName: string;
}

/** Who has the say on the software of clients, whatever became due now; those for which no template has software are left out. */
export async function findSoftwareLeaders(
  tx: ClientBase,
  clientIds: readonly string[],
): Promise<SoftwareLeader[]> {
  const { rows } = await tx.query<SoftwareLeader>({
    name: 'software-leaders',
    text: `
      select c.id as "clientId", c.model, c.software_type as "softwareType", w.template_id as "templateId",
        w.name as "templateName"
      from clients c
      join lateral (${WITH_SOFTWARE} order by place limit 1) w on true
      where c.id = any($1::bigint[])`,
    values: [clientIds],
  });
  return rows;
}

/** A client, and a template that wants software there. */
export interface SoftwareWish {
  readonly clientId: string;
  readonly model: string;
  readonly softwareType: string;
  readonly softwareVersion: string;
  /** Null: files are on their way to it already, or none of the templates has software for it. */
  readonly templateId: string | null;
  /** Names of templates after it that bring software as well. */
  readonly others: readonly string[];
}

/**
 * The next clients that have templates with software and a policy to bring it, each with the template that goes first. What an onboarding template wants counts only when the phone registers.
 */
export async function findSoftwareWishes(
  tx: ClientBase,
  afterClientId: string,
  limit: number,
): Promise<SoftwareWish[]> {
  const { rows } = await tx.query<SoftwareWish>({
    name: 'software-wishes',
    text: `
      with candidates as (
        select distinct a.client_id
        from templates t
        join template_assignments a on a.template_id = t.id and a.origin <> 'onboarding' and a.client_id > $1
        where t.removed_at is null and t.software_update in ('always', 'only-newer')
          and exists (
            select from template_files f join files b on b.id = f.file_id
            where f.template_id = t.id and f.action = 'deploy' and b.type = 'software'
          )
        order by a.client_id limit $2
      )
      select c.id as "clientId", c.model, c.software_type as "softwareType", c.software_version as "softwareVersion",
        w.template_id as "templateId", coalesce(w.others, '{}') as others
      from candidates n
      join clients c on c.id = n.client_id
      left join lateral (
        select (array_agg(s.template_id order by s.place))[1] as template_id,
          array_remove(array_agg(distinct s.name), (array_agg(s.name order by s.place))[1]) as others
        from (${WITH_SOFTWARE} and a.origin <> 'onboarding') s
      ) w on not exists (
        select from job_targets o join jobs j on j.id = o.job_id
        where o.client_id = c.id and o.finished_at is null and j.type = 'deploy-files' and j.canceled_at is null
      )
      order by c.id`,
    values: [afterClientId, limit],
  });
  return rows;
}

/** Of these clients and files, those that were ordered before while the phone had the software that it has now. */
export async function findUpdatesDone(
  tx: ClientBase,
  updates: readonly {
    readonly clientId: string;
    readonly fileId: string;
    readonly softwareVersion: string;
  }[],
): Promise<Set<string>> {
  const { rows } = await tx.query<{ client_id: string; file_id: string }>({
    name: 'software-updates-done',
    text: `
      select u.client_id, u.file_id
      from unnest($1::bigint[], $2::bigint[], $3::text[]) as i (client_id, file_id, software_version)
      join software_updates u
        on u.client_id = i.client_id and u.file_id = i.file_id and u.software_version = i.software_version`,
    values: [
      updates.map(({ clientId }) => clientId),
      updates.map(({ fileId }) => fileId),
      updates.map(({ softwareVersion }) => softwareVersion),
    ],
  });
  return new Set(rows.map((row) => `${row.client_id} ${row.file_id}`));
}

/** Remembers what was ordered by policy. */
export async function storeUpdates(
  tx: ClientBase,
  jobId: string,
  updates: readonly {
    readonly clientId: string;
    readonly fileId: string;
    readonly softwareVersion: string;
  }[],
  now: Date,
): Promise<void> {
  await tx.query({
    name: 'store-software-updates',
    text: `
      insert into software_updates (client_id, file_id, software_version, job_id, ordered_at)
      select i.client_id, i.file_id, i.software_version, $4, $5
      from unnest($1::bigint[], $2::bigint[], $3::text[]) as i (client_id, file_id, software_version)
      order by i.client_id, i.file_id
      on conflict do nothing`,
    values: [
      updates.map(({ clientId }) => clientId),
      updates.map(({ fileId }) => fileId),
      updates.map(({ softwareVersion }) => softwareVersion),
      jobId,
      now,
    ],
  });
}
