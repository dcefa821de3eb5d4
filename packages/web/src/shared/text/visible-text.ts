/** Characters that draw nothing, or that turn the direction of what stands around them. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

const CONTROL_PICTURES = 0x2400;

function pictureOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCharCode(CONTROL_PICTURES + code);
  if (code === 0x7f) return '\u2421';
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

/**
 * A text of a phone as it can be shown in one line: control characters become visible, and none of them can reorder or
 * hide what stands beside it.
 */
export function visibleText(text: string): string {
  return text.replace(INVISIBLE, pictureOf);
}

export interface CutText {
  /** What is shown, control characters made visible. */
  shown: string;
  /** Whether something was cut off. */
  isCut: boolean;
}

/**
 * The beginning of a text of a phone.
 *
 * @param maxLength - most characters (UTF-16) of the text to show; a pair of surrogates is not torn apart
 */
export function cutText(text: string, maxLength: number): CutText {
  if (text.length <= maxLength) return { shown: visibleText(text), isCut: false };
  const torn = /[\ud800-\udbff]$/.test(text.slice(0, maxLength));
  return { shown: `${visibleText(text.slice(0, torn ? maxLength - 1 : maxLength))}…`, isCut: true };
}
