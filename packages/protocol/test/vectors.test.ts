import { describe, expect, test } from 'vitest';
import {
  ACTION_NAMES,
  decodePhoneMessage,
  decodeServerMessage,
  encodePhoneMessage,
  encodeServerMessage,
  REASONS,
} from '../src/index.ts';
import { toBytes } from './documents.ts';
import { INITIAL_VECTORS, REPLY_VECTORS } from './phone-vectors.ts';
import { SERVER_VECTORS } from './server-vectors.ts';

const PHONE_VECTORS = [...INITIAL_VECTORS, ...REPLY_VECTORS];

describe.each(PHONE_VECTORS)('phone: $title', ({ message, xml }) => {
  test('decodes without warning', () => {
    const decoded = decodePhoneMessage(toBytes(xml));
    expect(decoded.message).toStrictEqual(message);
    expect(decoded.warnings).toStrictEqual([]);
  });

  test('encodes to its canonical text', () => {
    expect(encodePhoneMessage(message)).toBe(xml);
  });
});

describe.each(SERVER_VECTORS)('server: $title', ({ message, xml }) => {
  test('decodes without warning', () => {
    expect(decodeServerMessage(toBytes(xml))).toStrictEqual({ message, warnings: [] });
  });

  test('encodes to its canonical text', () => {
    expect(encodeServerMessage(message)).toBe(xml);
  });
});

test('the vectors cover every reason, and every action in both directions', () => {
  expect(new Set(PHONE_VECTORS.map(({ message }) => message.reason))).toEqual(new Set(REASONS));
  const answered = PHONE_VECTORS.map(({ message }) =>
    message.reason === 'reply-to' ? message.action : undefined,
  );
  expect(new Set(answered)).toEqual(new Set([undefined, ...ACTION_NAMES]));
  expect(new Set(SERVER_VECTORS.map(({ message }) => message.action))).toEqual(new Set(ACTION_NAMES));
});
