import { MAX_DATA_LENGTH, type Parameter } from '@deskfleet/catalog';
import { clipText } from '../../infra/text/index.ts';

/** Longest text of a phone that is shown, but for what `shownLength` says. */
export const MAX_SHOWN = 2_048;
/** Longest name of an item that is shown. */
export const MAX_SHOWN_NAME = 128;

/** How much of a value is shown: certificates and data may be long, everything else is not. */
export function shownLength(parameter: Parameter | undefined): number {
  const isData = parameter?.type === 'certificate' || parameter?.type === 'base64';
  return isData ? MAX_DATA_LENGTH : MAX_SHOWN;
}

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
