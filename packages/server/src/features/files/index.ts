export { forgetTransfers, tellTransfers } from './bandwidth.queries.ts';
export { readRange } from './byte-range.ts';
export { readPart } from './contents.queries.ts';
export { type Download, type FetchedPart, findFetched, storeDownloads } from './downloads.queries.ts';
export { type FileUse, fileNotFound, filesInUse } from './file-errors.ts';
export {
  type ContentProblem,
  type FileFacts,
  type FileFormat,
  fileTypes,
  type RecognizedFile,
} from './file-facts.ts';
export { createFileLinks, FILES_PATH, type FileLink, type FileLinks } from './file-links.ts';
export { limitSentence } from './file-words.ts';
export {
  type DeployableFile,
  type FileByContent,
  findByContent,
  findFiles,
  findFileUses,
  storeRecognized,
} from './files.queries.ts';
export { keepFilesClear } from './files.retention.ts';
export { fileRoutes } from './files.routes.ts';
export { FileName, FileTypeSchema } from './files.schema.ts';
export { findBrokenLimits } from './limits.ts';
export {
  findProviderUses,
  findUnreadFiles,
  type ProviderObject,
  type RegisteredFile,
  registerProviderFiles,
  removeVanishedFiles,
  type UnreadFile,
} from './provider-files.queries.ts';
export { type ContentSample, HEAD_BYTES, TAIL_BYTES } from './recognition/content-sample.ts';
export { recognize, recognizeByName } from './recognition/recognize.ts';
