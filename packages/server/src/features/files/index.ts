export { type FetchedPart, findFetched } from './downloads.queries.ts';
export { type FileUse, fileNotFound, filesInUse } from './file-errors.ts';
export {
  type ContentProblem,
  type FileFacts,
  type FileFormat,
  fileTypes,
  type RecognizedFile,
} from './file-facts.ts';
export { createFileLinks, type FileLink, type FileLinks } from './file-links.ts';
export { limitSentence } from './file-words.ts';
export { type DeployableFile, findFiles, findFileUses, storeRecognized } from './files.queries.ts';
export { fileRoutes } from './files.routes.ts';
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
