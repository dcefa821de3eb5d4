import { expect, test } from 'vitest';
import { shownText } from './shown-text.ts';

test.each<[string, string, string, boolean]>([
  ['markup stays what it is', '<b onclick="x()">', '<b onclick="x()">', true],
  ['lines stay lines', 'a\r\n\tb', 'a\r\n\tb', true],
  ['letters of all kinds stay', 'Ä 漢 📞', 'Ä 漢 📞', true],
  ['a text of the full length stays', 'x'.repeat(20), 'x'.repeat(20), true],
  ['a longer one is cut', 'x'.repeat(21), `${'x'.repeat(19)}…`, false],
  ['no sign is cut in two', `${'x'.repeat(18)}📞📞`, `${'x'.repeat(18)}\ufffd…`, false],
  ['control characters are replaced', 'a\u0000b\u001b[31m', 'a\ufffdb\ufffd[31m', false],
  ['signs that turn the direction are replaced', 'abc\u202ecba', 'abc\ufffdcba', false],
  ['halves of signs are replaced', 'a\ud83d', 'a\ufffd', false],
])('%s', (_name, text, shown, exact) => {
  expect(shownText(text, 20)).toEqual({ text: shown, exact });
});
