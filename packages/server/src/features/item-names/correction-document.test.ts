import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { documentSchema } from './correction-document.ts';

test('the published schema of the file is the one that the server reads it with', async () => {
  const published = new URL('../../../../../docs/item-names.schema.json', import.meta.url);
  expect(JSON.parse(await readFile(published, 'utf8'))).toEqual(JSON.parse(JSON.stringify(documentSchema)));
});
