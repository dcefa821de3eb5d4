/**
 * Whether the text has characters that OpenStage firmware of about 2010 cannot take: it does not understand `&lt;`,
 * `&gt;` and `&amp;`, neither named nor numeric (section 9). Whether later phones do is not known for certain.
 */
export function hasLegacyUnsafeCharacters(text: string): boolean {
  return /[<>&]/.test(text);
}
