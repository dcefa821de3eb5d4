import { createInstance } from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { type KnownTexts, knownText, knownTexts, placeholdersOf } from './known-text.ts';

let known: KnownTexts;

beforeAll(async () => {
  const i18n = createInstance();
  await i18n.init({
    lng: 'de',
    interpolation: { escapeValue: false },
    resources: {
      de: {
        translation: {
          event: {
            busy: 'Das Telefon ist im Gespräch.',
            refused: 'Abgelehnt: „{{status}}“',
            'new-address': 'Neue Adresse {{address}}',
            stored_one: '{{count}} Wert gespeichert',
            stored_other: '{{count}} Werte gespeichert',
          },
        },
      },
    },
  });
  known = knownTexts(i18n.t, (key) => i18n.exists(key), 'event');
});

describe('the words of a server code', () => {
  it('are those of the reader’s language', () => {
    expect(knownText(known, 'busy', {}, 'The phone is in a call.')).toBe('Das Telefon ist im Gespräch.');
  });

  it('carry the parameters', () => {
    expect(knownText(known, 'refused', { status: 'read only' }, '')).toBe('Abgelehnt: „read only“');
  });

  it('count', () => {
    expect(knownText(known, 'stored', { count: 1 }, '')).toBe('1 Wert gespeichert');
    expect(knownText(known, 'stored', { count: 12 }, '')).toBe('12 Werte gespeichert');
  });

  it('are found though the code has dots and underscores', () => {
    expect(knownText(known, 'new_address', { address: '10.0.0.1' }, '')).toBe('Neue Adresse 10.0.0.1');
  });

  it('are the server’s own when the app does not know the code', () => {
    expect(knownText(known, 'brand_new', {}, 'Something new happened.')).toBe('Something new happened.');
  });

  it('are the server’s own when a parameter is missing', () => {
    expect(knownText(known, 'refused', {}, 'The phone refused it.')).toBe('The phone refused it.');
    expect(knownText(known, 'stored', {}, 'Stored.')).toBe('Stored.');
  });

  it('do not resolve what a phone smuggles in as a placeholder', () => {
    expect(knownText(known, 'refused', { status: '$t(event.busy)' }, '')).toBe('Abgelehnt: „$t(event.busy)“');
  });
});

describe('the placeholders of a wording', () => {
  it('are named once each, without their formatting', () => {
    expect(placeholdersOf('{{count, number}} of {{ total }}, {{count}}')).toEqual(['count', 'total']);
  });
});
