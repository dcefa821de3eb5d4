import type { ClientBase, Pool } from 'pg';
import type { FileAction, SoftwareUpdate, TemplateType } from '../../infra/db/index.ts';
import { refOf, toIdx, type WantedValue } from '../values/index.ts';
import type { TemplateFacts } from './templates.read.ts';

/** A template while somebody changes it. */
export interface LockedTemplate extends TemplateFacts {
  readonly id: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly updatedBy: string | null;
}

interface TemplateRow {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly type: TemplateType;
  readonly ranking: number;
  readonly models: string[];
  readonly software_types: string[];
  readonly software_update: SoftwareUpdate;
  readonly version: number;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly updated_by: string | null;
}

const COLUMNS =
  'id, name, description, type, ranking, models, software_types, software_update, version, created_at, updated_at, updated_by';

function toLocked(row: TemplateRow): LockedTemplate {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    type: row.type,
    ranking: row.ranking,
    models: row.models,
    softwareTypes: row.software_types,
    softwareUpdate: row.software_update,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
  };
}

/** Templates that exist, in the order of their ids; nobody else changes or deletes them until the transaction ends. */
export async function lockTemplates(tx: ClientBase, ids: readonly string[]): Promise<LockedTemplate[]> {
  const { rows } = await tx.query<TemplateRow>(
    `select ${COLUMNS} from templates where id = any($1::bigint[]) and removed_at is null order by id for update`,
    [ids],
  );
  return rows.map(toLocked);
}

/** Templates that exist; they are not deleted until the transaction ends. */
export async function holdTemplates(tx: ClientBase, ids: readonly string[]): Promise<LockedTemplate[]> {
  const { rows } = await tx.query<TemplateRow>(
    `select ${COLUMNS} from templates where id = any($1::bigint[]) and removed_at is null order by id for key share`,
    [ids],
  );
  return rows.map(toLocked);
}

/** Who changes something, and when. */
export interface Author {
  readonly username: string;
  readonly now: Date;
}

