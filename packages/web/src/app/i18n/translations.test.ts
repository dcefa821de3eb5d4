import { describe, expect, it } from 'vitest';
import { placeholdersOf } from '../../shared/i18n/known-text.ts';
import { pageTexts } from './page-texts.ts';
import { resources as german } from './resources-de.ts';
import { resources as english } from './resources-en.ts';

function flatten(texts: object, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [name, value] of Object.entries(texts)) {
    const key = prefix === '' ? name : `${prefix}.${name}`;
    if (typeof value === 'string') flat.set(key, value);
    else for (const [inner, text] of flatten(value, key)) flat.set(inner, text);
  }
  return flat;
}

const en = flatten({ ...english, ...pageTexts.en });
const de = flatten({ ...german, ...pageTexts.de });

describe('the translations', () => {
  it('have the same keys in both languages', () => {
    expect([...de.keys()].toSorted()).toEqual([...en.keys()].toSorted());
  });

  it('have no empty text', () => {
    const empty = [...en, ...de].filter(([, text]) => text.trim() === '');
    expect(empty).toEqual([]);
  });

  it('use the same placeholders in both languages', () => {
    // A sentence that the server says in both languages comes as `sentence` and `sentenceDe`.
    const places = (text = '') =>
      placeholdersOf(text)
        .map((name) => name.replace(/De$/, ''))
        .toSorted();
    const differing = [...en.keys()].filter(
      (key) => places(en.get(key)).join() !== places(de.get(key)).join(),
    );
    expect(differing).toEqual([]);
  });

  it('have both plural forms wherever they have one', () => {
    const lonely = [...en.keys()].filter((key) => {
      const [, stem, form] = key.match(/^(.*)_(one|other)$/) ?? [];
      return form !== undefined && !en.has(`${stem}_${form === 'one' ? 'other' : 'one'}`);
    });
    expect(lonely).toEqual([]);
  });

  it('count one thing in the singular', () => {
    // Of these there are always many.
    const many = ['common.wholeText', 'notifications.kind.client-held-full', 'parameters.list.full'];
    const nouns =
      'clients|phones|users|groups|members|templates|values|files|jobs|rules|entries|items|minutes|addresses|characters|objects|contents|providers|messages|times|keys|parameters|failures|corrections|secrets|reasons';
    const counted = new RegExp(
      `\\{\\{(?:number|count|total)(?:, number)?\\}\\}(?:</b>)? (?:[a-z]+ )?(?:${nouns})\\b`,
    );
    const plural = [...en].filter(
      ([key, text]) => !/_(other|zero)$/.test(key) && !many.includes(key) && counted.test(text),
    );
    expect(plural).toEqual([]);
  });

  it('address the German reader with Sie and use no exclamation marks', () => {
    const familiar = [...de].filter(([, text]) => /\b(du|dein|deine|dir|dich)\b/i.test(text));
    const loud = [...en, ...de].filter(([, text]) => text.includes('!'));
    expect(familiar).toEqual([]);
    expect(loud).toEqual([]);
  });
});
