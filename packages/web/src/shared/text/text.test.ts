import { describe, expect, it } from 'vitest';
import { divideText, searchTerms } from './find-text.ts';
import { cutText, visibleText } from './visible-text.ts';

const marked = (text: string, find: string) =>
  divideText(text, searchTerms(find))
    .map((part) => (part.found ? `[${part.text}]` : part.text))
    .join('');

describe('finding words in a text', () => {
  it('marks every place, whatever case and accents', () => {
    expect(marked('SIP server address', 'ser add')).toBe('SIP [ser]ver [add]ress');
    expect(marked('Lautstärke', 'starke')).toBe('Laut[stärke]');
    expect(marked('Straße 5', 'strasse')).toBe('[Straße] 5');
    expect(marked('aaa', 'aa')).toBe('[aaa]');
  });

  it('marks a letter whole when only a part of what it stands for is found', () => {
    expect(marked('Straße', 'ras')).toBe('St[raß]e');
  });

  it('leaves a text whole in which nothing is found', () => {
    expect(divideText('Codec', searchTerms('xyz'))).toEqual([{ text: 'Codec', found: false }]);
    expect(divideText('Codec', searchTerms('  '))).toEqual([{ text: 'Codec', found: false }]);
  });

  it('never loses or adds a letter', () => {
    for (const text of ['ŉ ﬃ İstanbul 👩‍💻 ß', '\u0000<b>&', 'e\u0301e\u0301']) {
      for (const find of ['s', 'e', 'i', 'ffi', '<b>']) {
        expect(
          divideText(text, searchTerms(find))
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      }
    }
  });
});

describe('a text of a phone', () => {
  it('shows what would not be seen or would turn what stands beside it', () => {
    expect(visibleText('a\u0000b\nc\u007f')).toBe('a␀b␊c␡');
    expect(visibleText('\u202eevil')).toBe('⟨U+202E⟩evil');
    expect(visibleText('<b>&amp;</b> ä 漢 👍')).toBe('<b>&amp;</b> ä 漢 👍');
  });

  it('is cut where it is long, never within a character', () => {
    expect(cutText('abc', 3)).toEqual({ shown: 'abc', isCut: false });
    expect(cutText('abcd', 3)).toEqual({ shown: 'abc…', isCut: true });
    expect(cutText('ab👍cd', 3)).toEqual({ shown: 'ab…', isCut: true });
  });
});
