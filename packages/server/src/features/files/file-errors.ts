import { AppError, type FieldError } from '../../infra/errors/index.ts';
import type { Sentence } from '../../infra/record-files/index.ts';
import type { ContentProblem } from './file-facts.ts';
import { problemSentence } from './file-words.ts';

/** `file.not_found` (404). */
export function fileNotFound(id: string): AppError {
  return new AppError('file.not_found', `There is no file with the id ${id}: it may have been deleted.`);
}

export function uploadNotFound(): AppError {
  return new AppError(
    'file.upload_not_found',
    'There is no such upload of yours: it may have been given up after a day without news. Begin again.',
  );
}

/** The content cannot be taken. */
export function contentRefused(problems: readonly ContentProblem[], field: string): AppError {
  const errors = problems.map((problem): FieldError => {
    const text = problemSentence(problem);
    return { field, message: text.en, code: `file_content.${problem.code.replaceAll('-', '_')}`, text };
  });
  return new AppError('file.refused', errors[0]?.message ?? '', { errors });
}

/** What still uses a file. */
export interface FileUse {
  readonly fileId: string;
  readonly name: string;
  readonly templates: readonly { readonly id: string; readonly name: string }[];
  /** Jobs that have not ended. */
  readonly jobIds: readonly string[];
}

/** `file.in_use` (409), with each use as an entry of `errors`; its `field` is the id of the file. */
export function filesInUse(uses: readonly FileUse[]): AppError {
  const errors = uses.slice(0, 100).map((use): FieldError => {
    const where = useWords(use);
    const text = {
      en: `The file “${use.name}” is used by ${where.en}: take it out there first, or wait for the job.`,
      de: `Die Datei „${use.name}“ wird verwendet von ${where.de}: Nehmen Sie sie dort zuerst heraus, oder warten Sie den Job ab.`,
    };
    return { field: use.fileId, message: text.en, code: 'file.in_use', text };
  });
  return new AppError('file.in_use', errors[0]?.message ?? '', { errors });
}

function useWords({ templates, jobIds }: FileUse): Sentence {
  const names = templates.slice(0, 5).map(({ name }) => name);
  const more = templates.length - names.length;
  const jobs = jobIds.slice(0, 5).join(', ');
  const en = [
    ...(names.length === 0
      ? []
      : [
          `the ${templates.length === 1 ? 'template' : 'templates'} ${names.map((name) => `“${name}”`).join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
        ]),
    ...(jobIds.length === 0 ? [] : [`the running ${jobIds.length === 1 ? 'job' : 'jobs'} ${jobs}`]),
  ];
  const de = [
    ...(names.length === 0
      ? []
      : [
          `${templates.length === 1 ? 'dem Template' : 'den Templates'} ${names.map((name) => `„${name}“`).join(', ')}${more > 0 ? ` und ${more} weiteren` : ''}`,
        ]),
    ...(jobIds.length === 0
      ? []
      : [`${jobIds.length === 1 ? 'dem laufenden Job' : 'den laufenden Jobs'} ${jobs}`]),
  ];
  return { en: en.join(' and '), de: de.join(' und ') };
}

export function atProvider(name: string): AppError {
  const text = {
    en: `The file “${name}” lies at its storage provider: delete it there, and the next scan notices.`,
    de: `Die Datei „${name}“ liegt beim Speicheranbieter: Löschen Sie sie dort; der nächste Scan bemerkt es.`,
  };
  return new AppError('file.at_provider', text.en, {
    errors: [{ field: '', message: text.en, code: 'file.at_provider', text }],
  });
}
