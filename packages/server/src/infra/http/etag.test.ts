import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { CompressedContent, chooseEncoding } from './compression.ts';
import { entityTag, isUnmodified } from './etag.ts';

describe('an entity tag', () => {
  it('is the same for the same content only', () => {
    expect(entityTag('phones')).toBe(entityTag(Buffer.from('phones')));
    expect(entityTag('phones')).not.toBe(entityTag('phone'));
    expect(entityTag('phones')).toMatch(/^W\/"[\w-]{27}"$/);
  });

  it.each([
    ['"a"', true],
    ['W/"a"', true],
    ['"b", W/"a"', true],
    ['*', true],
    ['"b"', false],
    ['', false],
    [undefined, false],
  ])('with If-None-Match %s is unmodified: %s', (header, expected) => {
    expect(isUnmodified(header, 'W/"a"')).toBe(expected);
    expect(isUnmodified(header, '"a"')).toBe(expected);
  });
});

describe('the encoding of an answer', () => {
  it.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip;q=1.0, identity', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0.000', 'identity'],
    ['BR', 'br'],
    ['deflate', 'identity'],
    [undefined, 'identity'],
  ])('for %s is %s', (header, encoding) => {
    expect(chooseEncoding(header)).toBe(encoding);
  });

  it('gives the same content back, and is made once', async () => {
    const content = Buffer.from('phones '.repeat(1_000));
    const compressed = new CompressedContent(content);
    expect(brotliDecompressSync(await compressed.encode('br'))).toEqual(content);
    expect(gunzipSync(await compressed.encode('gzip'))).toEqual(content);
    expect(await compressed.encode('identity')).toBe(content);
    expect(await compressed.encode('br')).toBe(await compressed.encode('br'));
  });
});
