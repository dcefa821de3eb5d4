import type { Catalog } from '@deskfleet/catalog';
import type { ServerContext } from '../../infra/context.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { AppError, type FieldError } from '../../infra/errors/index.ts';
import { sealValues } from '../values/index.ts';
import { checkContent } from './content.ts';
import { writeFirstContent } from './first-content.ts';
import { nameTaken, templateNotFound } from './template-errors.ts';
import {
  findContent,
  findFilesOfContent,
  insertTemplate,
  isNameTaken,
  lockTemplates,
  type StoredValue,
} from './templates.queries.ts';
import { factsOf } from './templates.service.ts';
import { DOCUMENT_FORMAT, DOCUMENT_VERSION, type TemplateDocument } from './transfer.schema.ts';

type Deps = Pick<ServerContext, 'pool' | 'clock' | 'catalog' | 'secrets' | 'events'>;

/** Templates as a file. Secrets and files are only named: secrets never leave the server. @throws AppError `template.not_found` */
export async function exportTemplates(
  { pool }: Pick<Deps, 'pool'>,
  ids: readonly string[],
): Promise<TemplateDocument> {
  return inTransaction(pool, async (tx) => {
    const templates = await lockTemplates(tx, ids);
    const missing = ids.find((id) => !templates.some((template) => template.id === id));
    if (missing !== undefined) throw templateNotFound(missing);
    const content = Map.groupBy(await findContent(tx, ids), ({ templateId }) => templateId);
    const files = Map.groupBy(await findFilesOfContent(tx, ids), ({ templateId }) => templateId);
    return {
      format: DOCUMENT_FORMAT,
      version: DOCUMENT_VERSION,
      templates: ids.flatMap((id) => {
        const template = templates.find((one) => one.id === id);
        if (template === undefined) return [];
        const values = content.get(id) ?? [];
        const filesLeftOut = (files.get(id) ?? []).map(({ name }) => name);
        const sealed = values.filter((value) => value.sealed !== null);
        return [
          {
            type: template.type,
            name: template.name,
            description: template.description,
            ranking: template.ranking,
            models: [...template.models],
            softwareTypes: [...template.softwareTypes] as ('SIP' | 'HFA')[],
            softwareUpdate: template.softwareUpdate,
            values: values.flatMap((value) =>
              value.value === null ? [] : [{ ...refIn(value), value: value.value }],
            ),
            ...(sealed.length === 0 ? {} : { secretsLeftOut: sealed.map(refIn) }),
            ...(filesLeftOut.length === 0 ? {} : { filesLeftOut }),
          },
        ];
      }),
    };
  });
}

function refIn({ item, index }: StoredValue) {
  return index === null ? { item } : { item, index };
}

export interface ImportOptions {
  readonly dryRun: boolean;
  readonly rename: boolean;
  readonly username: string;
}

class DryRun extends Error {}

/**
 * Makes the templates of a file: all of them, or none when anything is wrong.
 *
 * @returns their ids, none after a dry run, and their names
 * @throws AppError `template.import_refused` with every field that is wrong
 */
export async function importTemplates(
  deps: Deps,
  document: TemplateDocument,
  { dryRun, rename, username }: ImportOptions,
): Promise<{ ids: string[]; names: string[]; secretsLeftOut: number; filesLeftOut: number }> {
  const { pool, clock, catalog, secrets, events } = deps;
  const author = { username, now: clock.now() };
  const names: string[] = [];
  const errors: FieldError[] = [];
  const checked = document.templates.map(({ values }, place) => {
    const found = check(values, place, catalog.current());
    if ('errors' in found) errors.push(...found.errors);
    return 'errors' in found ? [] : found.checked;
  });
  const ids: string[] = [];
  try {
    await inTransaction(pool, async (tx) => {
      // Done again after a deadlock.
      names.length = 0;
      ids.length = 0;
      const taken: FieldError[] = [];
      for (const [
        place,
        { values: _values, secretsLeftOut: _secrets, filesLeftOut: _files, ...given },
      ] of document.templates.entries()) {
        const name = rename ? await freeName(tx, given.name) : given.name;
        const id = await insertTemplate(tx, { ...factsOf(given), name }, author);
        if (id === undefined) {
          const {
            message,
            errors: [first],
          } = nameTaken(name);
          taken.push({ ...first, field: `document.templates.${place}.name`, message });
          continue;
        }
        ids.push(id);
        names.push(name);
        await writeFirstContent(tx, id, sealValues(checked[place] ?? [], secrets), author);
      }
      refuse([...taken, ...errors]);
      if (dryRun) throw new DryRun();
    });
  } catch (error) {
    if (!(error instanceof DryRun)) throw error;
    ids.length = 0;
  }
  if (ids.length > 0) events.changed('templates', 'all');
  const leftOut = (what: 'secretsLeftOut' | 'filesLeftOut') =>
    document.templates.reduce((sum, template) => sum + (template[what]?.length ?? 0), 0);
  return {
    ids,
    names,
    secretsLeftOut: leftOut('secretsLeftOut'),
    filesLeftOut: leftOut('filesLeftOut'),
  };
}

function check(values: TemplateDocument['templates'][number]['values'], place: number, catalog: Catalog) {
  try {
    return { checked: checkContent(values, [], catalog) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return {
      errors: error.errors.map((one) => ({ ...one, field: `document.templates.${place}.${one.field}` })),
    };
  }
}

const MAX_TRIES = 1_000;

async function freeName(tx: Parameters<typeof isNameTaken>[0], name: string): Promise<string> {
  for (let number = 1; number < MAX_TRIES; number += 1) {
    const ending = number === 1 ? '' : ` (${number})`;
    const candidate = `${name.slice(0, 100 - ending.length)}${ending}`;
    if (!(await isNameTaken(tx, candidate))) return candidate;
  }
  return name;
}

function refuse(errors: readonly FieldError[]): void {
  const [first, ...others] = errors;
  if (first === undefined) return;
  const count = others.length + 1;
  throw new AppError(
    'template.import_refused',
    `Nothing was imported, for ${count === 1 ? 'one thing is' : `${count} things are`} wrong, first: ${first.message}`,
    { errors: errors.slice(0, 200) },
  );
}
