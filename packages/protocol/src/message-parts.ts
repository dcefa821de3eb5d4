import type { Item } from './messages.ts';
import { ProtocolError, type ProtocolErrorCode } from './protocol-error.ts';
import { WarningList } from './warnings.ts';
import type { Attributes } from './xml/parse.ts';
import { LineCounter } from './xml/text.ts';

/** What distinguishes the two directions (section 5). */
export interface Grammar {
  /** Accepted root elements, the canonical one first. */
  readonly roots: readonly [string, ...string[]];
  /** The element that says what the message is for. */
  readonly head: 'ReasonForContact' | 'Action';
  /** Whether the root may stand inside an XML signature (section 15.3). */
  readonly signed: boolean;
}

/** What phones post. */
export const PHONE_GRAMMAR: Grammar = {
  roots: ['WorkpointMessage'],
  head: 'ReasonForContact',
  signed: false,
};

/** What servers answer, with the spelling of the root that phones put up with. */
export const SERVER_GRAMMAR: Grammar = { roots: ['DLSMessage', 'DlsMessage'], head: 'Action', signed: true };

/** An element, and the offset of its `<` in UTF-16 code units. */
export interface ReadElement {
  readonly attributes: Attributes;
  readonly offset: number;
}

/** A document of either direction: structure and items checked, the meaning of message and head not yet. */
export interface MessageParts {
  readonly message: ReadElement;
  readonly head: ReadElement;
  /** Text of the head, trimmed. */
  readonly headText: string;
  readonly items: readonly Item[];
  /** Offsets of what stands between the tags of ItemList; equal when there is nothing. */
  readonly listStart: number;
  readonly listEnd: number;
}

/** Where findings about one text go: errors with their place, and what was merely odd. */
export class Findings {
  readonly lines: LineCounter;
  readonly warnings: WarningList;

  constructor(text: string) {
    this.lines = new LineCounter(text);
    this.warnings = new WarningList(this.lines);
  }

  /** @throws ProtocolError always */
  fail(code: ProtocolErrorCode, message: string, element: string, offset: number): never {
    throw new ProtocolError(code, message, element, this.lines.at(offset));
  }
}
