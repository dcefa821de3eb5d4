import { AppError } from '../../infra/errors/index.ts';

export function templateNotFound(id: string): AppError {
  return new AppError(
    'template.not_found',
    `There is no template with the id ${id}: it may have been deleted.`,
  );
}

export function nameTaken(name: string): AppError {
  const en = `There is a template “${name}” already: choose another name.`;
  const de = `Eine Vorlage „${name}“ gibt es schon: Wählen Sie einen anderen Namen.`;
  return new AppError('template.name_taken', en, {
    errors: [{ field: 'name', message: en, code: 'template.name_taken', text: { en, de } }],
  });
}
