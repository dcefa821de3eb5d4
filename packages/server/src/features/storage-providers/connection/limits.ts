/** What a provider may have at most: everything beyond is taken for an endless list. */
export const MAX_OBJECTS = 1_000_000;
export const MAX_FOLDERS = 20_000;
export const MAX_DEPTH = 16;
/** Bytes of one index page or list file. */
export const MAX_INDEX_BYTES = 32 * 1_048_576;
/** Bytes of one answer of an S3 endpoint to a question that is no reading of an object: 1,000 keys of the longest kind fit. */
export const MAX_S3_ANSWER_BYTES = 8 * 1_048_576;
/** Longest key, as of S3. */
export const MAX_KEY_BYTES = 1_024;
/** Objects that are handed on together. */
export const PAGE_SIZE = 1_000;
export const DEFAULT_TIMEOUT_MS = 15_000;
/** One index page, list file or part of an object, from the first to the last byte. */
export const MAX_ANSWER_MS = 300_000;
