import { AppError } from '../../infra/errors/index.ts';
import type { BothLanguages } from './connection/problem-kinds.ts';
import type { ProviderProblem } from './connection/provider-problem.ts';

export function providerNotFound(id: string): AppError {
  return new AppError(
    'storage_provider.not_found',
    `There is no storage provider with the id ${id}: it may have been deleted.`,
  );
}

export function nameTaken(name: string): AppError {
  const text = {
    en: `There is a storage provider “${name}” already: choose another name.`,
    de: `Es gibt bereits einen Speicheranbieter „${name}“: Wählen Sie einen anderen Namen.`,
  };
  return new AppError('storage_provider.name_taken', text.en, {
    errors: [{ field: 'name', message: text.en, code: 'storage_provider.name_taken', text }],
  });
}

/** A connection was tried and did not work. */
export function connectionFailed({ kind, field, text }: ProviderProblem): AppError {
  return new AppError('storage_provider.connection_failed', text.en, {
    errors: [{ field, message: text.en, code: `storage_provider.${kind.replaceAll('-', '_')}`, text }],
  });
}

const MAX_NAMED = 5;

/** Files of a provider are still wanted. */
export function inUse(
  name: string,
  { templates, jobs }: { readonly templates: readonly string[]; readonly jobs: readonly string[] },
): AppError {
  const text: BothLanguages = {
    en: `Files of “${name}” are in use by ${usesOf(templates, jobs, en)}: take them out there first.`,
    de: `Dateien von „${name}“ werden verwendet von ${usesOf(templates, jobs, de)}: Nehmen Sie sie dort zuerst heraus.`,
  };
  return new AppError('storage_provider.in_use', text.en, {
    errors: [{ field: '', message: text.en, code: 'storage_provider.in_use', text }],
  });
}

interface Words {
  readonly templates: string;
  readonly jobs: string;
  readonly and: string;
  readonly more: string;
  readonly quoted: (name: string) => string;
}

const en: Words = {
  templates: 'the template',
  jobs: 'the open job',
  and: ' and ',
  more: ' and others',
  quoted: (name) => `“${name}”`,
};
const de: Words = {
  templates: 'der Vorlage',
  jobs: 'dem offenen Auftrag',
  and: ' und ',
  more: ' und weiteren',
  quoted: (name) => `„${name}“`,
};

function usesOf(templates: readonly string[], jobs: readonly string[], words: Words): string {
  const some = (what: string, names: readonly string[]) =>
    names.length === 0
      ? []
      : [`${what} ${names.slice(0, MAX_NAMED).join(', ')}${names.length > MAX_NAMED ? words.more : ''}`];
  return [...some(words.templates, templates.map(words.quoted)), ...some(words.jobs, jobs)].join(words.and);
}
