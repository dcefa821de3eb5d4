import type { FieldError } from '../../infra/errors/index.ts';

const MAX_NAME_BYTES = 200;

/** What is wrong with the name of a file; undefined: nothing. It ends the URL that phones get, and is their name for it. */
export function findNameFault(name: string, field: string): FieldError | undefined {
  const fault = (code: string, en: string, de: string): FieldError => ({
    field,
    message: en,
    code,
    text: { en, de },
  });
  if (/[/\\]/.test(name) || name === '.' || name === '..') {
    return fault(
      'file_name.path',
      'The name has a part of a path: leave out slashes, backslashes and folders.',
      'Der Name enthält Teile eines Pfads: Lassen Sie Schrägstriche, Backslashes und Ordner weg.',
    );
  }
  // Signs that change the direction of writing make a name look like another one.
  if (/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(name)) {
    return fault(
      'file_name.control',
      'The name has control characters: remove them.',
      'Der Name enthält Steuerzeichen: Entfernen Sie sie.',
    );
  }
  if (name.trim() === '' || name !== name.trim()) {
    return fault(
      'file_name.blank',
      'The name is empty, or begins or ends with a blank.',
      'Der Name ist leer oder beginnt oder endet mit einem Leerzeichen.',
    );
  }
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) {
    return fault(
      'file_name.long',
      `The name is longer than ${MAX_NAME_BYTES} bytes in UTF-8: shorten it.`,
      `Der Name ist länger als ${MAX_NAME_BYTES} Bytes in UTF-8: Kürzen Sie ihn.`,
    );
  }
  return undefined;
}
