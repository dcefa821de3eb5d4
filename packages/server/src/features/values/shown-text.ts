import { clipText } from '../../infra/text/index.ts';

/**
 * Control characters but for tabs and line ends, signs that turn the direction of what stands around them, and halves of
 * signs: shown as they are they could pass off one text as another.
 */
const MISLEADING = /(?![\t\n\r])\p{Cc}|[\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\p{Cs}/gu;

/**
 * A text of a phone as it may be shown: cut, and without signs that mislead.
 *
 * @param maxLength in UTF-16 code units
 */
export function shownText(
  text: string,
  maxLength: number,
): { readonly text: string; readonly exact: boolean } {
  const cut = text.length > maxLength ? `${clipText(text, maxLength - 1)}…` : text;
  const shown = cut.replaceAll(MISLEADING, '\ufffd');
  return { text: shown, exact: shown === text };
}
