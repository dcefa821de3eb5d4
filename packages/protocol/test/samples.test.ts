import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  decodePhoneMessage,
  decodeServerMessage,
  type Item,
  type PhoneMessage,
  ProtocolError,
  type ServerMessage,
} from '../src/index.ts';
import { toBytes } from './documents.ts';

/** Real messages of the reference, kept beside the repository, not in it. */
const SAMPLES = new URL('../../../../shared/reference/samples.json', import.meta.url);

interface ParsedItem {
  name: string;
  index?: string;
  status?: string;
  value: string;
}

interface Sample {
  id: string;
  direction: 'phone-to-server' | 'server-to-phone';
  kind: 'message' | 'http';
  description: string;
  xml: string;
  xml_repaired?: string;
  wellformed?: boolean;
  parsed?: {
    message_attributes: { nonce: string; maxItems?: string; fragment?: string };
    reason?: string;
    reason_attributes?: { action?: string; status?: string };
    action?: string;
    items?: ParsedItem[];
  };
}

function readSamples(): Sample[] {
  return existsSync(SAMPLES) ? JSON.parse(readFileSync(SAMPLES, 'utf8')) : [];
}

const samples = readSamples().filter(({ kind }) => kind === 'message');

/** Samples in which the guide prints "..." for items that it leaves out. */
const WITH_ELLIPSIS = new Set(['S03', 'S29']);

function toItem({ name, index, status, value }: ParsedItem): Item {
  return {
    name,
    ...(index === undefined ? {} : { index: Number(index) }),
    value,
    ...(status === undefined ? {} : { status }),
  };
}

/** The decoder's message in the words of the sample file. */
function toParsed(message: PhoneMessage | ServerMessage): unknown {
  if (!('reason' in message)) return { nonce: message.nonce, action: message.action, items: message.items };
  const { nonce, maxItems, fragment, reason, items } = message;
  const answered = message.reason === 'reply-to' ? { action: message.action, status: message.status } : {};
  return { nonce, maxItems: maxItems?.toString(), fragment, reason, attributes: answered, items };
}

function expected({ parsed }: Sample): unknown {
  if (!parsed) throw new TypeError('a sample message without its parsed form');
  const { nonce, maxItems, fragment } = parsed.message_attributes;
  const items = (parsed.items ?? []).map(toItem);
  if (parsed.reason === undefined) return { nonce, action: parsed.action, items };
  return { nonce, maxItems, fragment, reason: parsed.reason, attributes: parsed.reason_attributes, items };
}

describe.skipIf(samples.length === 0)(
  samples.length === 0
    ? 'real messages (SKIPPED: shared/reference/samples.json is not there)'
    : 'real messages',
  () => {
    test.each(samples)('$id decodes to what the reference says: $description', (sample) => {
      const body = toBytes(sample.wellformed === true ? sample.xml : (sample.xml_repaired ?? sample.xml));
      const decoded =
        sample.direction === 'phone-to-server' ? decodePhoneMessage(body) : decodeServerMessage(body);
      expect(toParsed(decoded.message)).toEqual(expected(sample));
      const codes = decoded.warnings.map(({ code }) => code);
      expect(codes).toEqual(WITH_ELLIPSIS.has(sample.id) ? ['stray-text'] : []);
    });

    test.each(samples.filter(({ wellformed }) => wellformed === false))(
      '$id is refused as long as the misprint of the guide is in it',
      (sample) => {
        const decode = () => decodePhoneMessage(toBytes(sample.xml));
        expect(decode).toThrow(ProtocolError);
        expect(decode).toThrow(expect.objectContaining({ code: 'not-well-formed' }));
      },
    );
  },
);
