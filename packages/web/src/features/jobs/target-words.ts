import type { Language, TextParams } from '../../api/types.ts';

/** The last part of a code: `target.asked` and `asked` are the same words. */
export const nameOfCode = (code: string): string => code.split('.').at(-1) ?? code;

/** Words that the server puts into a sentence come in both languages, `detail` and `detailDe`; those of a phone have no second. */
export function paramsIn(language: Language, params: TextParams): TextParams {
  if (language !== 'de') return params;
  const german = Object.entries(params).filter(([name]) => name.endsWith('De'));
  return { ...params, ...Object.fromEntries(german.map(([name, words]) => [name.slice(0, -2), words])) };
}
