import { SaxesParser } from 'saxes';
import { MAX_ATTRIBUTE_LENGTH, MAX_ATTRIBUTES, MAX_DEPTH, MAX_NAME_LENGTH } from '../limits.ts';
import { ProtocolError, type ProtocolErrorCode } from '../protocol-error.ts';
import { hasForbiddenCharacter, type LineCounter, skipXmlSpace } from './text.ts';

/** Attributes of an element by their full names, without prototype. */
export type Attributes = Readonly<Record<string, string>>;

/** Receives the elements and texts of a document in order. Offsets are in UTF-16 code units of the text. */
export interface XmlReader {
  /** `start` is the offset of `<`, `end` that behind `>`. */
  open(name: string, attributes: Attributes, start: number, end: number): void;
  /** A run of text with references resolved; an element's text may come in several runs. */
  text(text: string, start: number): void;
  /** `start` is the offset of `</`, or the one behind `/>` for an element without end tag. */
  close(start: number): void;
}

const ACCEPTED_ENCODINGS = new Set(['utf-8', 'us-ascii']);

/**
 * Reads a whole document strictly by XML 1.0, in linear time, without DTD and with no entities but the five built in.
 * @throws ProtocolError for what is not well-formed, not allowed here or over a limit
 */
export function parseXml(text: string, lines: LineCounter, reader: XmlReader): void {
  const parser = new SaxesParser({
    xmlns: false,
    forceXMLVersion: true,
    defaultXMLVersion: '1.0',
    position: false,
  } as const);
  const path: string[] = [];
  let attributeCount = 0;
  let tagStart = 0;
  let closed = '';
  /** Offset behind the last piece of markup. */
  let markupEnd = text.startsWith('\uFEFF') ? 1 : 0;

  function fail(code: ProtocolErrorCode, message: string, offset: number): never {
    throw new ProtocolError(code, message, path.at(-1) ?? 'document', lines.at(offset));
  }

  parser.on('error', (error) => {
    const offset = Math.min(parser.position, text.length) - 1;
    const next = skipXmlSpace(text, markupEnd);
    if (path.length === 0 && text.startsWith('<!DOCTYPE', next)) {
      fail('doctype', 'a document type declaration is not allowed', next);
    }
    if (markupEnd <= 1 && next === text.length) fail('empty-message', 'the message is empty', 0);
    if (hasForbiddenCharacter(text.charAt(offset))) {
      fail('invalid-character', 'a character that XML does not allow', offset);
    }
    // The parser closes the element before it finds that the end tag is another one's.
    if (error.message.startsWith('unexpected close tag')) path.push(closed);
    fail(codeOf(error.message), wordsOf(error.message), offset);
  });
  parser.on('xmldecl', ({ encoding }) => {
    markupEnd = parser.position;
    if (encoding !== undefined && !ACCEPTED_ENCODINGS.has(encoding.toLowerCase())) {
      fail('unsupported-encoding', 'the message declares an encoding other than UTF-8', 0);
    }
  });
  parser.on('doctype', () => {
    fail('doctype', 'a document type declaration is not allowed', skipXmlSpace(text, markupEnd));
  });
  parser.on('comment', () => {
    markupEnd = parser.position + 1;
  });
  parser.on('processinginstruction', () => {
    markupEnd = parser.position;
  });
  parser.on('opentagstart', ({ name }) => {
    tagStart = text.lastIndexOf('<', parser.position - 1);
    attributeCount = 0;
    if (name.length > MAX_NAME_LENGTH) fail('too-long', 'an element name is too long', tagStart);
    if (path.length === MAX_DEPTH) {
      fail('too-deep', `elements are nested deeper than ${MAX_DEPTH}`, tagStart);
    }
    path.push(name);
  });
  parser.on('attribute', ({ name, value }) => {
    attributeCount++;
    if (attributeCount > MAX_ATTRIBUTES) {
      fail('too-many-attributes', `<${path.at(-1)}> has more than ${MAX_ATTRIBUTES} attributes`, tagStart);
    }
    if (name.length > MAX_NAME_LENGTH) fail('too-long', 'an attribute name is too long', tagStart);
    if (value.length > MAX_ATTRIBUTE_LENGTH) {
      fail('too-long', `an attribute of <${path.at(-1)}> is longer than ${MAX_ATTRIBUTE_LENGTH}`, tagStart);
    }
  });
  parser.on('opentag', ({ name, attributes }) => {
    markupEnd = parser.position;
    reader.open(name, attributes, tagStart, markupEnd);
  });
  parser.on('text', (run) => {
    if (path.length > 0) reader.text(run, markupEnd);
  });
  parser.on('cdata', (run) => {
    reader.text(run, markupEnd);
    markupEnd = parser.position;
  });
  parser.on('closetag', ({ isSelfClosing }) => {
    markupEnd = parser.position;
    reader.close(isSelfClosing ? markupEnd : text.lastIndexOf('<', markupEnd - 1));
    closed = path.pop() ?? '';
  });

  parser.write(text).close();
}

function codeOf(message: string): ProtocolErrorCode {
  if (message.startsWith('duplicate attribute')) return 'duplicate-attribute';
  if (message.startsWith('documents may contain only one root')) return 'duplicate-root';
  if (message.startsWith('malformed character entity')) return 'invalid-character-reference';
  if (message.endsWith('entity.') || message.endsWith('entity name.')) return 'unknown-entity';
  return 'not-well-formed';
}

/** The parser's words, without names of any length from the message. */
function wordsOf(message: string): string {
  const words = message.endsWith('.') ? message.slice(0, -1) : message;
  return words.length > 200 ? `${words.slice(0, 200)}…` : words;
}
