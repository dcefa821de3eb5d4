import { expect, test } from 'vitest';
import { serverOriginOf } from './server-origin.ts';

function originFor(host: string | undefined, localAddress = '10.0.0.5'): string {
  const socket = { localAddress, localPort: 18_443 } as Parameters<typeof serverOriginOf>[0]['socket'];
  return serverOriginOf({ headers: host === undefined ? {} : { host }, socket });
}

test.each([
  ['10.20.30.40:28443', 'https://10.20.30.40:28443'],
  ['phones.example.net', 'https://phones.example.net:18443'],
  ['[2001:db8::1]:18443', 'https://[2001:db8::1]:18443'],
])('a phone that called %s is given addresses below %s', (host, origin) => {
  expect(originFor(host)).toBe(origin);
});

test.each([
  undefined,
  '',
  'evil.example/path',
  'user@evil.example',
  'a b',
  '999.1.1.1',
  'x..y',
  '[::zz]:1',
  'host:0',
  'host:70000',
  'host:18443#',
  `${'a'.repeat(300)}`,
])('a Host of %j is not believed: the end of the connection counts', (host) => {
  expect(originFor(host)).toBe('https://10.0.0.5:18443');
});

test.each([
  ['::ffff:10.0.0.5', 'https://10.0.0.5:18443'],
  ['fe80::1%eth0', 'https://[fe80::1]:18443'],
])('the end of a connection at %s is written as %s', (address, origin) => {
  expect(originFor(undefined, address)).toBe(origin);
});
