import { MAX_INDEX, MAX_ITEMS, MAX_NAME_LENGTH } from './limits.ts';
import type { Findings, Grammar, MessageParts, ReadElement } from './message-parts.ts';
import { DLS_NAMESPACE, type Item } from './messages.ts';
import type { ProtocolErrorCode } from './protocol-error.ts';
import type { WarningCode } from './warnings.ts';
import { type Attributes, parseXml, type XmlReader } from './xml/parse.ts';
import { skipXmlSpace, trimXmlSpace } from './xml/text.ts';

/**
 * Reads a document by the grammar of section 5 with all its tolerances: the thorough way, for any legal XML.
 * @throws ProtocolError
 */
export function readMessage(text: string, grammar: Grammar, findings: Findings): MessageParts {
  return new MessageReader(text, grammar, findings).read();
}

type Place = 'prolog' | 'envelope' | 'root' | 'message' | 'head' | 'list' | 'item' | 'ignored';

const KNOWN_ELEMENTS = new Set([
  'WorkpointMessage',
  'DLSMessage',
  'DlsMessage',
  'Message',
  'ReasonForContact',
  'Action',
  'ItemList',
  'Item',
]);

class MessageReader implements XmlReader {
  readonly #source: string;
  readonly #grammar: Grammar;
  readonly #findings: Findings;
  /** Where the parser is: one entry per open element. */
  readonly #places: Place[] = ['prolog'];
  /** Attributes of the open elements from the document's root to the message's, for their namespaces. */
  readonly #scopes: Attributes[] = [];
  readonly #items: Item[] = [];
  #root = false;
  #message: ReadElement | undefined;
  #head: ReadElement | undefined;
  #headText = '';
  #listStart = -1;
  #listEnd = -1;
  /** Text and attributes of the innermost element whose text counts. */
  #text = '';
  #attributes: Attributes = {};
  #offset = 0;

  constructor(source: string, grammar: Grammar, findings: Findings) {
    this.#source = source;
    this.#grammar = grammar;
    this.#findings = findings;
  }

  read(): MessageParts {
    parseXml(this.#source, this.#findings.lines, this);
    const end = this.#source.length;
    const { roots, head: headName } = this.#grammar;
    if (!this.#root) {
      return this.#fail('unexpected-root', `the signature holds no <${roots[0]}>`, 'Signature', end);
    }
    const message = this.#message;
    if (!message) return this.#fail('missing-element', '<Message> is missing', roots[0], end);
    const head = this.#head;
    if (!head) {
      return this.#fail('missing-element', `<${headName}> is missing`, 'Message', message.offset);
    }
    return {
      message,
      head,
      headText: this.#headText,
      items: this.#items,
      listStart: Math.max(this.#listStart, 0),
      listEnd: Math.max(this.#listEnd, 0),
    };
  }

  open(fullName: string, attributes: Attributes, start: number, end: number): void {
    const name = localName(fullName);
    this.#places.push(this.#enter(name, fullName, attributes, start, end));
  }

  text(text: string, start: number): void {
    const place = this.#places.at(-1);
    if (place === 'item' || place === 'head') this.#text += text;
    else if (place !== 'ignored' && place !== 'envelope' && trimXmlSpace(text) !== '') {
      this.#warn('stray-text', 'text where only elements belong', skipXmlSpace(this.#source, start));
    }
  }

  close(start: number): void {
    const place = this.#places.pop();
    if (place === 'item') this.#addItem();
    else if (place === 'envelope' || place === 'root') this.#scopes.pop();
    else if (place === 'list') this.#listEnd = start;
    else if (place === 'head') {
      this.#head = { attributes: this.#attributes, offset: this.#offset };
      this.#headText = trimXmlSpace(this.#text);
    }
  }

  #enter(name: string, fullName: string, attributes: Attributes, start: number, end: number): Place {
    const place = this.#places.at(-1);
    switch (place) {
      case 'prolog':
      case 'envelope':
        return this.#enterRoot(place, name, fullName, attributes, start);
      case 'root':
        if (name === 'Message') return this.#enterMessage(attributes, start);
        if (name === 'ItemList') {
          this.#warn('item-list-beside-message', '<ItemList> beside <Message>', start);
          return this.#enterList(start, end);
        }
        return this.#ignore(name, 'root', start);
      case 'message':
        if (name === this.#grammar.head) return this.#enterHead(name, attributes, start);
        if (name === 'ItemList') return this.#enterList(start, end);
        if (name === 'ReasonForContact') {
          this.#warn('stray-element', '<ReasonForContact> in a server message', start);
          return 'ignored';
        }
        return this.#ignore(name, 'Message', start);
      case 'list':
        if (name === 'Item') return this.#enterItem(attributes, start);
        return this.#ignore(name, 'ItemList', start);
      case 'item':
        return this.#fail('unexpected-element', 'an element inside <Item>', 'Item', start);
      case 'head':
        return this.#fail('unexpected-element', 'an element inside the head', this.#grammar.head, start);
      default:
        return 'ignored';
    }
  }

  #enterRoot(
    place: 'prolog' | 'envelope',
    name: string,
    fullName: string,
    attributes: Attributes,
    start: number,
  ): Place {
    const { roots, signed } = this.#grammar;
    const isRoot = roots.includes(name);
    if (isRoot && this.#root) {
      this.#warn('stray-element', `another <${name}> in the signature`, start);
      return 'ignored';
    }
    if (!isRoot) {
      if (place === 'prolog' && !(signed && name === 'Signature')) {
        this.#fail('unexpected-root', `the root element is not <${roots[0]}>`, name, start);
      }
      this.#scopes.push(attributes);
      return 'envelope';
    }
    this.#root = true;
    this.#scopes.push(attributes);
    if (name !== roots[0]) {
      this.#warn('odd-spelling', `<${name}> instead of <${roots[0]}>`, start);
    }
    if (this.#namespace(fullName) !== DLS_NAMESPACE) {
      this.#warn('other-namespace', `<${name}> is not in the namespace ${DLS_NAMESPACE}`, start);
    }
    return 'root';
  }

  #enterMessage(attributes: Attributes, start: number): Place {
    if (this.#message) this.#fail('duplicate-element', 'a second <Message>', 'Message', start);
    this.#message = { attributes, offset: start };
    return 'message';
  }

  #enterHead(name: string, attributes: Attributes, start: number): Place {
    if (this.#head) this.#fail('duplicate-element', `a second <${name}>`, name, start);
    if (this.#listStart >= 0) {
      this.#warn('element-order', `<${name}> behind <ItemList>`, start);
    }
    this.#collect(attributes, start);
    return 'head';
  }

  #enterList(start: number, end: number): Place {
    if (this.#listStart >= 0) {
      this.#fail('duplicate-element', 'a second <ItemList>', 'ItemList', start);
    }
    this.#listStart = end;
    return 'list';
  }

  #enterItem(attributes: Attributes, start: number): Place {
    if (this.#items.length === MAX_ITEMS) {
      this.#fail('too-many-items', `the message has more than ${MAX_ITEMS} items`, 'ItemList', start);
    }
    this.#collect(attributes, start);
    return 'item';
  }

