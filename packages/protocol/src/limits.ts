/** Bounds of what is read and written. Real messages stay far below all of them. */

/** Largest message in bytes that is looked at (section 2: accept at least 1 MB). */
export const MAX_MESSAGE_BYTES = 1_048_576;

/** Deepest nesting; a signed server message needs 6 (section 15.3). */
export const MAX_DEPTH = 16;

/** Most items of one message; the richest phones have some 330 items in all. */
export const MAX_ITEMS = 16_384;

/** Longest attribute value in characters. */
export const MAX_ATTRIBUTE_LENGTH = 4_096;

/** Most attributes of one element. */
export const MAX_ATTRIBUTES = 64;

/** Longest name of an element, an attribute or an item, in characters. */
export const MAX_NAME_LENGTH = 256;

/** Longest nonce in characters; real ones have 23 to 32 (section 6). */
export const MAX_NONCE_LENGTH = 256;

/** Largest index. */
export const MAX_INDEX = 65_535;

/** Most warnings kept of one message. */
export const MAX_WARNINGS = 100;

/** Message size from which a list must be split: the "50 kB" of section 11, taken as the smaller reading. */
export const MAX_FRAGMENT_BYTES = 50_000;
