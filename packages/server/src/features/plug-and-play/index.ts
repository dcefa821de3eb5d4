export { applyLines, openStaging } from './import.queries.ts';
export { addCollisions, stageFile } from './import.service.ts';
export { clientReportColumns, type ImportLine, readChoice } from './import-lines.ts';
export {
  type Caller,
  type Editor,
  findMatches,
  type Match,
  type PreparedRow,
} from './plug-and-play.queries.ts';
export { plugAndPlayRoutes } from './plug-and-play.routes.ts';
export { secureModes } from './plug-and-play.schema.ts';
export { storePrepared } from './plug-and-play.service.ts';
export { type FieldFault, type ReadField, readTypedDeviceId, readTypedE164 } from './preparation.ts';
export { type Recognized, type RecognizedCaller, recognizeCallers } from './recognize.ts';