  #collect(attributes: Attributes, start: number): void {
    this.#text = '';
    this.#attributes = attributes;
    this.#offset = start;
  }

  /** Skips an element nobody knows; an element of the grammar in a wrong place makes the message meaningless. */
  #ignore(name: string, parent: string, start: number): Place {
    if (KNOWN_ELEMENTS.has(name)) {
      this.#fail('unexpected-element', `<${name}> does not belong here`, name, start);
    }
    this.#warn('unknown-element', `unknown element in ${parent}`, start);
    return 'ignored';
  }

  #addItem(): void {
    const { name, index, status } = this.#attributes;
    const offset = this.#offset;
    const item: { name: string; index?: number; value: string; status?: string } = {
      name: this.#itemName(name, offset),
      value: trimXmlSpace(this.#text),
    };
    if (index !== undefined) {
      const number = parseIndex(index);
      if (number === undefined) {
        this.#fail('invalid-index', `an index must be a whole number from 0 to ${MAX_INDEX}`, 'Item', offset);
      }
      item.index = number;
    }
    if (status !== undefined) {
      const words = trimXmlSpace(status);
      if (words === '') this.#warn('empty-status', 'an item with an empty status', offset);
      else item.status = words;
    }
    this.#items.push(item);
  }

  #itemName(text: string | undefined, offset: number): string {
    const name = text === undefined ? '' : trimXmlSpace(text);
    if (name === '') this.#fail('missing-item-name', 'an item without name', 'Item', offset);
    if (name.length > MAX_NAME_LENGTH) {
      this.#fail('too-long', 'an item name is too long', 'Item', offset);
    }
    if (name !== text) {
      this.#warn('odd-item-name', 'white space around an item name', offset);
    }
    return name;
  }

  #namespace(fullName: string): string | undefined {
    const colon = fullName.indexOf(':');
    const declaration = colon < 0 ? 'xmlns' : `xmlns:${fullName.slice(0, colon)}`;
    return this.#scopes.findLast((attributes) => attributes[declaration] !== undefined)?.[declaration];
  }

  #warn(code: WarningCode, message: string, offset: number): void {
    this.#findings.warnings.add(code, message, offset);
  }

  #fail(code: ProtocolErrorCode, message: string, element: string, offset: number): never {
    return this.#findings.fail(code, message, element, offset);
  }
}

/** A whole number from 0 to {@link MAX_INDEX}, in decimal digits. */
function parseIndex(text: string): number | undefined {
  const digits = trimXmlSpace(text);
  if (!/^\d{1,9}$/.test(digits)) return undefined;
  const number = Number(digits);
  return number <= MAX_INDEX ? number : undefined;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