/** @returns the id; undefined when the name is taken */
export async function insertTemplate(
  tx: Pool | ClientBase,
  facts: TemplateFacts,
  { username, now }: Author,
): Promise<string | undefined> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into templates (name, description, type, ranking, models, software_types, software_update, created_at,
       updated_at, updated_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9)
     on conflict (lower(name)) where removed_at is null do nothing returning id`,
    [
      facts.name,
      facts.description,
      facts.type,
      facts.ranking,
      facts.models,
      facts.softwareTypes,
      facts.softwareUpdate,
      now,
      username,
    ],
  );
  return rows[0]?.id;
}

/** Whether another template that exists has the name. */
export async function isNameTaken(tx: Pool | ClientBase, name: string, exceptId = '0'): Promise<boolean> {
  const { rowCount } = await tx.query(
    'select from templates where lower(name) = lower($1) and removed_at is null and id <> $2',
    [name, exceptId],
  );
  return rowCount !== 0;
}

/** Replaces what is said of a template; counts as a change. */
export async function updateTemplate(
  tx: ClientBase,
  id: string,
  facts: TemplateFacts,
  { username, now }: Author,
): Promise<void> {
  await tx.query(
    `update templates set name = $2, description = $3, type = $4, ranking = $5, models = $6, software_types = $7,
       software_update = $8, updated_at = $9, updated_by = $10, version = version + 1
     where id = $1`,
    [
      id,
      facts.name,
      facts.description,
      facts.type,
      facts.ranking,
      facts.models,
      facts.softwareTypes,
      facts.softwareUpdate,
      now,
      username,
    ],
  );
}

/** Counts a change of the content. */
export async function touchTemplate(tx: ClientBase, id: string, { username, now }: Author): Promise<void> {
  await tx.query(
    'update templates set updated_at = $2, updated_by = $3, version = version + 1 where id = $1',
    [id, now, username],
  );
}

/** Sets values of templates, or takes out those that are null. */
export async function writeContent(
  tx: ClientBase,
  templateId: string,
  values: readonly WantedValue[],
): Promise<void> {
  await tx.query(
    `delete from template_values v using unnest($2::text[], $3::int[]) as i (item, idx)
     where v.template_id = $1 and v.item = i.item and v.idx = i.idx`,
    [templateId, values.map(({ name }) => name), values.map(({ index }) => toIdx(index))],
  );
  const kept = values.filter((value) => !('value' in value) || value.value !== null);
  await tx.query(
    `insert into template_values (template_id, item, idx, value, sealed)
     select $1, * from unnest($2::text[], $3::int[], $4::text[], $5::text[])`,
    [
      templateId,
      kept.map(({ name }) => name),
      kept.map(({ index }) => toIdx(index)),
      kept.map((value) => ('value' in value ? value.value : null)),
      kept.map((value) => ('sealed' in value ? value.sealed : null)),
    ],
  );
}

/** Gives a copy of a template its files. */
export async function copyFiles(tx: ClientBase, fromId: string, toId: string): Promise<void> {
  await tx.query(
    `insert into template_files (template_id, file_id, action, place)
     select $2, file_id, action, place from template_files where template_id = $1`,
    [fromId, toId],
  );
}

/** A file of a template by its name. */
export interface FileOfContent {
  readonly templateId: string;
  readonly fileId: string;
  readonly name: string;
  readonly action: FileAction;
}

/** The files of templates, each template's in their order. */
export async function findFilesOfContent(
  db: Pool | ClientBase,
  templateIds: readonly string[],
): Promise<FileOfContent[]> {
  const { rows } = await db.query<FileOfContent>({
    name: 'files-of-content',
    text: `
      select t.template_id as "templateId", t.file_id as "fileId", f.name, t.action
      from template_files t join files f on f.id = t.file_id
      where t.template_id = any($1::bigint[]) order by t.template_id, t.place, t.file_id`,
    values: [templateIds],
  });
  return rows;
}

/** A value of a template; a secret stays sealed. */
export interface StoredValue {
  readonly templateId: string;
  readonly item: string;
  readonly idx: number;
  readonly index: number | null;
  readonly value: string | null;
  readonly sealed: string | null;
}

/** A stored value as it is written elsewhere. */
export function toWanted({ item, idx, value, sealed }: StoredValue): WantedValue {
  return sealed === null ? { ...refOf(item, idx), value } : { ...refOf(item, idx), sealed };
}

/** The content of templates, by item and index. */
export async function findContent(
  db: Pool | ClientBase,
  templateIds: readonly string[],
): Promise<StoredValue[]> {
  const { rows } = await db.query<Omit<StoredValue, 'index'>>({
    name: 'template-content',
    text: `
      select template_id as "templateId", item, idx, value, sealed from template_values
      where template_id = any($1::bigint[]) order by template_id, item collate "C", idx`,
    values: [templateIds],
  });
  return rows.map((row) => ({ ...row, index: refOf(row.item, row.idx).index ?? null }));
}

/** Where templates are used: their names with those of groups and numbers of clients. */
export interface TemplateUse {
  readonly id: string;
  readonly name: string;
  readonly groups: readonly string[];
  readonly chosenClients: number;
  /** Plug&Play clients that are to get it. */
  readonly prepared: number;
}

/** Those of the templates that are in use. */
export async function findUses(tx: ClientBase, ids: readonly string[]): Promise<TemplateUse[]> {
  const { rows } = await tx.query<TemplateUse>(
    `select * from (
       select t.id, t.name,
         coalesce((
           select array_agg(g.name order by lower(g.name))
           from group_templates u join groups g on g.id = u.group_id where u.template_id = t.id
         ), '{}') as groups,
         (select count(*)::int from client_templates c where c.template_id = t.id) as "chosenClients",
         (select count(*)::int from plug_and_play_clients p where p.template_id = t.id and p.recognized_at is null) as prepared
       from templates t where t.id = any($1::bigint[])
     ) u
     where u.groups <> '{}' or u."chosenClients" > 0 or u.prepared > 0
     order by u.id`,
    [ids],
  );
  return rows;
}

/**
 * Removes templates: out of their groups, from the clients that they were applied to, and out of sight. Clients on which
 * they want values are to be settled.
 */
export async function removeTemplates(
  tx: ClientBase,
  ids: readonly string[],
  { username, now }: Author,
): Promise<void> {
  await markUnsettledBy(tx, ids);
  await tx.query(
    `update groups g set version = version + 1, updated_at = $2, updated_by = $3
     where exists (select from group_templates u where u.group_id = g.id and u.template_id = any($1::bigint[]))`,
    [ids, now, username],
  );
  await tx.query('delete from group_templates where template_id = any($1::bigint[])', [ids]);
  await tx.query(
    'update plug_and_play_clients set template_id = null where template_id = any($1::bigint[]) and recognized_at is null',
    [ids],
  );
  await tx.query('delete from client_templates where template_id = any($1::bigint[])', [ids]);
  await tx.query('delete from template_values where template_id = any($1::bigint[])', [ids]);
  await tx.query('delete from template_files where template_id = any($1::bigint[])', [ids]);
  await tx.query('update templates set removed_at = $2 where id = any($1::bigint[])', [ids, now]);
}

/** All clients on which templates want values, or may want some after a change, are to be settled. */
export async function markUnsettledBy(tx: ClientBase, templateIds: readonly string[]): Promise<void> {
  await tx.query(
    `insert into unsettled_clients (client_id)
     select client_id from template_assignments where template_id = any($1::bigint[]) and origin <> 'onboarding'
     union
     select client_id from client_templates where template_id = any($1::bigint[])
     union
     select m.client_id from group_templates u join group_members m on m.group_id = u.group_id
     where u.template_id = any($1::bigint[])
     order by 1
     on conflict do nothing`,
    [templateIds],
  );
}

/** Clients on which a change of a template's content counts: that have it by a group or because it was applied to them. */
export async function findClientsWith(tx: ClientBase, templateId: string): Promise<string[]> {
  const { rows } = await tx.query<{ clientId: string }>(
    `select distinct client_id as "clientId" from template_assignments
     where template_id = $1 and origin <> 'onboarding' order by 1`,
    [templateId],
  );
  return rows.map(({ clientId }) => clientId);
}
