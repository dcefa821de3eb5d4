import { expect, test } from 'vitest';
import { wording } from './wording.ts';
import { germanOf } from './wording-de.ts';

test('puts numbers and the words of the phone into the sentence', () => {
  expect(wording('target.refused', { item: 'reg-addr', status: 'read only' })).toEqual({
    code: 'target.refused',
    params: { item: 'reg-addr', status: 'read only' },
    text: 'The phone refused reg-addr: "read only".',
  });
});

test.each([
  [0, 'The phone stored 0 values.'],
  [1, 'The phone stored 1 value.'],
  [2, 'The phone stored 2 values.'],
])('counts %i in good English', (count, text) => {
  expect(wording('target.stored', { count }).text).toBe(text);
});

test('takes no placeholder from the words of a phone', () => {
  expect(wording('target.aborted', { detail: '{account}' }).text).toBe(
    'The phone broke off the dialogue: {account}.',
  );
});

test.each([
  [1, 'Das Telefon hat 1 Wert gespeichert.'],
  [2, 'Das Telefon hat 2 Werte gespeichert.'],
])('counts %i in good German', (count, text) => {
  expect(germanOf(wording('target.stored', { count }))).toBe(text);
});

test.each([
  [1, 'The file is done.', 'Did not get there: logo.png.', 'Nicht angekommen: logo.png.'],
  [
    2,
    'All files are done.',
    'None of the files got there; the first one was logo.png.',
    'Keine der Dateien ist angekommen; die erste war logo.png.',
  ],
])('says of %i files what became of them', (count, done, refused, german) => {
  expect(wording('target.files_done', { count }).text).toBe(done);
  const reason = wording('target.files_refused', { count, name: 'logo.png' });
  expect([reason.text, germanOf(reason)]).toEqual([refused, german]);
});

test('takes the German sentence of the catalog where there is one', () => {
  const params = { detail: 'This is too long.', detailDe: 'Das ist zu lang.' };
  expect(germanOf(wording('target.unfit', params))).toBe(
    'Das Endgerät kann den Auftrag nicht annehmen: Das ist zu lang.',
  );
});

test('says in German what the server itself found of a phone, and leaves its own words as they are', () => {
  const reason = wording('target.unreachable', {
    address: '192.0.2.7',
    detail: 'the connection was refused',
    detailDe: 'die Verbindung wurde abgelehnt',
  });
  expect(germanOf(wording('job.timeout', { detail: reason.text, detailDe: germanOf(reason) }))).toBe(
    'Nicht innerhalb der Zeit des Auftrags erledigt: Das Telefon unter 192.0.2.7 konnte nicht aufgefordert werden, sich zu melden: die Verbindung wurde abgelehnt.',
  );
  expect(germanOf(wording('target.action_failed', { action: 'Restart', status: 'failed' }))).toBe(
    'Das Telefon hat Restart nicht angenommen: „failed“.',
  );
});
