import { type SelectQueryBuilder, sql } from 'kysely';
import type { Database, Db, SoftwareUpdate, TemplateType, UsageCountsTable } from '../../infra/db/index.ts';
import { type ListWindow, listOffset } from '../../infra/http/schemas.ts';
import type { Template, templateSortKeys } from './templates.schema.ts';

export interface TemplateList extends ListWindow {
  readonly sort: (typeof templateSortKeys)[number];
  readonly order: 'asc' | 'desc';
  readonly search: string;
  readonly type?: TemplateType | undefined;
  readonly model?: string | undefined;
  readonly softwareType?: string | undefined;
}

type TemplatesQuery<Output> = SelectQueryBuilder<Database, 'templates', Output>;

function narrowed<Output>(query: TemplatesQuery<Output>, list: TemplateList): TemplatesQuery<Output> {
  let result = query.where('templates.removedAt', 'is', null);
  if (list.type !== undefined) result = result.where('templates.type', '=', list.type);
  if (list.model !== undefined) {
    result = result.where(sql<boolean>`(templates.models = '{}' or ${list.model} = any(templates.models))`);
  }
  if (list.softwareType !== undefined) {
    result = result.where(
      sql<boolean>`(templates.software_types = '{}' or ${list.softwareType} = any(templates.software_types))`,
    );
  }
  if (list.search !== '') {
    result = result.where(
      sql<boolean>`strpos(lower(templates.name || ' ' || templates.description), lower(${list.search})) > 0`,
    );
  }
  return result;
}

const valueCount = sql<number>`(select count(*)::int from template_values v where v.template_id = templates.id)`;

function usageCount(subject: UsageCountsTable['subject']) {
  return sql<number>`coalesce((
    select sum(u.delta)::int from usage_counts u where u.subject = ${subject} and u.id = templates.id
  ), 0)`;
}

/** Counted only for the rows that are shown. */
function templateRows(db: Db) {
  return db
    .selectFrom('templates')
    .select([
      'templates.id',
      'templates.name',
      'templates.description',
      'templates.type',
      'templates.ranking',
    ])
    .select(['templates.models', 'templates.softwareTypes', 'templates.softwareUpdate', 'templates.version'])
    .select(['templates.createdAt', 'templates.updatedAt', 'templates.updatedBy'])
    .select([
      valueCount.as('valueCount'),
      sql<number>`(select count(*)::int from template_files f where f.template_id = templates.id)`.as(
        'fileCount',
      ),
      sql<{ id: string; name: string }[]>`coalesce((
        select jsonb_agg(jsonb_build_object('id', g.id::text, 'name', g.name) order by lower(g.name))
        from group_templates t join groups g on g.id = t.group_id where t.template_id = templates.id
      ), '[]')`.as('groups'),
      usageCount('template-chosen').as('chosenClients'),
      usageCount('template-clients').as('clients'),
    ]);
}

type TemplateRow = Awaited<ReturnType<ReturnType<typeof templateRows>['execute']>>[number];

const sortColumns = {
  name: sql`lower(templates.name)`,
  type: sql`templates.type`,
  ranking: sql`templates.ranking`,
  softwareUpdate: sql`templates.software_update`,
  valueCount,
  updatedAt: sql`templates.updated_at`,
} as const;

/** One page of templates with the number of all that match. */
export async function listTemplates(
  db: Db,
  list: TemplateList,
): Promise<{ templates: Template[]; total: number }> {
  const sortColumn = sortColumns[list.sort];
  const page = narrowed(db.selectFrom('templates').select('templates.id'), list)
    .orderBy(sortColumn, list.order)
    .orderBy('templates.id', list.order)
    .limit(list.pageSize)
    .offset(listOffset(list));
  const [rows, { total }] = await Promise.all([
    templateRows(db)
      .where('templates.id', 'in', page)
      .orderBy(sortColumn, list.order)
      .orderBy('templates.id', list.order)
      .execute(),
    narrowed(
      db.selectFrom('templates').select(({ fn }) => fn.countAll<string>().as('total')),
      list,
    ).executeTakeFirstOrThrow(),
  ]);
  return { templates: rows.map(toTemplate), total: Number(total) };
}

export async function findTemplate(db: Db, id: string): Promise<Template | undefined> {
  const row = await templateRows(db)
    .where('templates.id', '=', id)
    .where('templates.removedAt', 'is', null)
    .executeTakeFirst();
  return row === undefined ? undefined : toTemplate(row);
}

function toTemplate({ groups, chosenClients, clients, ...row }: TemplateRow): Template {
  return {
    ...row,
    softwareTypes: row.softwareTypes as Template['softwareTypes'],
    usage: { groups, chosenClients, clients },
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** What is said of a template, beside its content. */
export interface TemplateFacts {
  readonly type: TemplateType;
  readonly name: string;
  readonly description: string;
  readonly ranking: number;
  readonly models: readonly string[];
  readonly softwareTypes: readonly string[];
  readonly softwareUpdate: SoftwareUpdate;
}
