import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSecretBox, SealError } from './index.ts';

const key = randomBytes(32);
const box = createSecretBox(key);

describe('a sealed secret', () => {
  test('opens to what it was, whatever that is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (plain) => {
        expect(box.open(box.seal(plain))).toBe(plain);
      }),
    );
  });

  test('opens with the same key in another process', () => {
    expect(createSecretBox(Uint8Array.from(key)).open(box.seal('Geheim-4711'))).toBe('Geheim-4711');
  });

  test('shows nothing of the secret, and looks different every time', () => {
    const sealed = box.seal('Geheim-4711');
    expect(sealed).toMatch(/^v1\.[\w-]+$/);
    expect(sealed).not.toContain('Geheim');
    expect(Buffer.from(sealed.slice(3), 'base64url').toString('latin1')).not.toContain('Geheim');
    expect(box.seal('Geheim-4711')).not.toBe(sealed);
  });

  test('does not open with another key, and the error tells nothing', () => {
    const sealed = box.seal('Geheim-4711');
    const open = () => createSecretBox(randomBytes(32)).open(sealed);
    expect(open).toThrow(SealError);
    expect(open).toThrow('a stored secret cannot be opened with this key');
  });

  test('does not open when any of its bytes was changed', () => {
    const bytes = Buffer.from(box.seal('Geheim-4711').slice(3), 'base64url');
    for (const position of bytes.keys()) {
      const changed = Buffer.from(bytes);
      changed[position] = (changed[position] ?? 0) ^ 1;
      expect(() => box.open(`v1.${changed.toString('base64url')}`), `byte ${position}`).toThrow(SealError);
    }
  });

  test.each([
    ['nothing', ''],
    ['a plain text', 'Geheim-4711'],
    ['another version', box.seal('x').replace('v1', 'v2')],
    ['too few bytes', 'v1.AAAA'],
    ['something behind it', `${box.seal('x')}.more`],
  ])('is not %s', (_name, text) => {
    expect(() => box.open(text)).toThrow(SealError);
  });
});

describe('the fingerprint of a secret', () => {
  test('is the same for the same secret and key, and tells nothing without the key', () => {
    expect(box.fingerprint('Geheim-4711')).toBe(createSecretBox(key).fingerprint('Geheim-4711'));
    expect(box.fingerprint('Geheim-4711')).not.toBe(box.fingerprint('Geheim-4712'));
    expect(box.fingerprint('Geheim-4711')).not.toBe(
      createSecretBox(randomBytes(32)).fingerprint('Geheim-4711'),
    );
  });
});

test.each([0, 16, 31, 33])('a key of %i bytes is refused', (length) => {
  expect(() => createSecretBox(new Uint8Array(length))).toThrow(SealError);
});
