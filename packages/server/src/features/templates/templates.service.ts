import type { ClientBase } from 'pg';
import type { ServerContext } from '../../infra/context.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { AppError } from '../../infra/errors/index.ts';
import { checkIfMatch } from '../../infra/http/preconditions.ts';
import { checkSeenVersions, type SeenVersions } from '../../infra/http/seen-versions.ts';
import { writeFirstContent } from './first-content.ts';
import { nameTaken, templateNotFound } from './template-errors.ts';
import {
  type Author,
  copyFiles,
  findContent,
  findUses,
  insertTemplate,
  isNameTaken,
  type LockedTemplate,
  lockTemplates,
  markUnsettledBy,
  removeTemplates,
  type TemplateUse,
  toWanted,
  updateTemplate,
} from './templates.queries.ts';
import { findTemplate, type TemplateFacts } from './templates.read.ts';
import type { NewTemplate, Template, TemplateChange } from './templates.schema.ts';

export type TemplateDeps = Pick<ServerContext, 'pool' | 'db' | 'clock' | 'events'>;

/** Which state is changed, and by whom. */
export interface GuardedChange {
  readonly ifMatch: string | undefined;
  readonly username: string;
}

/** What is said of a new template when nothing else is said. */
export function factsOf(given: NewTemplate): TemplateFacts {
  return {
    type: given.type,
    name: given.name,
    description: given.description ?? '',
    ranking: given.ranking ?? 1,
    models: given.models ?? [],
    softwareTypes: given.softwareTypes ?? [],
    softwareUpdate: given.softwareUpdate ?? 'disabled',
  };
}

/** @throws AppError `template.not_found` */
export async function getTemplate({ db }: Pick<TemplateDeps, 'db'>, id: string): Promise<Template> {
  const template = await findTemplate(db, id);
  if (template === undefined) throw templateNotFound(id);
  return template;
}

/** @throws AppError `template.name_taken` */
export async function createTemplate(
  deps: TemplateDeps,
  given: NewTemplate,
  username: string,
): Promise<Template> {
  const id = await insertTemplate(deps.pool, factsOf(given), { username, now: deps.clock.now() });
  if (id === undefined) throw nameTaken(given.name);
  deps.events.changed('templates', [id]);
  return getTemplate(deps, id);
}

/** @throws AppError `template.not_found`, `template.name_taken` */
export async function duplicateTemplate(
  deps: TemplateDeps,
  id: string,
  name: string,
  username: string,
): Promise<Template> {
  const author = { username, now: deps.clock.now() };
  const copyId = await inTransaction(deps.pool, async (tx) => {
    const [original] = await lockTemplates(tx, [id]);
    if (original === undefined) throw templateNotFound(id);
    const inserted = await insertTemplate(tx, { ...original, name }, author);
    if (inserted === undefined) throw nameTaken(name);
    await writeFirstContent(tx, inserted, (await findContent(tx, [id])).map(toWanted), author);
    await copyFiles(tx, id, inserted);
    return inserted;
  });
  deps.events.changed('templates', [copyId]);
  return getTemplate(deps, copyId);
}

/**
 * Locks a template for a change that is meant for its state as it is now.
 *
 * @throws AppError `template.not_found`, `request.precondition_required`, `request.outdated`
 */
export async function lockForChange(
  tx: ClientBase,
  deps: Pick<TemplateDeps, 'db'>,
  id: string,
  ifMatch: string | undefined,
): Promise<LockedTemplate> {
  const [locked] = await lockTemplates(tx, [id]);
  if (locked === undefined) throw templateNotFound(id);
  // Read over another connection, and yet the committed state: whoever wants to change it waits for this transaction.
  checkIfMatch(ifMatch, await getTemplate(deps, id));
  return locked;
}

/** @throws AppError as `lockForChange`, and `template.name_taken`, `template.wrong_type` for one in use that becomes an onboarding template */
export async function changeTemplate(
  deps: TemplateDeps,
  id: string,
  change: TemplateChange,
  { ifMatch, username }: GuardedChange,
): Promise<Template> {
  const author: Author = { username, now: deps.clock.now() };
  await inTransaction(deps.pool, async (tx) => {
    const locked = await lockForChange(tx, deps, id, ifMatch);
    const facts: TemplateFacts = { ...locked, ...change };
    if (await isNameTaken(tx, facts.name, id)) throw nameTaken(facts.name);
    if (facts.type !== locked.type && facts.type === 'onboarding') {
      const [use] = await findUses(tx, [id]);
      if (use !== undefined) throw usedAsDefault(use);
    }
    await updateTemplate(tx, id, facts, author);
    if (changesPrecedence(locked, facts)) await markUnsettledBy(tx, [id]);
  });
  deps.events.changed('templates', [id]);
  return getTemplate(deps, id);
}

