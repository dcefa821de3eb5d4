import { MAX_ATTRIBUTE_LENGTH, MAX_ATTRIBUTES, MAX_INDEX, MAX_ITEMS, MAX_NAME_LENGTH } from './limits.ts';
import type { Grammar, MessageParts, ReadElement } from './message-parts.ts';
import { DLS_NAMESPACE, type Item } from './messages.ts';
import type { Attributes } from './xml/parse.ts';
import { resolveReferences } from './xml/references.ts';
import { hasForbiddenCharacter, skipXmlSpace, sliceTrimmed, trimXmlSpace } from './xml/text.ts';

const SPACE = 32;
const QUOTE = 34;
const AMPERSAND = 38;
const SLASH = 47;
const LESS = 60;
const EQUALS = 61;
const GREATER = 62;

const PROLOG =
  /\uFEFF?(?:<\?xml version="1\.0"(?: encoding="(?:UTF-8|utf-8)")?(?: standalone="(?:yes|no)")? ?\?>)?/y;

/**
 * Reads a message that has the plain form of section 5, as phones and servers send it day by day: no comment, no CDATA,
 * no unknown element or item attribute, nothing that calls for a warning about structure. Undefined for anything else,
 * be it odd or wrong: that is the thorough reader's to judge. What it accepts, the thorough reader accepts with the same
 * result; it is several times faster.
 */
export function scanMessage(text: string, grammar: Grammar): MessageParts | undefined {
  if (hasForbiddenCharacter(text) || text.includes(']]>')) return undefined;
  return new MessageScanner(text).scan(grammar);
}

/** The offsets of a list are known, what stands in it is not. */
export type UnreadParts = Omit<MessageParts, 'items'>;

/**
 * Like {@link scanMessage}, but passes over the items: whether what stands between the tags of the list is well-formed is
 * not known afterwards.
 */
export function scanAroundItems(text: string, grammar: Grammar): UnreadParts | undefined {
  return new MessageScanner(text).scanAroundItems(grammar);
}

/** What the messages of this protocol have: a name that is a part of a text costs more as a key. */
const USUAL_ATTRIBUTES = ['nonce', 'fragment', 'maxItems', 'action', 'status'];

/** Like an object without prototype, but as fast as one of a class. */
class PlainAttributes {
  [name: string]: string;
  static {
    Object.setPrototypeOf(PlainAttributes.prototype, null);
    Reflect.deleteProperty(PlainAttributes.prototype, 'constructor');
  }
}

/** Start tags of roots that were read and are well-formed. Few, and short, whoever sends others. */
const knownRoots = new Map<string, Grammar>();
const MAX_KNOWN_ROOTS = 50;
const MAX_KNOWN_LENGTH = 500;

/**
 * Names of items by the name of the item before: phones of a kind tell their items in the same order each time. A name that is
 * known is not cut out of the text and not looked at again, and as a key it costs less than a new text.
 */
const followers = new Map<string, string>();
/** Phones have some 400 names each. Whoever makes up more of them makes the others be learnt again, and fills no memory. */
const MAX_FOLLOWERS = 4_000;

/** @returns the name as a text of its own: a part of a text keeps all of it. Empty for a name with other characters than names have */
function learnFollower(previous: string, name: string): string {
  const known = Buffer.from(name, 'latin1').toString('latin1');
  if (known !== name) return '';
  if (followers.size >= MAX_FOLLOWERS) followers.clear();
  followers.set(previous, known);
  return known;
}

/** Methods answer false or undefined as soon as the text leaves the plain form. */
class MessageScanner {
  readonly #text: string;
  /** Offset of the next character. */
  #at = 0;
  /** Whether the tag read last was an element without content. */
  #closed = false;
  /** Name of the item before, as it was learnt. */
  #previous = '';
  readonly #hasReferences: boolean;
  readonly #hasReturns: boolean;

  constructor(text: string) {
    this.#text = text;
    this.#hasReferences = text.includes('&');
    this.#hasReturns = text.includes('\r');
  }

  scan(grammar: Grammar): MessageParts | undefined {
    const start = this.#beforeItems(grammar);
    if (start === undefined) return undefined;
    const items: Item[] = [];
    let listStart = 0;
    let listEnd = 0;
    const list = this.#openTag('ItemList');
    if (list) {
      listStart = this.#at;
      listEnd = this.#closed ? listStart : this.#items(items);
      if (listEnd < 0) return undefined;
    }
    return this.#ends(grammar) ? { ...start, items, listStart, listEnd } : undefined;
  }

