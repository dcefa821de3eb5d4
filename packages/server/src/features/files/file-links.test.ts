import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSecretBox } from '../../infra/secrets/index.ts';
import { createFileLinks } from './file-links.ts';

const secrets = createSecretBox(randomBytes(32));
const links = createFileLinks(secrets);
const link = { fileId: '12', clientId: '4711', targetId: '9', expiresAt: new Date('2026-03-02T08:00:00Z') };

test('a link says again what it was made for, also on another node with the same key', () => {
  const path = links.pathOf(link, 'My logo.png');
  expect(path).toMatch(/^\/files\/[\w.-]+\/My%20logo\.png$/);
  expect(path.length).toBeLessThan(200);
  expect(createFileLinks(secrets).read(path)).toEqual(link);
  expect(links.read(links.pathOf({ ...link, targetId: null }, 'a'))).toEqual({ ...link, targetId: null });
});

test('the name may be another one: phones and proxies write it in their own way', () => {
  expect(links.read(links.pathOf(link, 'a.png').replace('a.png', 'A.PNG?x=1'))).toEqual(link);
});

test('a link that was changed, made elsewhere or sealed for something else is none', () => {
  const path = links.pathOf(link, 'a.png');
  const token = path.split('/')[2] ?? '';
  const changed = `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`;
  expect(links.read(`/files/${changed}/a.png`)).toBeUndefined();
  expect(createFileLinks(createSecretBox(randomBytes(32))).read(path)).toBeUndefined();
  expect(links.read(`/files/${secrets.seal('12 4711 9 1')}/a.png`)).toBeUndefined();
  expect(links.read('/files/')).toBeUndefined();
  expect(links.read('/files/../etc/passwd')).toBeUndefined();
  expect(links.read(`/files/${'A'.repeat(100_000)}/a.png`)).toBeUndefined();
});
