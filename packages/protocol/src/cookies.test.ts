import { expect, test } from 'vitest';
import { readSessionCookie } from './cookies.ts';

test.each([
  ['S=abc', 'abc'],
  ['S=abc; path=/', 'abc'],
  ['S=abc; Path=/DeploymentService; Secure; HttpOnly; Max-Age=60', 'abc'],
  ['S=abc; Expires=Wed, 21 Oct 2026 07:28:00 GMT', 'abc'],
  ['path=/; S=abc', 'abc'],
  ['$Version=1; S="abc"; $Path="/"', 'abc'],
  ['  S = abc  ', 'abc'],
  ['other=1, S=abc', 'abc'],
  ['XS=1; S=abc; SX=2', 'abc'],
  ['S=a=b==', 'a=b=='],
  ['S=abc; S=def', 'abc'],
  ['S=; S=def', 'def'],
  ['S; S=def', 'def'],
  ['S=a b; S=def', 'def'],
])('%j holds %j', (header, value) => {
  expect(readSessionCookie(header, 'S')).toBe(value);
});

test.each([undefined, '', ';;;', '=', 'S', 'S=', 'S=""', 's=abc', 'path=/', 'S=\u0000', 'S="', 'S=ü'])(
  '%j holds none',
  (header) => {
    expect(readSessionCookie(header, 'S')).toBeUndefined();
  },
);
