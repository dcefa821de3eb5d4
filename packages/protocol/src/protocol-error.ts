/** Why a text is no message, or a message cannot be written. */
export type ProtocolErrorCode =
  /* bytes and XML */
  | 'too-large'
  | 'invalid-utf8'
  | 'unsupported-encoding'
  | 'empty-message'
  | 'not-well-formed'
  | 'invalid-character'
  | 'doctype'
  | 'unknown-entity'
  | 'invalid-character-reference'
  | 'duplicate-attribute'
  | 'duplicate-root'
  | 'too-deep'
  | 'too-long'
  | 'too-many-attributes'
  /* grammar */
  | 'unexpected-root'
  | 'unexpected-element'
  | 'duplicate-element'
  | 'missing-element'
  | 'too-many-items'
  | 'missing-nonce'
  | 'invalid-nonce'
  | 'unknown-reason'
  | 'missing-action'
  | 'unknown-action'
  | 'missing-item-name'
  | 'invalid-item-name'
  | 'invalid-index'
  /* only when writing */
  | 'invalid-max-items'
  | 'invalid-call-back';

/** Where in the text something was found; both count from 1, the column in UTF-16 code units. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** Position of an error that is not in a text: a message that cannot be encoded. */
export const NO_POSITION: TextPosition = { line: 0, column: 0 };

/**
 * A message that breaks the protocol, read or about to be written. The text never holds an item's value, so it may be
 * logged.
 */
export class ProtocolError extends Error {
  readonly code: ProtocolErrorCode;
  /** Innermost element at fault, `document` outside the root; for a message being written `Item` with its name. */
  readonly element: string;
  /** From 1; 0 when a message is being written. */
  readonly line: number;
  /** From 1, in UTF-16 code units; 0 when a message is being written. */
  readonly column: number;

  constructor(code: ProtocolErrorCode, message: string, element: string, position: TextPosition) {
    super(position.line > 0 ? `${message} (line ${position.line}, column ${position.column})` : message);
    this.name = 'ProtocolError';
    this.code = code;
    this.element = element;
    this.line = position.line;
    this.column = position.column;
  }
}
