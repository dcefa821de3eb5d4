/**
 * A text of somebody we do not trust, cut to a length in UTF-16 code units, so that the database takes it: without NUL, and
 * never in the middle of a sign.
 */
export function clipText(text: string, maxLength: number): string {
  const clean = text.replaceAll('\u0000', '');
  return clean.length > maxLength ? clean.slice(0, maxLength).toWellFormed() : clean;
}

/** The same for words that people read: what was cut ends with an ellipsis. */
export function clipWords(text: string, maxLength: number): string {
  const clean = text.replaceAll('\u0000', '');
  return clean.length > maxLength ? `${clean.slice(0, maxLength - 1).toWellFormed()}…` : clean;
}