  scanAroundItems(grammar: Grammar): UnreadParts | undefined {
    const start = this.#beforeItems(grammar);
    if (start === undefined || !this.#openTag('ItemList') || this.#closed) return undefined;
    const listStart = this.#at;
    const listEnd = this.#text.lastIndexOf('</ItemList>');
    if (listEnd < listStart) return undefined;
    this.#at = listEnd;
    return this.#endTag('ItemList') && this.#ends(grammar) ? { ...start, listStart, listEnd } : undefined;
  }

  #beforeItems(grammar: Grammar): Pick<MessageParts, 'message' | 'head' | 'headText'> | undefined {
    PROLOG.lastIndex = 0;
    PROLOG.test(this.#text);
    this.#at = PROLOG.lastIndex;

    if (!this.#root(grammar)) return undefined;
    const message = this.#openTag('Message');
    if (!message || this.#closed) return undefined;
    const head = this.#openTag(grammar.head);
    if (!head || this.#closed) return undefined;
    const headText = this.#content(grammar.head);
    return headText === undefined ? undefined : { message, head, headText };
  }

  /** Reads the start tag of the root; all phones of a kind write the same. */
  #root(grammar: Grammar): boolean {
    this.#skipSpace();
    const end = this.#text.indexOf('>', this.#at) + 1;
    const tag = this.#text.slice(this.#at, end);
    if (knownRoots.get(tag) === grammar) {
      this.#at = end;
      return true;
    }
    const root = this.#openTag(grammar.roots[0]);
    if (!root || this.#closed || root.attributes['xmlns'] !== DLS_NAMESPACE) return false;
    // A value may have the sign that ends a tag.
    if (this.#at === end && tag.length <= MAX_KNOWN_LENGTH && knownRoots.size < MAX_KNOWN_ROOTS) {
      // A copy, for a part of a text keeps all of it.
      knownRoots.set(Buffer.from(tag).toString(), grammar);
    }
    return true;
  }

  /** Whether nothing comes any more but the end tags around. */
  #ends(grammar: Grammar): boolean {
    const complete = this.#endTag('Message') && this.#endTag(grammar.roots[0]);
    this.#skipSpace();
    return complete && this.#at === this.#text.length;
  }

  #skipSpace(): void {
    this.#at = skipXmlSpace(this.#text, this.#at);
  }

  /** Reads white space and a start tag; without that tag it stays in front of what is there instead. */
  #openTag(name: string): ReadElement | undefined {
    this.#skipSpace();
    const offset = this.#at;
    if (this.#text.charCodeAt(offset) === LESS && this.#text.startsWith(name, offset + 1)) {
      this.#at = offset + 1 + name.length;
      const attributes = this.#attributes();
      if (attributes) return { attributes, offset };
    }
    this.#at = offset;
    return undefined;
  }

  /** Reads the attributes of a start tag, up to its end. */
  #attributes(): Attributes | undefined {
    const attributes = new PlainAttributes();
    for (let count = 0; count <= MAX_ATTRIBUTES; count++) {
      const before = this.#at;
      this.#skipSpace();
      const code = this.#text.charCodeAt(this.#at);
      if (code === GREATER || code === SLASH) return this.#endOfOpenTag() ? attributes : undefined;
      if (this.#at === before || !this.#attribute(attributes)) return undefined;
    }
    return undefined;
  }

  #endOfOpenTag(): boolean {
    this.#closed = this.#text.charCodeAt(this.#at) === SLASH;
    if (this.#closed) this.#at++;
    return this.#text.charCodeAt(this.#at++) === GREATER;
  }

  #attribute(attributes: PlainAttributes): boolean {
    const text = this.#text;
    const start = this.#at;
    while (isPlainNameCode(text.charCodeAt(this.#at))) this.#at++;
    const name = this.#attributeName(start, this.#at);
    const startsWell = isPlainNameStart(text.charCodeAt(start));
    if (!startsWell || name.length > MAX_NAME_LENGTH || attributes[name] !== undefined) return false;
    if (text.charCodeAt(this.#at) !== EQUALS || text.charCodeAt(this.#at + 1) !== QUOTE) return false;
    this.#at += 2;
    const value = this.#attributeValue();
    if (value === undefined) return false;
    attributes[name] = value;
    return true;
  }

  #attributeName(start: number, end: number): string {
    for (const name of USUAL_ATTRIBUTES) {
      if (name.length === end - start && this.#text.startsWith(name, start)) return name;
    }
    return this.#text.slice(start, end);
  }

  /** Reads up to the closing quote and past it. */
  #attributeValue(): string | undefined {
    const text = this.#text;
    const start = this.#at;
    let end = start;
    let code = text.charCodeAt(end);
    while (code !== QUOTE) {
      const plain = code >= SPACE && code !== LESS && code !== AMPERSAND;
      if (!plain) return undefined;
      code = text.charCodeAt(++end);
    }
    this.#at = end + 1;
    return end - start <= MAX_ATTRIBUTE_LENGTH ? text.slice(start, end) : undefined;
  }

  /** Reads text and the end tag of its element. */
  #content(name: string): string | undefined {
    const text = this.#text;
    const start = this.#at;
    const end = text.indexOf('<', start);
    this.#at = end;
    if (end < 0 || !this.#endTag(name)) return undefined;
    return this.#value(start, end);
  }

  #endTag(name: string): boolean {
    const text = this.#text;
    this.#skipSpace();
    if (!text.startsWith('</', this.#at) || !text.startsWith(name, this.#at + 2)) return false;
    this.#at += 2 + name.length;
    this.#skipSpace();
    return text.charCodeAt(this.#at++) === GREATER;
  }

  /** Trimmed text between two offsets. */
  #value(from: number, to: number): string | undefined {
    const value = sliceTrimmed(this.#text, from, to);
    // Line ends inside a value have to be normalized, which the thorough reader does.
    if (this.#hasReturns && value.includes('\r')) return undefined;
    if (!this.#hasReferences || !value.includes('&')) return value;
    const resolved = resolveReferences(value);
    return resolved === undefined ? undefined : trimXmlSpace(resolved);
  }

  /** Reads the items and the end tag of their list; the offset of that tag, -1 when the form is not plain. */
  #items(items: Item[]): number {
    const text = this.#text;
    for (;;) {
      this.#skipSpace();
      const start = this.#at;
      if (!text.startsWith('<Item', start)) return this.#endTag('ItemList') ? start : -1;
      this.#at = start + 5;
      const item = this.#item();
      if (!item || items.length === MAX_ITEMS) return -1;
      items.push(item);
    }
  }

  /** Reads an item behind its `<Item`. */
  #item(): Item | undefined {
    const text = this.#text;
    let name: string | undefined;
    let index: number | undefined;
    let status: string | undefined;
    for (;;) {
      const before = this.#at;
      this.#skipSpace();
      const code = text.charCodeAt(this.#at);
      if (code === GREATER || code === SLASH) break;
      if (this.#at === before) return undefined;
      if (name === undefined && text.startsWith('name="', this.#at)) {
        this.#at += 6;
        name = this.#itemName();
        if (name === undefined) return undefined;
      } else if (index === undefined && text.startsWith('index="', this.#at)) {
        this.#at += 7;
        index = this.#index();
        if (index === undefined) return undefined;
      } else if (status === undefined && text.startsWith('status="', this.#at)) {
        this.#at += 8;
        status = this.#status();
        if (status === undefined) return undefined;
      } else return undefined;
    }
    if (name === undefined || !this.#endOfOpenTag()) return undefined;
    const value = this.#closed ? '' : this.#content('Item');
    if (value === undefined) return undefined;
    if (index === undefined) return status === undefined ? { name, value } : { name, value, status };
    return status === undefined ? { name, index, value } : { name, index, value, status };
  }

  #itemName(): string | undefined {
    const previous = this.#previous;
    if (this.#isNext(previous)) return previous;
    const usual = followers.get(previous);
    if (usual !== undefined && this.#isNext(usual)) {
      this.#previous = usual;
      return usual;
    }
    const name = this.#attributeValue();
    if (name === undefined || !isPlainName(name)) return undefined;
    this.#previous = learnFollower(previous, name);
    return name;
  }

  /** Passes over the name and its quote if it is the one that comes. */
  #isNext(name: string): boolean {
    const end = this.#at + name.length;
    if (name === '' || this.#text.charCodeAt(end) !== QUOTE || !this.#text.startsWith(name, this.#at))
      return false;
    this.#at = end + 1;
    return true;
  }

  #index(): number | undefined {
    const text = this.#text;
    const start = this.#at;
    let number = 0;
    let digit = text.charCodeAt(this.#at) - 48;
    while (digit >= 0 && digit <= 9 && number <= MAX_INDEX) {
      number = number * 10 + digit;
      digit = text.charCodeAt(++this.#at) - 48;
    }
    const plain = this.#at > start && this.#at - start < 6 && number <= MAX_INDEX;
    return plain && text.charCodeAt(this.#at++) === QUOTE ? number : undefined;
  }

  #status(): string | undefined {
    const value = this.#attributeValue();
    const words = value === undefined ? '' : trimXmlSpace(value);
    return words === '' ? undefined : words;
  }
}

/** A part of an element or attribute name, in ASCII. */
function isPlainNameCode(code: number): boolean {
  // Digits and the colon between them and the letters, hyphen, full stop.
  return isPlainNameStart(code) || (code >= 48 && code <= 58) || code === 45 || code === 46;
}

/** The first character of a name, in ASCII. */
function isPlainNameStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

/** An item name of usable length without blanks around it. */
function isPlainName(name: string): boolean {
  const { length } = name;
  return (
    length > 0 &&
    length <= MAX_NAME_LENGTH &&
    name.charCodeAt(0) !== SPACE &&
    name.charCodeAt(length - 1) !== SPACE
  );
}
