import type { ClientBase } from 'pg';
import type { ServerContext } from '../../infra/context.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { AppError, type FieldError } from '../../infra/errors/index.ts';
import { checkIfMatch } from '../../infra/http/preconditions.ts';
import { checkSeenVersions, type SeenVersions } from '../../infra/http/seen-versions.ts';
import { findContent, type GuardedChange, holdTemplates } from '../templates/index.ts';
import { findCircles, type GivenValue } from './circular-filter.ts';
import { type CheckedFilter, checkFilter, refuse } from './group-filter.ts';
import {
  type Author,
  deleteGroupRows,
  findGroupsWith,
  findMembersAnew,
  type GroupFacts,
  insertGroup,
  isNameTaken,
  lockGroups,
  lockMemberships,
  markMembersUnsettled,
  setTemplates,
  updateGroup,
} from './groups.queries.ts';
import { findGroup } from './groups.read.ts';
import type { Group, GroupChange, NewGroup } from './groups.schema.ts';

export type GroupDeps = Pick<ServerContext, 'pool' | 'db' | 'clock' | 'events'>;

/** @throws AppError `group.not_found` */
export async function getGroup({ db }: Pick<GroupDeps, 'db'>, id: string): Promise<Group> {
  const group = await findGroup(db, id);
  if (group === undefined) throw groupNotFound(id);
  return group;
}

/** @throws AppError `group.name_taken`, `group.invalid_filter`, `group.unusable_template` */
export async function createGroup(deps: GroupDeps, given: NewGroup, username: string): Promise<Group> {
  const filter = checkFilter(given.filter);
  const { templateIds = [] } = given;
  const facts: GroupFacts = {
    name: given.name,
    description: given.description ?? '',
    ranking: given.ranking ?? 1,
    filter: given.filter,
  };
  const author: Author = { username, now: deps.clock.now() };
  const id = await inTransaction(deps.pool, async (tx) => {
    await lockMemberships(tx, 'groups');
    if (await isNameTaken(tx, facts.name)) throw nameTaken(facts.name);
    await checkTemplates(tx, templateIds, filter);
    const groupId = await insertGroup(tx, facts, author);
    await setTemplates(tx, groupId, templateIds);
    await findMembersAnew(tx, groupId, filter, author.now);
    return groupId;
  });
  announce(deps, [id]);
  return getGroup(deps, id);
}

/** @throws AppError `group.not_found`, as `createGroup`, and when somebody else was faster */
export async function changeGroup(
  deps: GroupDeps,
  id: string,
  change: GroupChange,
  { ifMatch, username }: GuardedChange,
): Promise<Group> {
  const author: Author = { username, now: deps.clock.now() };
  await inTransaction(deps.pool, async (tx) => {
    await lockMemberships(tx, 'groups');
    const [locked] = await lockGroups(tx, [id]);
    if (locked === undefined) throw groupNotFound(id);
    checkIfMatch(ifMatch, await getGroup(deps, id));
    const { templateIds = locked.templateIds, ...said } = change;
    const facts: GroupFacts = { ...locked, ...said };
    const filter = checkFilter(facts.filter);
    if (await isNameTaken(tx, facts.name, id)) throw nameTaken(facts.name);
    await checkTemplates(tx, templateIds, filter);
    await updateGroup(tx, id, facts, author);
    const hasOtherTemplates = JSON.stringify(templateIds) !== JSON.stringify(locked.templateIds);
    if (hasOtherTemplates) await setTemplates(tx, id, templateIds);
    // Before its members are found: those that stay get what is new, those that leave are marked below.
    if (hasOtherTemplates || facts.ranking !== locked.ranking) await markMembersUnsettled(tx, [id]);
    if (change.filter !== undefined) await findMembersAnew(tx, id, filter, author.now);
  });
  announce(deps, [id]);
  return getGroup(deps, id);
}

