import { describe, expect, it } from 'vitest';
import { createFormat } from './format.ts';
import { pickLanguage } from './language.ts';

const en = createFormat('en', 'Europe/Berlin');
const de = createFormat('de', 'Europe/Berlin');
const now = Date.parse('2026-04-01T10:00:00Z');
const ago = (seconds: number): string => new Date(now - seconds * 1000).toISOString();

describe('relative times', () => {
  it.each([
    [10, 'now', 'jetzt'],
    [60, '1 minute ago', 'vor 1 Minute'],
    [125, '2 minutes ago', 'vor 2 Minuten'],
    [3 * 3600 + 1800, '3 hours ago', 'vor 3 Stunden'],
    [26 * 3600, 'yesterday', 'gestern'],
    [6 * 86_400, '6 days ago', 'vor 6 Tagen'],
  ])('say what %i seconds ago is', (seconds, english, german) => {
    expect(en.relative(ago(seconds), now)).toBe(english);
    expect(de.relative(ago(seconds), now)).toBe(german);
  });

  it('become a date after a week', () => {
    expect(de.relative(ago(8 * 86_400), now)).toBe('24.03.2026, 11:00');
  });

  it('look ahead as well', () => {
    expect(en.relative(ago(-7200), now)).toBe('in 2 hours');
  });
});

describe('exact times', () => {
  it('are in the viewer’s zone and name it', () => {
    expect(de.exact('2026-04-01T10:00:05Z')).toBe('01.04.2026, 12:00:05 MESZ');
  });
});

describe('lengths of time', () => {
  it.each([
    [45, '45 seconds'],
    [90, '90 seconds'],
    [120, '2 minutes'],
    [3600, '1 hour'],
    [5400, '90 minutes'],
    [172_800, '2 days'],
  ])('use the largest unit that fits %i seconds', (seconds, text) => {
    expect(en.duration(seconds)).toBe(text);
  });
});

describe('numbers', () => {
  it('are grouped as the language does', () => {
    expect(en.number(84_231)).toBe('84,231');
    expect(de.number(84_231)).toBe('84.231');
  });
});

describe('the first language', () => {
  it.each([
    [['de-AT', 'en'], 'de'],
    [['fr-FR', 'de', 'en'], 'de'],
    [['fr', 'it'], 'en'],
    [[], 'en'],
  ])('for %j is %s', (preferred, language) => {
    expect(pickLanguage(preferred)).toBe(language);
  });
});
