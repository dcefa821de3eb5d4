import type { FieldError } from '../errors/index.ts';

/** The database takes neither NUL nor half of a sign that has two code units. */
function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}

/**
 * Looks for texts that no database takes, which JSON and URLs can write all the same.
 *
 * @param name what the value as a whole is called, e.g. `The query`
 * @returns the first one, or nothing
 */
export function findUnstorableText(value: unknown, name: string): FieldError | undefined {
  return visit(value, [], name);
}

function visit(value: unknown, path: readonly string[], name: string): FieldError | undefined {
  if (typeof value === 'string') {
    if (isStorable(value)) return undefined;
    const field = path.join('.');
    const what = field === '' ? name : `"${field}"`;
    return { field, message: `${what} has a sign that cannot be stored: remove it.` };
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, part] of Object.entries(value)) {
    const found = isStorable(key)
      ? visit(part, [...path, key], name)
      : { field: path.join('.'), message: `${name} has a name that cannot be stored: remove it.` };
    if (found !== undefined) return found;
  }
  return undefined;
}
