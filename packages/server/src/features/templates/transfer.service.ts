import type { Catalog } from '@deskfleet/catalog';
import type { ServerContext } from '../../infra/context.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { AppError, type FieldError } from '../../infra/errors/index.ts';
import { sealValues } from '../values/index.ts';
import { checkContent } from './content.ts';
import { writeFirstContent } from './first-content.ts';
import { nameTaken, templateNotFound } from './template-errors.ts';
import { storeFilesOfTemplate } from './template-files.queries.ts';
import {
  findContent,
  insertTemplate,
  isNameTaken,
  lockTemplates,
  type StoredValue,
} from './templates.queries.ts';
import { factsOf } from './templates.service.ts';
import { DOCUMENT_FORMAT, DOCUMENT_VERSION, type TemplateDocument } from './transfer.schema.ts';
import { bindFiles, type FileNotFound, nameFiles } from './transfer-files.ts';

type Deps = Pick<ServerContext, 'pool' | 'clock' | 'catalog' | 'secrets' | 'events'>;

/** Templates as a file. Secrets are only named, for they never leave the server; files are named with what finds them again. @throws AppError `template.not_found` */
export async function exportTemplates(
  { pool }: Pick<Deps, 'pool'>,
  ids: readonly string[],
): Promise<TemplateDocument> {
  return inTransaction(pool, async (tx) => {
    const templates = await lockTemplates(tx, ids);
    const missing = ids.find((id) => !templates.some((template) => template.id === id));
    if (missing !== undefined) throw templateNotFound(missing);
    const content = Map.groupBy(await findContent(tx, ids), ({ templateId }) => templateId);
    const files = await nameFiles(tx, ids);
    return {
      format: DOCUMENT_FORMAT,
      version: DOCUMENT_VERSION,
      templates: ids.flatMap((id) => {
        const template = templates.find((one) => one.id === id);
        if (template === undefined) return [];
        const values = content.get(id) ?? [];
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
            ...(files.has(id) ? { files: files.get(id) ?? [] } : {}),
            ...(sealed.length === 0 ? {} : { secretsLeftOut: sealed.map(refIn) }),
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

/** What came of a file of templates. */
export interface Imported {
  /** None after a dry run. */
  readonly ids: string[];
  readonly names: string[];
  readonly secretsLeftOut: number;
  readonly filesBound: number;
  readonly filesNotFound: (Omit<FileNotFound, 'place'> & { readonly template: string })[];
}

/**
 * Makes the templates of a file: all of them, or none when anything is wrong. Files that are not here are no fault: the template is
 * made without them.
 *
 * @throws AppError `template.import_refused` with every field that is wrong
 */
export async function importTemplates(
  deps: Deps,
  document: TemplateDocument,
  { dryRun, rename, username }: ImportOptions,
): Promise<Imported> {
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
  let filesBound = 0;
  let notFound: readonly FileNotFound[] = [];
  try {
    await inTransaction(pool, async (tx) => {
      // Done again after a deadlock.
      names.length = 0;
      ids.length = 0;
      const files = await bindFiles(tx, document.templates);
      filesBound = [...files.bound.values()].flat().length;
      notFound = files.notFound;
      const taken: FieldError[] = [];
      for (const [
        place,
        { values: _values, secretsLeftOut: _left, files: _files, ...given },
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
        await storeFilesOfTemplate(tx, id, files.bound.get(place) ?? []);
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
  const secretsLeftOut = document.templates.reduce(
    (sum, template) => sum + (template.secretsLeftOut?.length ?? 0),
    0,
  );
  const filesNotFound = notFound.map(({ place, ...file }) => ({ ...file, template: names[place] ?? '' }));
  return { ids, names, secretsLeftOut, filesBound, filesNotFound };
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
