/**
 * Text key of the identity (name, index) of a value (section 9): the index, empty for a single item, a colon, the name.
 * Unique, since an index has only digits.
 */
export function itemKey(name: string, index?: number): string {
  return index === undefined ? `:${name}` : `${index}:${name}`;
}