/** @throws AppError `group.not_found`, and when somebody else was faster */
export async function deleteGroup(
  deps: GroupDeps,
  id: string,
  { ifMatch }: Pick<GuardedChange, 'ifMatch'>,
): Promise<void> {
  await inTransaction(deps.pool, async (tx) => {
    await lockMemberships(tx, 'groups');
    const [locked] = await lockGroups(tx, [id]);
    if (locked === undefined) throw groupNotFound(id);
    checkIfMatch(ifMatch, await getGroup(deps, id));
    await markMembersUnsettled(tx, [id]);
    await deleteGroupRows(tx, [id]);
  });
  announce(deps, [id]);
}

/** @returns how many there were @throws AppError `request.outdated` */
export async function deleteGroups(
  deps: GroupDeps,
  ids: readonly string[],
  versions: SeenVersions | undefined,
): Promise<number> {
  const existing = await inTransaction(deps.pool, async (tx) => {
    await lockMemberships(tx, 'groups');
    const locked = await lockGroups(tx, ids);
    checkSeenVersions(versions, locked);
    const found = locked.map(({ id }) => id);
    await markMembersUnsettled(tx, found);
    await deleteGroupRows(tx, found);
    return found;
  });
  if (existing.length > 0) announce(deps, existing);
  return existing.length;
}

/** @throws AppError `group.unusable_template`, `group.invalid_filter` when a template would drive members out */
async function checkTemplates(
  tx: ClientBase,
  templateIds: readonly string[],
  filter: CheckedFilter,
): Promise<void> {
  if (templateIds.length === 0) return;
  const templates = new Map((await holdTemplates(tx, templateIds)).map((one) => [one.id, one]));
  const errors = templateIds.flatMap((id, place): FieldError[] => {
    const template = templates.get(id);
    if (template?.type === 'default') return [];
    const text =
      template === undefined
        ? {
            en: `There is no template with the id ${id}: it may have been deleted.`,
            de: `Eine Vorlage mit der ID ${id} gibt es nicht: Vielleicht wurde sie gelöscht.`,
          }
        : {
            en: `“${template.name}” is an onboarding template, which is written once when a phone registers: choose default templates for a group.`,
            de: `„${template.name}“ ist eine Vorlage für die Inbetriebnahme und wird nur einmal bei der Anmeldung eines Telefons geschrieben: Wählen Sie für eine Gruppe Standardvorlagen.`,
          };
    return [{ field: `templateIds.${place}`, message: text.en, code: 'group.unusable_template', text }];
  });
  const [first] = errors;
  if (first !== undefined) throw new AppError('group.unusable_template', first.message, { errors });
  const content = await findContent(tx, templateIds);
  const given = content.map(
    ({ templateId, item, value }): GivenValue => ({
      templateName: templates.get(templateId)?.name ?? '',
      item,
      value,
    }),
  );
  refuse(findCircles(filter, given));
}

function announce({ events }: GroupDeps, ids: readonly string[]): void {
  events.changed('groups', ids);
  events.changed('templates', 'all');
  events.changed('clients', 'all');
}

export function groupNotFound(id: string): AppError {
  return new AppError('group.not_found', `There is no group with the id ${id}: it may have been deleted.`);
}

function nameTaken(name: string): AppError {
  const en = `There is a group “${name}” already: choose another name.`;
  const de = `Eine Gruppe „${name}“ gibt es schon: Wählen Sie einen anderen Namen.`;
  return new AppError('group.name_taken', en, {
    errors: [{ field: 'name', message: en, code: 'group.name_taken', text: { en, de } }],
  });
}

/**
 * Looks whether new values of a template would drive members out of its groups.
 *
 * @throws AppError `group.invalid_filter`
 */
export async function checkContentForGroups(
  tx: ClientBase,
  template: { readonly id: string; readonly name: string },
  values: readonly Omit<GivenValue, 'templateName'>[],
): Promise<void> {
  const given = values.map((value) => ({ ...value, templateName: template.name }));
  for (const { filter } of await findGroupsWith(tx, template.id)) {
    refuse(findCircles(checkFilter(filter), given));
  }
}
