import { describe, expect, it } from 'vitest';
import { matchesWords } from './palette-match.ts';

describe('the palette', () => {
  it.each([
    ['Switch between light and dark', 'dark'],
    ['Switch between light and dark', 'da sw'],
    ['API-Dokumentation', 'doku'],
    ['Sign out', ''],
  ])('finds "%s" by "%s"', (label, typed) => {
    expect(matchesWords(label, typed)).toBe(true);
  });

  it('wants every word to begin a word', () => {
    expect(matchesWords('Sign out', 'ut')).toBe(false);
    expect(matchesWords('Sign out', 'sign in')).toBe(false);
  });
});
