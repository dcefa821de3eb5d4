import { MAX_WARNINGS } from './limits.ts';
import type { LineCounter } from './xml/text.ts';

/** What was odd about a message that was understood all the same. */
export type WarningCode =
  | 'other-namespace'
  | 'unknown-element'
  | 'stray-element'
  | 'stray-text'
  | 'item-list-beside-message'
  | 'element-order'
  | 'odd-nonce'
  | 'odd-spelling'
  | 'odd-item-name'
  | 'empty-status'
  | 'unknown-status'
  | 'invalid-max-items'
  | 'invalid-fragment'
  | 'fragment-conflict'
  | 'unexpected-attribute'
  | 'more-warnings';

/** A tolerated oddity. The message never holds an item's value. */
export interface DecodeWarning {
  readonly code: WarningCode;
  readonly message: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
}

/** Collects the warnings of one message, at most `MAX_WARNINGS`. */
export class WarningList {
  readonly warnings: DecodeWarning[] = [];
  readonly #lines: LineCounter;

  constructor(lines: LineCounter) {
    this.#lines = lines;
  }

  add(code: WarningCode, message: string, offset: number): void {
    const free = MAX_WARNINGS - this.warnings.length;
    if (free <= 0) return;
    const position = this.#lines.at(offset);
    if (free === 1) {
      this.warnings.push({ code: 'more-warnings', message: 'there is more that is odd', ...position });
    } else {
      this.warnings.push({ code, message, ...position });
    }
  }
}
