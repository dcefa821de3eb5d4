import type { TFunction } from 'i18next';
import type { TextParams } from '../../api/types.ts';

const PLACEHOLDER = /\{\{\s*([\w.]+)[^}]*\}\}/g;

/** Names of the placeholders of a wording, each once. */
export function placeholdersOf(wording: string): string[] {
  return [...new Set([...wording.matchAll(PLACEHOLDER)].map((match) => match[1] ?? ''))];
}

export interface KnownTexts {
  /** Wording of a code, if this version of the app knows the code. */
  find: (code: string, params: TextParams) => string | undefined;
}

/**
 * Words of a server's code in the reader's language.
 *
 * The server may be newer than the app or leave out a parameter: then its own English text is the answer rather
 * than a sentence with a hole.
 */
export function knownText(known: KnownTexts, code: string, params: TextParams, fallback: string): string {
  const wording = known.find(code, params);
  if (wording === undefined || wording === '') return fallback;
  return placeholdersOf(wording).length > 0 ? fallback : wording;
}

/** Looks codes up below `prefix`; placeholders without a parameter stay in the result and make it unusable. */
export function knownTexts(t: TFunction, exists: (key: string) => boolean, prefix: string): KnownTexts {
  const translate = t as unknown as (key: string, options: Record<string, unknown>) => string;
  return {
    find: (code, params) => {
      const key = `${prefix}.${code.replaceAll('.', '-').replaceAll('_', '-')}`;
      const usesPlural = exists(`${key}_other`) && params['count'] !== undefined;
      if (!usesPlural && !exists(key)) return undefined;
      return translate(key, {
        ...params,
        missingInterpolationHandler: (_text: string, match: string[]) => match[0],
      });
    },
  };
}