function changesPrecedence(before: TemplateFacts, after: TemplateFacts): boolean {
  const key = ({ ranking, models, softwareTypes }: TemplateFacts) =>
    JSON.stringify([ranking, models.toSorted(), softwareTypes.toSorted()]);
  return key(before) !== key(after);
}

/** @throws AppError as `lockForChange`, and `template.in_use` unless it is withdrawn */
export async function deleteTemplate(
  deps: TemplateDeps,
  id: string,
  withdraw: boolean,
  { ifMatch, username }: GuardedChange,
): Promise<void> {
  await inTransaction(deps.pool, async (tx) => {
    await lockForChange(tx, deps, id, ifMatch);
    await remove(tx, [id], withdraw, { username, now: deps.clock.now() });
  });
  announceRemoval(deps, [id]);
}

/** How several templates are deleted, and by whom. */
export interface TemplateDeletion {
  /** They are withdrawn from whatever uses them. */
  readonly withdraw: boolean;
  readonly versions: SeenVersions | undefined;
  readonly username: string;
}

/** @returns how many there were @throws AppError `template.in_use` unless they are withdrawn, `request.outdated` */
export async function deleteTemplates(
  deps: TemplateDeps,
  ids: readonly string[],
  { withdraw, versions, username }: TemplateDeletion,
): Promise<number> {
  const existing = await inTransaction(deps.pool, async (tx) => {
    const locked = await lockTemplates(tx, ids);
    checkSeenVersions(versions, locked);
    const found = locked.map(({ id }) => id);
    await remove(tx, found, withdraw, { username, now: deps.clock.now() });
    return found;
  });
  announceRemoval(deps, existing);
  return existing.length;
}

async function remove(
  tx: ClientBase,
  ids: readonly string[],
  withdraw: boolean,
  author: Author,
): Promise<void> {
  const uses = withdraw ? [] : await findUses(tx, ids);
  if (uses.length > 0) throw inUse(uses);
  await removeTemplates(tx, ids, author);
}

function announceRemoval({ events }: TemplateDeps, ids: readonly string[]): void {
  if (ids.length === 0) return;
  events.changed('templates', ids);
  events.changed('groups', 'all');
}

function useOf({ groups, chosenClients, prepared }: TemplateUse): {
  readonly en: string;
  readonly de: string;
} {
  const names = groups.slice(0, 5).map((name) => `“${name}”`);
  const more = groups.length - names.length;
  const listed = `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  const germanNames = groups.slice(0, 5).map((name) => `„${name}“`);
  const listedDe = `${germanNames.join(', ')}${more > 0 ? ` und ${more} weiteren` : ''}`;
  const en = [
    ...(groups.length === 0 ? [] : [`the ${groups.length === 1 ? 'group' : 'groups'} ${listed}`]),
    ...(chosenClients === 0 ? [] : [chosenClients === 1 ? 'one client' : `${chosenClients} clients`]),
    ...(prepared === 0 ? [] : [prepared === 1 ? 'one Plug&Play client' : `${prepared} Plug&Play clients`]),
  ];
  const de = [
    ...(groups.length === 0 ? [] : [`${groups.length === 1 ? 'der Gruppe' : 'den Gruppen'} ${listedDe}`]),
    ...(chosenClients === 0 ? [] : [chosenClients === 1 ? 'einem Telefon' : `${chosenClients} Telefonen`]),
    ...(prepared === 0
      ? []
      : [prepared === 1 ? 'einem Plug&Play-Telefon' : `${prepared} Plug&Play-Telefonen`]),
  ];
  return { en: en.join(' and '), de: de.join(' und ') };
}

/** Every template that is in use, with where. */
function inUse(uses: readonly TemplateUse[]): AppError {
  const errors = uses.slice(0, 100).map((use) => {
    const where = useOf(use);
    const text = {
      en: `The template “${use.name}” is used by ${where.en}: withdraw it, or take it out there first.`,
      de: `Die Vorlage „${use.name}“ wird von ${where.de} verwendet: Ziehen Sie sie zurück, oder nehmen Sie sie dort zuerst heraus.`,
    };
    return { field: use.id, message: text.en, code: 'template.in_use', text };
  });
  return new AppError('template.in_use', errors[0]?.message ?? '', { errors });
}

function usedAsDefault(use: TemplateUse): AppError {
  const where = useOf(use);
  const text = {
    en: `The template is used by ${where.en}, so it cannot become an onboarding template: take it out there first.`,
    de: `Die Vorlage wird von ${where.de} verwendet und kann deshalb keine Vorlage für die Inbetriebnahme werden: Nehmen Sie sie dort zuerst heraus.`,
  };
  return new AppError('template.wrong_type', text.en, {
    errors: [{ field: 'type', message: text.en, code: 'template.wrong_type', text }],
  });
}
