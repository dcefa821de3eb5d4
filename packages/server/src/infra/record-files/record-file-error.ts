import { AppError } from '../errors/index.ts';
import type { Sentence } from './record-fault.ts';

/** A file that cannot be read at all: nothing is known of its records. */
export function unreadable(text: Sentence, cause?: unknown): AppError {
  return new AppError('import.unreadable', text.en, {
    errors: [{ field: '', message: text.en, text }],
    ...(cause === undefined ? {} : { cause }),
  });
}
